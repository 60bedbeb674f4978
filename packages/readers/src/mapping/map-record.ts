import { isJsonObject, type JsonObject } from '../json/json-object.ts';
import { joinMembers, type Member } from '../json/members.ts';
import { readWrapperTime } from '../o365/creation-time.ts';
import type { InputMapping } from './input-mapping.ts';
import { type TimeReader, timePattern } from './time-pattern.ts';

/** A record as one line for the engine, or in words why it has none. */
export type MappedRecord =
  | { readonly kind: 'event'; readonly text: string }
  | { readonly kind: 'fault'; readonly reason: string };

/** Names under which a time is looked for when nobody says where it is; best first. */
const TIME_NAMES: readonly string[] = [
  '_time',
  'time',
  'timestamp',
  '@timestamp',
  'timegenerated',
  'creationtime',
  'timecreated',
  'eventtime',
  'datetime',
  'date',
];

export function isTimeName(name: string): boolean {
  return TIME_NAMES.includes(name.toLowerCase());
}

/** What the event says of itself is ours to say; a field of the log of that name stays in `_raw`. */
const OWN = new Set(['_time', '_raw', '_sealbreak_id']);

/** Makes records into events as a mapping says. Throws RangeError when its time format is none. */
export class RecordMapper {
  readonly #mapping: InputMapping;
  readonly #readTime: TimeReader;
  readonly #renames: ReadonlyMap<string, string>;

  constructor(mapping: InputMapping) {
    this.#mapping = mapping;
    this.#readTime = mapping.timeFormat === undefined ? usualTime : timePattern(mapping.timeFormat);
    this.#renames = new Map(Object.entries(mapping.fields ?? {}));
  }

  /** `members` are those of the object, `raw` the text that it came from. */
  map(object: JsonObject, members: readonly Member[], raw: string, sourcetype: string): MappedRecord {
    const time = this.#timeOf(object);
    if (time.kind === 'fault') return time;
    const own: Member[] = [
      ...(time.iso === null ? [] : [{ key: '_time', valueText: JSON.stringify(time.iso) }]),
      { key: 'sourcetype', valueText: JSON.stringify(this.#mapping.sourcetype ?? sourcetype) },
    ];
    const clashes = new Set([...this.#renames.values(), 'sourcetype']);
    const fields = members.flatMap(({ key, valueText }) => {
      const name = this.#renames.get(key);
      // A field that gets the name of another stands for it.
      if (name === undefined) return OWN.has(key) || clashes.has(key) ? [] : [{ key, valueText }];
      return OWN.has(name) || name === 'sourcetype' ? [] : [{ key: name, valueText }];
    });
    return {
      kind: 'event',
      text: joinMembers([...own, ...fields, { key: '_raw', valueText: JSON.stringify(raw) }]),
    };
  }

  #timeOf(
    object: JsonObject,
  ):
    | { readonly kind: 'time'; readonly iso: string | null }
    | { readonly kind: 'fault'; readonly reason: string } {
    const { timeField } = this.#mapping;
    if (timeField !== undefined) {
      const value = valueAt(object, timeField);
      const iso = this.#read(value);
      if (iso !== null) return { kind: 'time', iso };
      const shown =
        value === undefined || value === null || value === '' ? 'is empty' : `is no time: ${quoted(value)}`;
      return { kind: 'fault', reason: `the time field ${timeField} ${shown}` };
    }
    const names = new Map(Object.keys(object).map((name) => [name.toLowerCase(), name]));
    for (const candidate of TIME_NAMES) {
      const name = names.get(candidate);
      const iso = name === undefined ? null : this.#read(object[name]);
      if (iso !== null) return { kind: 'time', iso };
    }
    // As any other JSON without a time: an event all the same.
    return { kind: 'time', iso: null };
  }

  #read(value: unknown): string | null {
    return typeof value === 'string' || typeof value === 'number'
      ? this.#readTime(String(value).trim())
      : null;
  }
}

/** Seconds and parts of them pass as they are: the engine tells them by their size. */
function usualTime(text: string): string | null {
  return /^\d{9,19}(?:\.\d+)?$/.test(text) ? text : readWrapperTime(text);
}

function valueAt(object: JsonObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  let value: unknown = object;
  for (const name of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function quoted(value: unknown): string {
  return (JSON.stringify(value) ?? '').slice(0, 60);
}
