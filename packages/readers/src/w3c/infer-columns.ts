const METHOD =
  /^(?:GET|POST|HEAD|OPTIONS|PUT|DELETE|PATCH|TRACE|CONNECT|DEBUG|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|SEARCH|SUBSCRIBE|UNSUBSCRIBE|POLL|BPROPPATCH|BDELETE|BCOPY|BMOVE|RPC_IN_DATA|RPC_OUT_DATA)$/;
const SITE = /^W3SVC\d+$/i;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*)(?:%\w+)?$/;
const NUMBER = /^\d+$/;

/** What IIS can write between the agent and the status, by how many columns there are. */
const BETWEEN: readonly (readonly string[])[] = [
  [],
  ['cs(Referer)'],
  ['cs(Referer)', 'cs-host'],
  ['cs(Cookie)', 'cs(Referer)', 'cs-host'],
];
const AFTER_STATUS: readonly (readonly string[])[] = [
  [],
  ['time-taken'],
  ['sc-bytes', 'time-taken'],
  ['sc-bytes', 'cs-bytes', 'time-taken'],
];
const REQUEST = ['cs-method', 'cs-uri-stem', 'cs-uri-query', 's-port', 'cs-username', 'c-ip'] as const;
const STATUS = ['sc-status', 'sc-substatus', 'sc-win32-status'] as const;
const BEFORE_METHOD_MAX = 3;

/**
 * The columns of a line without a `#Fields` line before it, by the kinds of its values in the order in which IIS writes
 * them; null where they fit no such order. Source: the W3C fields of IIS, learn.microsoft.com/iis/configuration.
 */
export function inferColumns(values: readonly string[]): readonly string[] | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(values[0] ?? '') || !/^\d\d:\d\d:\d\d/.test(values[1] ?? '')) return null;
  const method = values.findIndex((value) => METHOD.test(value));
  if (method < 2 || method > 2 + BEFORE_METHOD_MAX) return null;
  const server = serverColumns(values.slice(2, method));
  const request = values.slice(method, method + REQUEST.length);
  if (server === null || request.length < REQUEST.length || !isPort(request[3])) return null;
  let at = method + REQUEST.length;
  const version = /^HTTP\/[\d.]+$/.test(values[at] ?? '') ? ['cs-version'] : [];
  at += version.length + 1;
  const status = statusAt(values, at);
  const between = BETWEEN[status - at];
  if (status < 0 || between === undefined) return null;
  const rest = values.slice(status + STATUS.length);
  const numbers = rest.findIndex((value) => !NUMBER.test(value));
  const after = AFTER_STATUS[numbers < 0 ? rest.length : numbers];
  const forwarded = rest.slice(numbers < 0 ? rest.length : numbers);
  if (after === undefined || forwarded.length > 1) return null;
  return [
    ...['date', 'time', ...server],
    ...[...REQUEST, ...version, 'cs(User-Agent)'],
    ...[...between, ...STATUS, ...after],
    ...(forwarded.length === 1 ? ['X-Forwarded-For'] : []),
  ];
}

/** Site, computer and address, each of which may lack. */
function serverColumns(values: readonly string[]): readonly string[] | null {
  const columns = values.map((value) => {
    if (SITE.test(value)) return 's-sitename';
    return ADDRESS.test(value) ? 's-ip' : 's-computername';
  });
  return new Set(columns).size === columns.length ? columns : null;
}

function isPort(value: string | undefined): boolean {
  return value !== undefined && (value === '-' || (NUMBER.test(value) && Number(value) < 65536));
}

/** Where status, substatus and Win32 status stand, from `from` on; -1 when nowhere. */
function statusAt(values: readonly string[], from: number): number {
  return values.findIndex(
    (value, at) =>
      at >= from &&
      /^[1-5]\d\d$/.test(value) &&
      NUMBER.test(values[at + 1] ?? '') &&
      NUMBER.test(values[at + 2] ?? ''),
  );
}
