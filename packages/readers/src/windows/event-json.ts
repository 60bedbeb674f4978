import { isJsonObject, type JsonObject, parseObject } from '../json/json-object.ts';
import { nxlogTime } from './nxlog-time.ts';
import type { XmlElement } from './xml-element.ts';

/**
 * The Windows event that an object is, as the element that it was made of: as `evtx_dump`, EvtxECmd, Winlogbeat and NXLog
 * write them. Null for any other object.
 */
export function eventOfJson(object: JsonObject): XmlElement | null {
  if (!SHAPE_KEYS.some((key) => object[key] !== undefined) || !isShallow(object)) return null;
  return fromEvtxDump(object) ?? fromWinlogbeat(object) ?? fromEvtxECmd(object) ?? fromNxlog(object);
}

/** One of them is in every event of these shapes. */
const SHAPE_KEYS = ['Event', 'winlog', 'EventId', 'EventID'];
const DEPTH_MAX = 32;

/** No event is nested deep; what is would exhaust the stack. */
function isShallow(object: JsonObject): boolean {
  let level: unknown[] = [object];
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth += 1)
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  return level.length === 0;
}

function element(name: string, children: XmlElement['children'], attributes: JsonObject = {}): XmlElement {
  const pairs = Object.entries(attributes).map(([key, value]) => [key, textOfJson(value)] as const);
  return { name, attributes: pairs.filter(([, value]) => value !== ''), children };
}

function leaf(name: string, value: unknown, attributes: JsonObject = {}): XmlElement {
  const text = textOfJson(value);
  return element(name, text === '' ? [] : [text], attributes);
}

function data(name: string, value: unknown): XmlElement {
  return leaf('Data', value, name === '' ? {} : { Name: name });
}

function textOfJson(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `{"Event": {"System": …, "EventData": {"Image": …}}}`; attributes under `#attributes`, text under `#text`. */
function fromEvtxDump({ Event: event }: JsonObject): XmlElement | null {
  if (!isJsonObject(event) || !isJsonObject(event['System'])) return null;
  const sections = Object.entries(event).flatMap(([name, value]) => {
    if (name === 'EventData' && isJsonObject(value)) return [element(name, dumpedData(value))];
    return name.startsWith('#') ? [] : dumped(name, value);
  });
  return element('Event', sections);
}

function dumped(name: string, value: unknown): XmlElement[] {
  if (Array.isArray(value)) return value.flatMap((item) => dumped(name, item));
  if (!isJsonObject(value)) return [leaf(name, value)];
  const { '#attributes': attributes, '#text': text, ...rest } = value;
  const children = Object.entries(rest).flatMap(([key, child]) => dumped(key, child));
  const own = textOfJson(text);
  return [
    element(name, own === '' ? children : [own, ...children], isJsonObject(attributes) ? attributes : {}),
  ];
}

function dumpedData({ '#attributes': _, ...values }: JsonObject): XmlElement[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (name !== 'Data') return [data(name, isJsonObject(value) ? value['#text'] : value)];
    const texts = isJsonObject(value) ? value['#text'] : value;
    return (Array.isArray(texts) ? texts : [texts]).map((text) => data('', text));
  });
}

/** Winlogbeat and the Elastic Agent: `winlog.event_data.*`; data without a name is `param1` … there. */
function fromWinlogbeat(object: JsonObject): XmlElement | null {
  const { winlog } = object;
  if (!isJsonObject(winlog) || winlog['event_id'] === undefined) return null;
  const process = isJsonObject(winlog['process']) ? winlog['process'] : {};
  const thread = isJsonObject(process['thread']) ? process['thread'] : {};
  const user = isJsonObject(winlog['user']) ? winlog['user'] : {};
  const system = systemOf({
    provider: winlog['provider_name'],
    guid: winlog['provider_guid'],
    id: winlog['event_id'],
    version: winlog['version'],
    time: winlog['time_created'] ?? object['@timestamp'],
    record: winlog['record_id'],
    activity: winlog['activity_id'],
    processId: process['pid'],
    threadId: thread['id'],
    channel: winlog['channel'],
    computer: winlog['computer_name'],
    user: user['identifier'],
  });
  const values = [winlog['event_data'], winlog['user_data']]
    .filter(isJsonObject)
    .flatMap((part) => Object.entries(part));
  const isUnnamed = values.length > 0 && values.every(([name]) => /^param\d+$/.test(name));
  const items = values.map(([name, value]) => data(isUnnamed ? '' : name, value));
  return element('Event', [system, element('EventData', items)]);
}

/** EvtxECmd: `Payload` is the text of an object with `Data` as `{"@Name", "#text"}`. */
function fromEvtxECmd(object: JsonObject): XmlElement | null {
  const { EventId: id, Payload: payload, Channel: channel } = object;
  if (id === undefined || typeof payload !== 'string' || channel === undefined) return null;
  const system = systemOf({
    provider: object['Provider'],
    id,
    level: object['Level'],
    time: object['TimeCreated'],
    record: object['EventRecordId'],
    processId: object['ProcessId'],
    threadId: object['ThreadId'],
    channel,
    computer: object['Computer'],
    user: object['UserId'],
  });
  const parsed = parseObject(payload);
  if (parsed === undefined || !isShallow(parsed)) return null;
  const { EventData: section, ...others } = parsed;
  const found = isJsonObject(section) ? section['Data'] : undefined;
  const items = (Array.isArray(found) ? found : found === undefined ? [] : [found]).map((item) =>
    isJsonObject(item) ? data(textOfJson(item['@Name']), item['#text']) : data('', item),
  );
  const rest = Object.entries(others).flatMap(([name, value]) => dumped(name, value));
  return element('Event', [system, element('EventData', items), ...rest]);
}

/** What NXLog says of the event itself or of its own way; all else is data. */
const NXLOG_OWN = new Set(
  'EventID SourceName Channel Hostname ProviderGuid RecordNumber ExecutionProcessID ThreadID Version Task Opcode OpcodeValue Keywords Level ActivityID UserID EventTime EventReceivedTime TimeCreated @timestamp @version host port tags SourceModuleType SourceModuleName'.split(
    ' ',
  ),
);

/** NXLog (`im_msvistalog`), as the Mordor data sets have it: all on one level. */
function fromNxlog(object: JsonObject): XmlElement | null {
  const { EventID: id, SourceName: provider, Channel: channel, Hostname: computer } = object;
  if (id === undefined || [provider, channel, computer].some((value) => typeof value !== 'string'))
    return null;
  const keywords = object['Keywords'];
  const system = systemOf({
    provider,
    guid: object['ProviderGuid'],
    id,
    version: object['Version'],
    level: object['Level'],
    task: object['Task'],
    opcode: object['OpcodeValue'] ?? object['Opcode'],
    keywords:
      typeof keywords === 'number' && Number.isInteger(keywords)
        ? `0x${BigInt.asUintN(64, BigInt(keywords)).toString(16)}`
        : keywords,
    time: nxlogTime(object),
    record: object['RecordNumber'],
    activity: object['ActivityID'],
    processId: object['ExecutionProcessID'],
    threadId: object['ThreadID'],
    channel,
    computer,
    user: object['UserID'],
  });
  const items = Object.entries(object).filter(([name]) => !NXLOG_OWN.has(name));
  return element('Event', [
    system,
    element(
      'EventData',
      items.map(([name, value]) => data(name, value)),
    ),
  ]);
}

type SystemPart =
  | 'provider'
  | 'guid'
  | 'id'
  | 'version'
  | 'level'
  | 'task'
  | 'opcode'
  | 'keywords'
  | 'time'
  | 'record'
  | 'activity'
  | 'processId'
  | 'threadId'
  | 'channel'
  | 'computer'
  | 'user';

function systemOf(part: Readonly<Partial<Record<SystemPart, unknown>>>): XmlElement {
  const all = [
    element('Provider', [], { Name: part.provider, Guid: part.guid }),
    leaf('EventID', part.id),
    leaf('Version', part.version),
    leaf('Level', part.level),
    leaf('Task', part.task),
    leaf('Opcode', part.opcode),
    leaf('Keywords', part.keywords),
    element('TimeCreated', [], { SystemTime: part.time }),
    leaf('EventRecordID', part.record),
    element('Correlation', [], { ActivityID: part.activity }),
    element('Execution', [], { ProcessID: part.processId, ThreadID: part.threadId }),
    leaf('Channel', part.channel),
    leaf('Computer', part.computer),
    element('Security', [], { UserID: part.user }),
  ];
  return element(
    'System',
    all.filter(({ attributes, children }) => attributes.length + children.length > 0),
  );
}
