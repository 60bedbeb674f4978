/**
 * What can go wrong in the engine, by code. Codes never change meaning. The messages are for the person who ran the
 * command: no SQL, no stack.
 */
export const engineErrorCatalogue = {
  ENG4001: 'the engine could not run the search',
  ENG4002: 'the search was cancelled',
  ENG4003: 'the search needs more memory than it may use',
  ENG4004: 'the disk for temporary files is full or not writable',
  ENG4005: 'a file could not be read',
  ENG4006: 'a file holds a line that is too long',
  ENG4007: 'the engine could not be started',
  ENG4008: 'the engine was used after it was closed',
  ENG4010: 'the search reads a lookup table that the engine was not given',
  ENG4101: 'the address of the ClickHouse server is no http or https URL that can be used',
  ENG4102: 'the ClickHouse server refused the login',
  ENG4103: 'the ClickHouse server could not be reached',
  ENG4104: 'the ClickHouse user may not do what the search needs',
  ENG4105: 'the ClickHouse engine for tests (chdb) is not installed',
} as const;

export type EngineErrorCode = keyof typeof engineErrorCatalogue;

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  /** What to do about it; absent when there is nothing to say. */
  readonly hint: string | undefined;

  constructor(code: EngineErrorCode, message: string, options: { cause?: unknown; hint?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** DuckDB tells its kinds of error apart by the start of the text; the first row that matches decides. */
const kinds: readonly { readonly match: RegExp; readonly code: EngineErrorCode; readonly hint?: string }[] = [
  { match: /^INTERRUPT Error/, code: 'ENG4002' },
  {
    match: /maximum_object_size/,
    code: 'ENG4006',
    hint: 'no record of an audit log is this long: look at the file',
  },
  {
    match: /max_temp_directory_size/,
    code: 'ENG4004',
    hint: 'free some disk space, or name another directory for temporary files',
  },
  { match: /^Out of Memory Error/, code: 'ENG4003', hint: 'raise the memory limit, or narrow the search' },
  { match: /No space left on device/i, code: 'ENG4004', hint: 'free some disk space' },
  { match: /^(IO|Permission) Error|GZIP|zstd/i, code: 'ENG4005' },
];

/** Any failure as an EngineError. `about` names what was being done, for instance the file. Never throws. */
export function toEngineError(cause: unknown, about?: string): EngineError {
  if (cause instanceof EngineError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  const kind = kinds.find((row) => row.match.test(text));
  const code = kind?.code ?? 'ENG4001';
  const detail = code === 'ENG4002' ? '' : `: ${firstLine(text)}`;
  const message = `${engineErrorCatalogue[code]}${about === undefined ? '' : ` (${about})`}${detail}`;
  return new EngineError(code, message, kind?.hint === undefined ? { cause } : { cause, hint: kind.hint });
}

/** DuckDB puts the statement and suggestions for its author after the first line. */
function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
