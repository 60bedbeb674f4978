import { isUtf8 } from 'node:buffer';
import { isJsonObject, type JsonObject, parseObject, parseValue } from '../json/json-object.ts';
import { ValueSplitter } from '../json/value-splitter.ts';
import { canonicalRecord } from '../o365/canonical-record.ts';
import { type Carrier, findRecords } from '../o365/find-records.ts';
import { eventOfJson } from '../windows/event-json.ts';

/** What the JSON at the beginning of a file looks like. */
export interface JsonSample {
  /** `lines`: an object on each line. `values`: any other arrangement. */
  readonly layout: 'lines' | 'values';
  /** Members of top-level objects whose arrays hold the records. */
  readonly containers: readonly string[];
  /** Objects seen, by what their record was found in; `none` for objects without an audit record. */
  readonly carriers: ReadonlyMap<Carrier | 'windows', number>;
  readonly objects: number;
  /** Names of the members of the first object; of the first one in it where it is a page with `value`. */
  readonly firstKeys: readonly string[];
  /** Every line seen is a canonical audit record that the engine can read as it stands. */
  readonly isRegular: boolean;
}

/** Members under which exports put their list of records. */
const CONTAINERS = ['value', 'results', 'events', 'records', 'Records', 'data', 'items', 'hits'];
const MAX_LINES = 400;
const FIRST_LINES = 20;

/** Null when the text is not JSON. */
export function sampleJson(utf8: Buffer, isWhole: boolean): JsonSample | null {
  const lines = wholeLines(utf8, isWhole);
  const start = utf8.toString('latin1', 0, 4096).replace(/^[\s\0]+/, '');
  const looksLikeJson = /^(?:\{\s*(?:["}]|$)|\[\s*(?:[[{\]"]|$))/.test(start);
  if (looksLikeJson && !start.startsWith('[')) {
    const container = findContainer(utf8);
    if (container !== null) return container;
  }
  const lineSample = start.startsWith('[') ? null : sampleLines(lines);
  if (lineSample !== null && (looksLikeJson || hasRecords(lineSample))) return lineSample;
  return looksLikeJson ? sampleValues(utf8, []) : null;
}

/** Whether any object seen holds an audit record. */
function hasRecords(sample: JsonSample): boolean {
  return [...sample.carriers.keys()].some((carrier) => carrier !== 'none');
}

function wholeLines(utf8: Buffer, isWhole: boolean): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  while (lines.length < MAX_LINES) {
    const end = utf8.indexOf(0x0a, start);
    if (end < 0) break;
    lines.push(utf8.subarray(start, end));
    start = end + 1;
  }
  if (isWhole && lines.length < MAX_LINES && start < utf8.length) lines.push(utf8.subarray(start));
  return lines;
}

/** Null when none of the first lines is an object of its own, or the text starts with an object over several lines. */
function sampleLines(lines: readonly Buffer[]): JsonSample | null {
  const first = lines
    .find((line) => line.toString('utf8').trim() !== '')
    ?.toString('utf8')
    .trim();
  if (first === undefined || first === '{' || first === '[') return null;
  if (
    !lines
      .slice(0, FIRST_LINES)
      .some((line) => line[0] === 0x7b && parseObject(line.toString('utf8')) !== undefined)
  )
    return null;
  const tally = new Tally();
  for (const line of lines) tally.add(line);
  return { layout: 'lines', containers: [], ...tally.result() };
}

function sampleValues(
  utf8: Buffer,
  containers: readonly string[],
): JsonSample & { readonly wrappers: number } {
  const tally = new Tally();
  const splitter = new ValueSplitter(
    {
      value: (bytes) => {
        tally.add(bytes);
        return null;
      },
      candidate: () => false,
      broken: () => undefined,
      unclosed: () => undefined,
      nulBytes: () => undefined,
    },
    { maxValueBytes: utf8.length + 1, containers: new Set(containers) },
  );
  // Not ended: a value that the sample cuts off says nothing.
  splitter.push(utf8);
  return { layout: 'values', containers, ...tally.result(), wrappers: splitter.wrappers, isRegular: false };
}

/**
 * A wrapper counts when its array holds audit records, or when it is too long to be a record itself. Otherwise the
 * member is a part of the object, as `events` is in a Google Workspace activity.
 */
function findContainer(utf8: Buffer): JsonSample | null {
  const whole = sampleValues(utf8, []);
  for (const container of CONTAINERS) {
    if (!utf8.includes(`"${container}"`)) continue;
    const sample = sampleValues(utf8, [container]);
    if (sample.wrappers === 0) continue;
    if (hasRecords(sample) && !hasRecords(whole)) return sample;
    if (whole.objects === 0 && sample.objects > 0) return sample;
  }
  return null;
}

class Tally {
  readonly #carriers = new Map<Carrier | 'windows', number>();
  #objects = 0;
  #isRegular = true;
  #firstKeys: readonly string[] | null = null;

  add(bytes: Buffer): void {
    const parsed = tryParse(bytes.toString('utf8'));
    if (parsed === undefined) {
      this.#isRegular = false;
      return;
    }
    const { object, text } = parsed;
    this.#objects += 1;
    this.#firstKeys ??= Object.keys(firstOfPage(object));
    for (const found of findRecords({ object, text: () => text })) {
      const { kind, carrier: seen } = found;
      const isOther = kind === 'json' && seen !== 'splunk' && seen !== 'google';
      const carrier = isOther ? (eventOfJson(object) === null ? 'none' : 'windows') : seen;
      this.#carriers.set(carrier, (this.#carriers.get(carrier) ?? 0) + 1);
      const isRegular =
        found.kind === 'o365' && found.carrier === 'self' && bytes[0] === 0x7b && bytes.at(-1) === 0x7d;
      if (!isRegular || canonicalRecord(found.record, text, null).kind !== 'as-is' || !isUtf8(bytes))
        this.#isRegular = false;
    }
  }

  result(): Pick<JsonSample, 'carriers' | 'objects' | 'firstKeys' | 'isRegular'> {
    return {
      carriers: this.#carriers,
      objects: this.#objects,
      firstKeys: this.#firstKeys ?? [],
      isRegular: this.#isRegular && this.#objects > 0,
    };
  }
}

function firstOfPage(object: JsonObject): JsonObject {
  const [first]: readonly unknown[] = Array.isArray(object['value']) ? object['value'] : [];
  return isJsonObject(first) ? first : object;
}

function tryParse(source: string): { object: JsonObject; text: string } | undefined {
  try {
    const { value, text } = parseValue(source);
    return isJsonObject(value) ? { object: value, text } : undefined;
  } catch {
    return undefined;
  }
}
