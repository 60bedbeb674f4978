import { childOf, renderXml, textOf, type XmlElement } from './xml-element.ts';

/** The fields of an event under Splunk's names. Without a prototype: a field may be called `__proto__`. */
export type EventFields = Record<string, string | readonly string[]>;

const SYSMON = 'Microsoft-Windows-Sysmon';

/**
 * The fields that the Splunk Add-ons for Windows and for Sysmon take from an event's XML: those of System, then each
 * named Data, the elements of UserData, and Data without a name as `Data0`, `Data1` … and, all together, `Data{}`.
 * @param fallbackTime where the event has none.
 */
export function eventFields(event: XmlElement, fallbackTime: string | null): EventFields {
  const fields: EventFields = Object.create(null);
  const channel = systemFields(event, fields);
  const own: EventFields = Object.create(null);
  for (const section of event.children) {
    if (typeof section === 'string') continue;
    if (section.name === 'EventData' || section.name === 'ProcessingErrorData') dataFields(section, own);
    else if (section.name === 'UserData') leafFields(section, own);
  }
  const time = fields['SystemTime'] ?? fallbackTime;
  const host = fields['Computer'];
  return {
    ...(time === null ? {} : { _time: time }),
    index: 'wineventlog',
    sourcetype: 'XmlWinEventLog',
    source: channel === undefined ? 'XmlWinEventLog' : `XmlWinEventLog:${channel}`,
    ...(host === undefined ? {} : { host }),
    ...fields,
    ...withoutReserved(own),
    ...(fields['Name'] === SYSMON ? sysmonFields(fields, own) : {}),
    _raw: renderXml(event),
  };
}

/** What an event says of itself never takes the place of where and when it was written. */
const RESERVED = new Set([
  '_time',
  '_raw',
  'index',
  'sourcetype',
  'source',
  'host',
  'EventCode',
  'Channel',
  'Computer',
]);

function withoutReserved(own: EventFields): EventFields {
  for (const name of RESERVED) {
    if (own[name] === undefined) continue;
    own[`EventData_${name}`] = own[name];
    delete own[name];
  }
  return own;
}

/** Fills the fields of System and gives the channel. */
function systemFields(event: XmlElement, fields: EventFields): string | undefined {
  const system = childOf(event, 'System');
  if (system === undefined) return undefined;
  for (const element of system.children) {
    if (typeof element === 'string') continue;
    const text = textOf(element);
    if (text !== '') fields[element.name] = text;
    // Name and Guid of Provider, SystemTime, ActivityID, ProcessID and ThreadID, UserID.
    for (const [name, value] of element.attributes) if (value !== '') fields[name] = value;
  }
  const id = fields['EventID'];
  if (id !== undefined) fields['EventCode'] = id;
  const record = fields['EventRecordID'];
  if (record !== undefined) fields['RecordNumber'] = record;
  const channel = fields['Channel'];
  return typeof channel === 'string' ? channel : undefined;
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
    if (text !== '') fields[`Data${position}`] ??= text;
  });
  // Empty ones too: a position is the only name that such data has.
  fields['Data'] ??= unnamed;
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
  const known = fields[name];
  fields[name] = typeof known === 'string' ? `${known}\n${text}` : text;
}

/** What the add-on for Sysmon adds: each hash under the name of its algorithm, and its own names for System's fields. */
function sysmonFields(fields: EventFields, own: EventFields): EventFields {
  const more: EventFields = {};
  const names = {
    Channel: 'EventChannel',
    EventRecordID: 'RecordID',
    UserID: 'SecurityID',
    SystemTime: 'TimeCreated',
  };
  for (const [from, to] of Object.entries(names)) {
    const value = fields[from];
    if (value !== undefined) more[to] = value;
  }
  const hashes = own['Hashes'];
  if (typeof hashes === 'string')
    for (const [, algorithm = '', hash = ''] of hashes.matchAll(
      /\b(MD5|SHA1|SHA256|IMPHASH)=([0-9A-Fa-f]+)/g,
    ))
      more[algorithm] = hash;
  return more;
}
