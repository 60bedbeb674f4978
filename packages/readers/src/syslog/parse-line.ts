/** A line of syslog. Times are texts as the line has them, `-` of RFC 5424 (no value) is null. */
export interface SyslogLine {
  readonly form: 'rfc5424' | 'rfc3164' | 'iso';
  /** Facility times eight plus severity; null in files, which leave it out. */
  readonly priority: number | null;
  readonly time: string | null;
  readonly host: string | null;
  readonly process: string | null;
  readonly pid: string | null;
  readonly messageId: string | null;
  readonly data: StructuredData | null;
  readonly message: string;
}

/** Parameters by element; a parameter that is repeated has a list. */
export type StructuredData = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A length may stand before a message that came over TCP (RFC 6587). */
const PRIORITY = '(?:\\d{1,6} (?=<))?<(\\d{1,3})>';
const RFC5424 = new RegExp(
  `^${PRIORITY}1 (\\S{1,64}) (\\S{1,255}) (\\S{1,64}) (\\S{1,128}) (\\S{1,64})(?: |$)`,
);
const ISO_TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?';
const OLD_TIME = '[A-Z][a-z]{2} [ 0-3]?\\d (?:\\d{4} )?\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?';
const OLDER = new RegExp(`^(?:${PRIORITY})?(?:(${OLD_TIME})|(${ISO_TIME})) (\\S{1,255}) (.*)$`, 's');
const TAG = /^([^\s:[\]]{1,64})(?:\[([^\]]{0,64})\])?: ?/;
/** Other logs have it where syslog has the host. */
const LEVELS = /^\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\]?:?$/i;
const MAX_PRIORITY = 191;

/** Null when the line is none of RFC 5424, RFC 3164 or the forms that daemons write to files. */
export function parseSyslogLine(text: string): SyslogLine | null {
  return parseNew(text) ?? parseOld(text);
}

function parseNew(text: string): SyslogLine | null {
  const head = RFC5424.exec(text);
  if (head === null) return null;
  const [whole, priority, time, host, process, pid, messageId] = head;
  const rest = parseData(text, whole.length);
  if (rest === null || Number(priority) > MAX_PRIORITY) return null;
  return {
    form: 'rfc5424',
    priority: Number(priority),
    time: given(time),
    host: given(host),
    process: given(process),
    pid: given(pid),
    messageId: given(messageId),
    data: rest.data,
    message: text.slice(rest.end).replace(/^ ?\ufeff?/, ''),
  };
}

function given(value: string | undefined): string | null {
  return value === undefined || value === '-' ? null : value;
}

const ELEMENT = /\[([^\s=\]"]{1,64})/y;
const PARAMETER = / ([^\s=\]"]{1,64})="((?:[^"\\]|\\.)*)"/y;

/** Null where it is damaged. */
function parseData(text: string, from: number): { data: StructuredData | null; end: number } | null {
  if (text[from] === '-') return { data: null, end: from + 1 };
  // Without a prototype: an element may be called `__proto__`.
  const data: Record<string, Record<string, string | string[]>> = Object.create(null);
  let at = from;
  while (text[at] === '[') {
    ELEMENT.lastIndex = at;
    const id = ELEMENT.exec(text)?.[1];
    if (id === undefined) return null;
    at = ELEMENT.lastIndex;
    const parameters: Record<string, string | string[]> = data[id] ?? Object.create(null);
    data[id] = parameters;
    for (;;) {
      PARAMETER.lastIndex = at;
      const [, name, value] = PARAMETER.exec(text) ?? [];
      if (name === undefined || value === undefined) break;
      at = PARAMETER.lastIndex;
      const earlier = parameters[name];
      const clean = value.replace(/\\(["\\\]])/g, '$1');
      parameters[name] = earlier === undefined ? clean : [earlier, clean].flat();
    }
    if (text[at] !== ']') return null;
    at += 1;
  }
  return at === from ? null : { data, end: at };
}

function parseOld(text: string): SyslogLine | null {
  const [, priority, old, iso, host, rest = ''] = OLDER.exec(text) ?? [];
  if (host === undefined || Number(priority ?? 0) > MAX_PRIORITY) return null;
  const tag = TAG.exec(rest);
  // In a file nothing but the tag tells syslog from any other text with a time.
  if (priority === undefined && (tag === null || LEVELS.test(host))) return null;
  return {
    form: old === undefined ? 'iso' : 'rfc3164',
    priority: priority === undefined ? null : Number(priority),
    time: old ?? iso ?? null,
    host,
    process: tag?.[1] ?? null,
    pid: tag?.[2] ?? null,
    messageId: null,
    data: null,
    message: tag === null ? rest : rest.slice(tag[0].length),
  };
}
