import { childOf, renderXml, textOf, type XmlElement } from './xml-element.ts';

/** The fields of an event under Splunk's names, in order. */
export type EventFields = Map<string, string | readonly string[]>;

const SYSMON = 'Microsoft-Windows-Sysmon';

/**
 * The fields that the Splunk Add-ons for Windows and for Sysmon take from an event's XML: those of System, then each
 * named Data, the elements of UserData, and Data without a name as `Data0`, `Data1` … and, all together, `Data{}`.
 * @param fallbackTime where the event has none.
 */
export function eventFields(event: XmlElement, fallbackTime: string | null): EventFields {
  const fields: EventFields = new Map();
  systemFields(event, fields);
  const channel = fields.get('Channel');
  const host = fields.get('Computer');
  const time = fields.get('SystemTime') ?? fallbackTime;
  const isSysmon = fields.get('Name') === SYSMON;
  for (const section of event.children) {
    if (typeof section === 'string') continue;
    if (section.name === 'EventData' || section.name === 'ProcessingErrorData') dataFields(section, fields);
    else if (section.name === 'UserData') leafFields(section, fields);
  }
  if (isSysmon) sysmonFields(fields);
  if (time !== null) fields.set('_time', time);
  fields.set('index', 'wineventlog');
  fields.set('sourcetype', 'XmlWinEventLog');
  fields.set('source', channel === undefined ? 'XmlWinEventLog' : `XmlWinEventLog:${String(channel)}`);
  if (host !== undefined) fields.set('host', host);
  fields.set('_raw', renderXml(event));
  const identity = IDENTITY.map((name) => fields.get(name));
  if (identity.every((part) => typeof part === 'string'))
    fields.set('_sealbreak_id', identity.join('/').toLowerCase());
  return fields;
}

/**
 * What tells copies of an event: record numbers start again when a log is cleared, so the time belongs to it. In lower case:
 * `Security` is `security` in some records.
 */
const IDENTITY = ['Computer', 'Channel', 'EventRecordID', 'EventID', 'SystemTime'];

const keyTexts = new Map<string, string>();
const KEY_TEXTS_MAX = 10_000;

/** As one line of JSON. The names are few and come in every event; names that an attacker made up are not kept. */
export function fieldsJson(fields: EventFields): string {
  let text = '';
  for (const [name, value] of fields) {
    let key = keyTexts.get(name);
    if (key === undefined) {
      key = `,${JSON.stringify(name)}:`;
      if (keyTexts.size < KEY_TEXTS_MAX && name.length < 100) keyTexts.set(name, key);
    }
    text += key + JSON.stringify(value);
  }
  return `{${text.slice(1)}}`;
}

/** What an event says of itself never takes the place of where and when it was written. */
const RESERVED = new Set([
  '_time',
  '_raw',
  '_sealbreak_id',
  'index',
  'sourcetype',
  'source',
  'host',
  'EventCode',
  'EventID',
  'EventRecordID',
  'SystemTime',
  'Channel',
  'Computer',
]);

function systemFields(event: XmlElement, fields: EventFields): void {
  const system = childOf(event, 'System');
  if (system === undefined) return;
  for (const element of system.children) {
    if (typeof element === 'string') continue;
    const text = textOf(element);
    if (text !== '') fields.set(element.name, text);
    // Name and Guid of Provider, SystemTime, ActivityID, ProcessID and ThreadID, UserID.
    for (const [name, value] of element.attributes) if (value !== '') fields.set(name, value);
  }
  copy(fields, 'EventID', 'EventCode');
  copy(fields, 'EventRecordID', 'RecordNumber');
}

function copy(fields: EventFields, from: string, to: string): void {
  const value = fields.get(from);
  if (value !== undefined) fields.set(to, value);
}

function dataFields(section: XmlElement, fields: EventFields): void {
  const unnamed: string[] = [];
  for (const element of section.children) {
    if (typeof element === 'string') continue;
    const name = element.attributes.find(([attribute]) => attribute === 'Name')?.[1];
    const hasElements = element.children.some((child) => typeof child !== 'string');
    if (hasElements) leafFields(element, fields);
    else if (name !== undefined && name !== '') add(fields, name, textOf(element));
    else if (element.name === 'Data') unnamed.push(textOf(element));
    else add(fields, element.name, textOf(element));
  }
  if (unnamed.length === 0) return;
  unnamed.forEach((text, position) => {
    if (text !== '') add(fields, `Data${position}`, text);
  });
  // Empty ones too: a position is the only name that such data has.
  if (!fields.has('Data')) fields.set('Data', unnamed);
}

function leafFields(element: XmlElement, fields: EventFields): void {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    if (child.children.some((inner) => typeof inner !== 'string')) leafFields(child, fields);
    else add(fields, child.attributes.find(([name]) => name === 'Name')?.[1] ?? child.name, textOf(child));
  }
}

/** Values of one name are lines of one value, as Splunk writes the values of a field. An empty one is no value. */
function add(fields: EventFields, name: string, text: string): void {
  if (text === '') return;
  const key = RESERVED.has(name) ? `EventData_${name}` : name;
  const known = fields.get(key);
  fields.set(key, typeof known === 'string' && !SYSTEM.has(key) ? `${known}\n${text}` : text);
}

/** Names that System and an event's own data share: the data's value is what the add-ons give. */
const SYSTEM = new Set([
  'Name',
  'Guid',
  'ProcessID',
  'ThreadID',
  'UserID',
  'Level',
  'Task',
  'Opcode',
  'Version',
]);

/** What the add-on for Sysmon adds: each hash under the name of its algorithm, and its own names for System's fields. */
function sysmonFields(fields: EventFields): void {
  copy(fields, 'Channel', 'EventChannel');
  copy(fields, 'EventRecordID', 'RecordID');
  copy(fields, 'UserID', 'SecurityID');
  copy(fields, 'SystemTime', 'TimeCreated');
  const hashes = fields.get('Hashes');
  if (typeof hashes !== 'string') return;
  for (const [, algorithm = '', hash = ''] of hashes.matchAll(/\b(MD5|SHA1|SHA256|IMPHASH)=([0-9A-Fa-f]+)/g))
    fields.set(algorithm, hash);
}
