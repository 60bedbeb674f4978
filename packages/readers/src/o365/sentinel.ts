import { type JsonObject, namesByLowerCase } from '../json/json-object.ts';
import { joinMembers, type Member, scanMembers } from '../json/members.ts';
import { readWrapperTime } from './creation-time.ts';
import { wordToNumber } from './words.ts';

/**
 * Names of Sentinel's OfficeActivity table and the record's own names for them.
 * Source: shared facts on OfficeActivity rows against the audit record, and the Azure Monitor table reference.
 */
const RECORD_NAMES: ReadonlyMap<string, string> = new Map([
  ['officeworkload', 'Workload'],
  ['timegenerated', 'CreationTime'],
  ['timegenerated [utc]', 'CreationTime'],
  ['officeid', 'Id'],
  ['officeobjectid', 'ObjectId'],
  ['client_ipaddress', 'ClientIPAddress'],
  ['logon_type', 'LogonType'],
  ['userid_', 'UserId'],
  ['organizationid_', 'OrganizationId'],
  ['officetenantid', 'OrganizationId'],
  ['site_url', 'SiteUrl'],
  ['source_name', 'SourceName'],
  ['event_data', 'EventData'],
]);

/** Structured in the record, JSON text in the table. */
const JSON_TEXT = new Set(
  [
    'Folders Folder DestFolder Parameters OperationProperties AffectedItems Item ExtendedProperties ModifiedProperties',
    'AppAccessContext Members ExtraProperties Actor Target DeviceProperties Messages',
  ].flatMap((row) => row.split(' ')),
);

const BOOLEANS = new Set(['ExternalAccess', 'IsThrottled', 'CrossMailboxOperations', 'IsManagedDevice']);

/** True for a row of OfficeActivity: it has the table's own columns. */
export function isSentinelRow(names: ReadonlyMap<string, string>): boolean {
  return names.has('officeworkload') || names.has('officeid');
}

/**
 * Gives the audit record of an OfficeActivity row as JSON text: names mapped back, words to numbers, JSON texts to
 * values, empty columns left out. Every other column stays under its name.
 */
export function sentinelToRecord(row: JsonObject, text: string): string {
  const present = namesByLowerCase(row);
  const taken = new Set<string>();
  const members: Member[] = [];
  for (const { key, valueText } of scanMembers(text)) {
    if (valueText === 'null' || valueText === '""') continue;
    const name = recordName(key, present);
    if (taken.has(name)) continue;
    taken.add(name);
    members.push({ key: name, valueText: recordValue(name, valueText) });
  }
  return joinMembers(members);
}

/** The record's name of a column; a column keeps its own where the row already has the record's name with a value. */
function recordName(column: string, present: ReadonlyMap<string, string>): string {
  const name = RECORD_NAMES.get(column.toLowerCase());
  return name === undefined || present.has(name.toLowerCase()) ? column : name;
}

function recordValue(name: string, valueText: string): string {
  if (!valueText.startsWith('"')) return valueText;
  const value = String(JSON.parse(valueText));
  if (name === 'CreationTime') return JSON.stringify(readWrapperTime(value) ?? value);
  const number = wordToNumber(name, value);
  if (number !== undefined) return String(number);
  if (BOOLEANS.has(name) && /^(?:true|false)$/i.test(value)) return value.toLowerCase();
  if (JSON_TEXT.has(name) && /^\s*[[{]/.test(value) && isJson(value)) return value;
  return valueText;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
