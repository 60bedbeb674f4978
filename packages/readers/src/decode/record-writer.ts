import { isUtf8 } from 'node:buffer';
import { isJsonObject, type JsonObject, parseValue } from '../json/json-object.ts';
import { compactJson, hasLineEnd, jsonFault, replaceLoneSurrogates } from '../json/json-text.ts';
import { joinMembers, type Member, scanMembers } from '../json/members.ts';
import type { ValueSink } from '../json/value-sink.ts';
import { ValueSplitter } from '../json/value-splitter.ts';
import type { InputMapping } from '../mapping/input-mapping.ts';
import { RecordMapper } from '../mapping/map-record.ts';
import { canonicalRecord } from '../o365/canonical-record.ts';
import { type Found, findRecords } from '../o365/find-records.ts';
import { eventFields, fieldsJson } from '../windows/event-fields.ts';
import { eventOfJson } from '../windows/event-json.ts';
import { Notices } from './notices.ts';
import { Quarantine } from './quarantine.ts';
import { SpoolFile } from './spool-file.ts';

/** Sorts what a decoder finds: audit records and other objects into their spool files, the rest into the quarantine. */
export class RecordWriter {
  readonly quarantine: Quarantine;
  readonly notices = new Notices();
  readonly o365: SpoolFile;
  readonly json: SpoolFile;
  /** What is left of cut-off records: read last, so that a whole copy of the same record is seen first. */
  readonly salvaged: SpoolFile;
  readonly isMapped: boolean;

  readonly #mapper: RecordMapper | null;

  /** `mapping`: what a person says of the records; then they are nothing else. */
  constructor(name: string, spoolDir: string, mapping: InputMapping | null = null) {
    this.#mapper = mapping === null ? null : new RecordMapper(mapping);
    this.isMapped = mapping !== null;
    this.quarantine = new Quarantine(name);
    this.o365 = new SpoolFile(spoolDir, 'o365');
    this.json = new SpoolFile(spoolDir, 'json');
    this.salvaged = new SpoolFile(spoolDir, 'o365');
  }

  /**
   * Takes one JSON value. Gives null, or in words why it is no JSON: then nothing was counted. `mayWrap`: the value may be
   * a wrapper around lists of records.
   */
  takeJson(bytes: Buffer, line: number, mayWrap = true): string | null {
    const isValid = isUtf8(bytes);
    const source = bytes.toString('utf8');
    let parsed: { value: unknown; text: string };
    try {
      parsed = parseValue(source);
    } catch (error) {
      return jsonFault(error);
    }
    const { value: object, text } = parsed;
    if (!isValid) this.notices.note('invalid-utf8', line);
    if (!isJsonObject(object)) {
      this.quarantine.add(line, 'a JSON value that is no object', bytes);
      return null;
    }
    if (this.takeMapped(object, () => scanMembers(text), line, text, '_json')) return null;
    const all = findRecords({ object, text: () => text });
    if (this.#takeWindowsEvent(object, all)) return null;
    const wrapped = mayWrap && all.every(({ carrier }) => carrier === 'none') ? recordArrays(object) : [];
    if (wrapped.length > 0) this.#takeWrapped(text === source ? bytes : Buffer.from(text), line, wrapped);
    else {
      for (const found of all) {
        this.take(found, line, isValid && 'text' in found && found.text === source ? bytes : null);
      }
    }
    return null;
  }

  /** True when the records of the file are mapped: then the record is taken or quarantined. `raw` is its text in the file. */
  takeMapped(
    object: JsonObject,
    members: () => readonly Member[],
    line: number,
    raw: string,
    sourcetype: string,
  ): boolean {
    if (this.#mapper === null) return false;
    const mapped = this.#mapper.map(object, members(), raw, sourcetype);
    if (mapped.kind === 'fault') this.quarantine.add(line, mapped.reason, raw);
    else this.json.append(Buffer.from(oneLine(mapped.text)));
    return true;
  }

  #takeWindowsEvent(object: JsonObject, all: readonly Found[]): boolean {
    if (all.some(({ kind, carrier }) => kind !== 'json' || carrier !== 'none')) return false;
    const event = eventOfJson(object);
    if (event === null) return false;
    this.json.append(Buffer.from(replaceLoneSurrogates(fieldsJson(eventFields(event, null)))));
    return true;
  }

  /** `bytes`: the found text as UTF-8, where it is at hand. */
  take(found: Found, line: number, bytes: Buffer | null = null): void {
    switch (found.kind) {
      case 'o365':
        this.#takeRecord(found, line, bytes);
        break;
      case 'json':
        this.json.append(Buffer.from(oneLine(found.text)));
        break;
      case 'fault':
        this.quarantine.add(line, found.reason, found.excerpt);
        break;
      case 'preview':
        this.notices.note('preview', line);
        break;
    }
  }

  /** An object that is only the wrapper around lists of records, under whatever name. */
  #takeWrapped(bytes: Buffer, line: number, containers: readonly string[]): void {
    const sink: ValueSink = {
      value: (inner, innerLine) => this.takeJson(inner, innerLine, false),
      candidate: () => false,
      broken: (brokenLine, reason, head) => this.quarantine.add(brokenLine, reason, head),
      unclosed: () => undefined,
      nulBytes: () => undefined,
    };
    const options = { maxValueBytes: bytes.length, containers: new Set(containers), firstLine: line };
    const splitter = new ValueSplitter(sink, options);
    splitter.push(bytes);
    splitter.end();
  }

  #takeRecord(found: Found & { readonly kind: 'o365' }, line: number, bytes: Buffer | null): void {
    const canonical = canonicalRecord(found.record, found.text, found.wrapper);
    if (canonical.kind === 'fault') {
      this.quarantine.add(line, canonical.reason, found.text);
      return;
    }
    const spool = found.salvaged ? this.salvaged : this.o365;
    const text = canonical.kind === 'as-is' ? found.text : canonical.text;
    const own = found.carrier === 'self' ? text : withoutOrigin(text, found.record);
    spool.append(canonical.kind === 'as-is' && bytes !== null && own === text ? bytes : Buffer.from(own));
    if (canonical.kind === 'rewritten' && canonical.timeFromWrapper) this.notices.note('wrapper-time', line);
    if (found.salvaged) this.notices.note('salvaged', line);
  }
}

/** Where somebody's Splunk kept a record says nothing about the record: the export's columns are left out of it. */
const ORIGIN_KEYS = ['index', 'sourcetype'];

function withoutOrigin(text: string, record: JsonObject): string {
  if (!ORIGIN_KEYS.some((key) => Object.hasOwn(record, key))) return text;
  return joinMembers(scanMembers(text).filter(({ key }) => !ORIGIN_KEYS.includes(key)));
}

function oneLine(text: string): string {
  const clean = replaceLoneSurrogates(text);
  return hasLineEnd(clean) ? compactJson(Buffer.from(clean)).toString() : clean;
}

/** Members that are arrays and begin with an audit record. */
function recordArrays(object: JsonObject): string[] {
  return Object.keys(object).filter((key) => {
    const value = object[key];
    const [first]: readonly unknown[] = Array.isArray(value) ? value : [];
    if (!isJsonObject(first)) return false;
    return findRecords({ object: first, text: () => '{}' }).some(({ kind }) => kind === 'o365');
  });
}
