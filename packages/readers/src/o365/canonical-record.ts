import { type JsonObject, namesByLowerCase } from '../json/json-object.ts';
import { compactJson, hasLineEnd, replaceLoneSurrogates } from '../json/json-text.ts';
import { joinMembers, type Member, scanMembers } from '../json/members.ts';
import { readCreationTime, readWrapperTime } from './creation-time.ts';
import { canonicalKey } from './keys.ts';

/** `as-is`: the text already is one regular line. `rewritten`: a line with canonical names and a time the engine reads. */
export type CanonicalRecord =
  | { readonly kind: 'as-is' }
  | { readonly kind: 'rewritten'; readonly text: string; readonly timeFromWrapper: boolean }
  | { readonly kind: 'fault'; readonly reason: string };

/** Names by which a record that an export re-cased is told: a field that merely looks like one of ours keeps its name. */
const CORE_KEYS = ['operation', 'creationtime', 'recordtype', 'workload', 'userid', 'id'];

const WRAPPER_TIME_KEYS = [
  'creationdate',
  'createddatetime',
  'timegenerated',
  'timegenerated [utc]',
  'timestamp',
  'timestamp [utc]',
  '@timestamp',
  '_time',
  'time',
  'date',
];

/**
 * Makes a record regular. `text` is the JSON of `record`; `wrapper` is the object around it, whose time counts only when
 * the record has none.
 */
export function canonicalRecord(
  record: JsonObject,
  text: string,
  wrapper: JsonObject | null,
): CanonicalRecord {
  const renames = renamesOf(record);
  const timeKey = renames.get('CreationTime') ?? 'CreationTime';
  const time = timeOf(record, timeKey, wrapper);
  if (time === null) return { kind: 'fault', reason: timeFault(record[timeKey]) };
  const oneLine = hasLineEnd(text) ? compactJson(Buffer.from(text)).toString() : text;
  const clean = replaceLoneSurrogates(oneLine);
  if (renames.size === 0 && time.iso === null) {
    return clean === text ? { kind: 'as-is' } : { kind: 'rewritten', text: clean, timeFromWrapper: false };
  }
  return {
    kind: 'rewritten',
    text: rewrite(clean, renames, timeKey, time.iso),
    timeFromWrapper: time.fromWrapper,
  };
}

/** From canonical name to the name in the record, where they differ and the record is one that was re-cased. */
function renamesOf(record: JsonObject): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  if ('Operation' in record && 'CreationTime' in record && 'UserId' in record && 'Id' in record)
    return renames;
  const names = namesByLowerCase(record);
  const isRecased = CORE_KEYS.some((core) => {
    const name = names.get(core);
    return name !== undefined && canonicalKey(name) !== name && !(canonicalKey(name) in record);
  });
  if (!isRecased) return renames;
  for (const name of names.values()) {
    const canonical = canonicalKey(name);
    if (canonical !== name && !(canonical in record)) renames.set(canonical, name);
  }
  return renames;
}

interface RecordTime {
  /** The text to write, null when the record's own stands. */
  readonly iso: string | null;
  readonly fromWrapper: boolean;
}

function timeOf(record: JsonObject, timeKey: string, wrapper: JsonObject | null): RecordTime | null {
  const own = record[timeKey];
  if (own !== undefined && own !== null && own !== '') {
    const time = readCreationTime(own);
    if (time === null) return null;
    return { iso: time.kind === 'plain' ? null : time.iso, fromWrapper: false };
  }
  for (const holder of [wrapper, record]) {
    const iso = holder === null ? null : wrapperTime(holder);
    if (iso !== null) return { iso, fromWrapper: true };
  }
  return null;
}

function wrapperTime(holder: JsonObject): string | null {
  const names = namesByLowerCase(holder);
  for (const key of WRAPPER_TIME_KEYS) {
    const name = names.get(key);
    const iso = name === undefined ? null : readWrapperTime(holder[name]);
    if (iso !== null) return iso;
  }
  return null;
}

function timeFault(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'no CreationTime';
  if (typeof value === 'object') return 'CreationTime is no time but a structure';
  return `CreationTime is no time: ${JSON.stringify(String(value).slice(0, 60))}`;
}

function rewrite(
  text: string,
  renames: ReadonlyMap<string, string>,
  timeKey: string,
  iso: string | null,
): string {
  const canonicalOf = new Map([...renames].map(([canonical, name]) => [name, canonical]));
  const members: Member[] = [];
  for (const { key, valueText } of scanMembers(text)) {
    if (key === timeKey && iso !== null) continue;
    members.push({ key: canonicalOf.get(key) ?? key, valueText });
  }
  if (iso !== null) members.unshift({ key: 'CreationTime', valueText: JSON.stringify(iso) });
  return joinMembers(members);
}
