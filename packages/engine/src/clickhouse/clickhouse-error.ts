import { EngineError, type EngineErrorCode, engineErrorCatalogue } from '../engine-error.ts';

interface Kind {
  readonly match: (text: string, serverCode: string) => boolean;
  readonly code: EngineErrorCode;
  readonly hint: string;
}

/** The first row that matches decides. Server codes are those of ClickHouse's ErrorCodes. */
const kinds: readonly Kind[] = [
  {
    match: (_text, code) => ['192', '193', '194', '516'].includes(code),
    code: 'ENG4102',
    hint: 'check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD',
  },
  {
    match: (_text, code) => code === '497' || code === '164',
    code: 'ENG4104',
    hint: 'the user needs SELECT, and CREATE TABLE and INSERT to load events',
  },
  {
    match: (_text, code) => code === '241',
    code: 'ENG4003',
    hint: 'raise max_memory_usage of the user on the server, or narrow the search',
  },
  {
    match: (text) =>
      /ECONNREFUSED|ENOTFOUND|ECONNRESET|EAI_AGAIN|ETIMEDOUT|certificate|timeout error/i.test(text),
    code: 'ENG4103',
    hint: 'check the address, the port (8443 with TLS, 8123 without) and the certificate',
  },
];

/** Any failure of the client or the server as an EngineError. Never throws. */
export function toClickhouseError(cause: unknown, signal?: AbortSignal): EngineError {
  if (cause instanceof EngineError) return cause;
  if (signal?.aborted === true) return new EngineError('ENG4002', engineErrorCatalogue.ENG4002, { cause });
  const text = cause instanceof Error ? cause.message : String(cause);
  const kind = kinds.find((row) => row.match(`${text} ${causeOf(cause)}`, serverCodeOf(cause)));
  const code = kind?.code ?? 'ENG4001';
  const message = `${engineErrorCatalogue[code]}: ${firstLine(text)}`;
  return new EngineError(code, message, kind === undefined ? { cause } : { cause, hint: kind.hint });
}

function serverCodeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

function causeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** ClickHouse puts the statement after its message. */
function firstLine(text: string): string {
  const line = (text.split('\n', 1)[0] ?? '').replace(/: (?:While|In scope|while executing) .*$/, '');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
