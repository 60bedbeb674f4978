import { activityEvents } from '../google/activity-events.ts';
import { isJsonObject, type JsonObject, namesByLowerCase, parseObject } from '../json/json-object.ts';
import { memberText } from '../json/members.ts';
import { type EmbeddedText, readEmbeddedText } from './embedded-text.ts';
import { salvageRecord } from './salvage.ts';
import { isSentinelRow, sentinelToRecord } from './sentinel.ts';

/** In what a record was found: `self` is the record as it is, the others name the wrapper around it. */
export type Carrier =
  | 'self'
  | 'sentinel'
  | 'audit-data'
  | 'graph'
  | 'defender'
  | 'elastic'
  | 'splunk'
  | 'log'
  | 'wrapper'
  | 'google'
  | 'none';

/** What an object of a log file turns out to hold. `text` is the JSON of the thing found, with its own number texts. */
export type Found =
  | {
      readonly kind: 'o365';
      readonly carrier: Carrier;
      readonly record: JsonObject;
      readonly text: string;
      /** The object around the record. */
      readonly wrapper: JsonObject | null;
      readonly salvaged: boolean;
    }
  | { readonly kind: 'json'; readonly carrier: Carrier; readonly text: string }
  | { readonly kind: 'fault'; readonly carrier: Carrier; readonly reason: string; readonly excerpt: string }
  /** Not a record by its nature: an intermediate result of a Splunk search. */
  | { readonly kind: 'preview'; readonly carrier: Carrier };

/** An object and, on demand, its JSON text. */
export interface JsonSource {
  readonly object: JsonObject;
  text(): string;
}

interface WrapperKey {
  /** Lower case. */
  readonly key: string;
  readonly carrier: Carrier;
  /** What stands here is a record by definition; otherwise it must look like one. */
  readonly explicit: boolean;
}

/** A record stands here even if the object around it looks like one too (its columns are copies). */
const STRONG: readonly WrapperKey[] = [
  { key: 'o365audit', carrier: 'elastic', explicit: true },
  { key: 'auditdata', carrier: 'audit-data', explicit: true },
  { key: 'raweventdata', carrier: 'defender', explicit: false },
  { key: '_raw', carrier: 'splunk', explicit: false },
];

/** Names that a record may use for itself: looked into only when the object is none. */
const WEAK: readonly WrapperKey[] = [
  { key: 'result', carrier: 'splunk', explicit: false },
  { key: 'log', carrier: 'log', explicit: false },
  { key: 'event', carrier: 'wrapper', explicit: false },
  { key: 'original', carrier: 'elastic', explicit: false },
  { key: 'event.original', carrier: 'elastic', explicit: false },
  { key: 'o365.audit', carrier: 'elastic', explicit: true },
  { key: 'o365', carrier: 'elastic', explicit: false },
  { key: 'audit', carrier: 'elastic', explicit: false },
  { key: '_source', carrier: 'elastic', explicit: false },
  { key: 'message', carrier: 'wrapper', explicit: false },
  { key: 'record', carrier: 'wrapper', explicit: false },
  { key: 'properties', carrier: 'wrapper', explicit: false },
  { key: 'body', carrier: 'wrapper', explicit: false },
];

const MAX_WRAPPERS = 4;

/** Text that begins like a record and does not end like one. */
interface TornText {
  readonly carrier: Carrier;
  readonly text: string;
}

/** Finds the records that an object holds, by shape. Always gives at least one thing: nothing is dropped. */
export function findRecords(source: JsonSource): readonly Found[] {
  const { object } = source;
  if (isPlainRecord(object)) return [selfRecord(source)];
  if (isPreview(object)) return [{ kind: 'preview', carrier: 'splunk' }];
  return search(source, 0) ?? [{ kind: 'json', carrier: 'none', text: source.text() }];
}

/** The common case, told without a look at every name. */
function isPlainRecord(object: JsonObject): boolean {
  return (
    'Operation' in object &&
    'CreationTime' in object &&
    ('RecordType' in object || 'Workload' in object) &&
    !('AuditData' in object || 'RawEventData' in object || '_raw' in object || 'o365audit' in object) &&
    !('OfficeWorkload' in object || 'OfficeId' in object)
  );
}

function isPreview(object: JsonObject): boolean {
  return object['preview'] === true && 'result' in object;
}

function selfRecord(source: JsonSource): Found {
  return {
    kind: 'o365',
    carrier: 'self',
    record: source.object,
    text: source.text(),
    wrapper: null,
    salvaged: false,
  };
}

/** Null when there is no audit record and no event text in the object. */
function search(source: JsonSource, wrappers: number): readonly Found[] | null {
  const { object } = source;
  const names = namesByLowerCase(object);
  const torn: TornText[] = [];
  const strong = lookInto(STRONG, source, names, wrappers, torn);
  const mustHold = torn.length > 0;
  if (strong !== null) return strong;
  if (isRecordByShape(names)) return [ownRecord(source, names)];
  const activity = activityEvents(object);
  if (activity !== null)
    return activity.map((event) => ({ kind: 'json', carrier: 'google', text: JSON.stringify(event) }));
  const weak = wrappers < MAX_WRAPPERS ? lookInto(WEAK, source, names, wrappers, torn) : null;
  if (weak !== null) return weak;
  return salvage(torn, object, mustHold) ?? withoutRecord(names);
}

/** "An object is a UAL record if it has Operation and (RecordType or Workload or OfficeWorkload) under any letter case." */
function isRecordByShape(names: ReadonlyMap<string, string>): boolean {
  return (
    names.has('operation') &&
    (names.has('recordtype') || names.has('workload') || names.has('officeworkload'))
  );
}

function ownRecord(source: JsonSource, names: ReadonlyMap<string, string>): Found {
  if (!isSentinelRow(names)) return selfRecord(source);
  const text = sentinelToRecord(source.object, source.text());
  const record = parseObject(text) ?? source.object;
  return { kind: 'o365', carrier: 'sentinel', record, text, wrapper: source.object, salvaged: false };
}

function lookInto(
  rows: readonly WrapperKey[],
  source: JsonSource,
  names: ReadonlyMap<string, string>,
  wrappers: number,
  torn: TornText[],
): readonly Found[] | null {
  for (const row of rows) {
    const name = names.get(row.key);
    if (name === undefined) continue;
    const embedded = embeddedIn(source, name);
    if (embedded.kind === 'torn') torn.push({ carrier: row.carrier, text: embedded.text });
    if (embedded.kind !== 'objects') continue;
    const found = embedded.objects.map((inner) => inside(row, inner, source.object, names, wrappers));
    if (found.every((each) => each !== null)) return found.flat();
  }
  return null;
}

function embeddedIn(source: JsonSource, name: string): EmbeddedText {
  const value = source.object[name];
  if (typeof value === 'string') return readEmbeddedText(value);
  if (!isJsonObject(value)) return { kind: 'other' };
  return {
    kind: 'objects',
    objects: [{ object: value, text: memberText(source.text(), name) ?? JSON.stringify(value) }],
  };
}

function inside(
  row: WrapperKey,
  inner: { readonly object: JsonObject; readonly text: string },
  wrapper: JsonObject,
  names: ReadonlyMap<string, string>,
  wrappers: number,
): readonly Found[] | null {
  const innerNames = namesByLowerCase(inner.object);
  const isRecord = row.explicit || isRecordByShape(innerNames);
  if (isRecord && !(isSentinelRow(innerNames) || hasStrongKey(innerNames))) {
    const carrier = row.carrier === 'audit-data' && names.has('createddatetime') ? 'graph' : row.carrier;
    return [{ kind: 'o365', carrier, record: inner.object, text: inner.text, wrapper, salvaged: false }];
  }
  const deeper =
    wrappers < MAX_WRAPPERS ? search({ object: inner.object, text: () => inner.text }, wrappers + 1) : null;
  if (deeper !== null) return deeper.map((found) => withCarrier(found, row.carrier));
  // Splunk's raw text is the event; its other columns were made from it.
  return row.key === '_raw' ? [{ kind: 'json', carrier: 'splunk', text: inner.text }] : null;
}

function hasStrongKey(names: ReadonlyMap<string, string>): boolean {
  return STRONG.some(({ key }) => names.has(key));
}

/** The outer wrapper names the format, save where what is inside says more. */
function withCarrier(found: Found, carrier: Carrier): Found {
  return carrier === 'wrapper' || found.carrier === 'google' ? found : { ...found, carrier };
}

/** `mustHold`: a record was to be there, so that its loss is a fault; otherwise the text may be anything. */
function salvage(torn: readonly TornText[], wrapper: JsonObject, mustHold: boolean): readonly Found[] | null {
  for (const { carrier, text } of torn) {
    const rest = salvageRecord(text);
    if (rest !== null) return [{ kind: 'o365', carrier, ...rest, wrapper, salvaged: true }];
  }
  const [first] = torn;
  if (first === undefined || !mustHold) return null;
  const reason = 'the record inside is no valid JSON or is cut off';
  return [{ kind: 'fault', carrier: first.carrier, reason, excerpt: first.text }];
}

function withoutRecord(names: ReadonlyMap<string, string>): readonly Found[] | null {
  if (!names.has('auditdata')) return null;
  return [
    { kind: 'fault', carrier: 'audit-data', reason: 'AuditData is empty or holds no record', excerpt: '' },
  ];
}
