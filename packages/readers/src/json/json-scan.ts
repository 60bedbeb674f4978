import { BYTE, INSIDE, INSIDE_CLASS, OUTSIDE, OUTSIDE_CLASS } from './byte-classes.ts';

/** How far into a JSON value a scan has come; kept between chunks, so that no byte is looked at twice. */
export interface ScanState {
  /** Next byte to look at; may lie one past the end when a chunk ends in a backslash. */
  at: number;
  depth: number;
  inString: boolean;
  /** Line of `at`. */
  line: number;
}

export type ScanEnd = 'complete' | 'more' | 'illegal' | 'too-deep' | 'container';

export interface ScanLimits {
  readonly maxDepth: number;
  /** Stop at the `[` of these members of the outermost object. */
  readonly containers: ReadonlySet<string>;
}

/**
 * Advances over one JSON value (object, array or string) that begins at or before `state.at`. `complete`: `state.at` is
 * just past it. It follows strings and nesting and stops at a byte that cannot be there; whether the text is really JSON
 * is for the parser to say.
 */
export function scanValue(bytes: Buffer, length: number, state: ScanState, limits: ScanLimits): ScanEnd {
  // The casts: every index is below `length`, which is at most the size of the buffer.
  let at = state.at;
  let { depth, inString, line } = state;
  const leave = (end: ScanEnd): ScanEnd => {
    state.at = at;
    state.depth = depth;
    state.inString = inString;
    state.line = line;
    return end;
  };
  for (;;) {
    if (inString) {
      while (at < length && INSIDE_CLASS[bytes[at] as number] === INSIDE.plain) at += 1;
      if (at >= length) return leave('more');
      const kind = INSIDE_CLASS[bytes[at] as number];
      if (kind === INSIDE.control) return leave('illegal');
      if (kind === INSIDE.backslash) {
        at += 2;
        continue;
      }
      at += 1;
      inString = false;
      if (depth === 0) return leave('complete');
      continue;
    }
    while (at < length && OUTSIDE_CLASS[bytes[at] as number] === OUTSIDE.plain) at += 1;
    if (at >= length) return leave('more');
    const byte = bytes[at] as number;
    switch (OUTSIDE_CLASS[byte]) {
      case OUTSIDE.quote:
        inString = true;
        break;
      case OUTSIDE.open:
        if (depth === 1 && byte === BYTE.openArray && isContainer(bytes, at, limits.containers)) {
          return leave('container');
        }
        depth += 1;
        if (depth > limits.maxDepth) return leave('too-deep');
        break;
      case OUTSIDE.close:
        depth -= 1;
        if (depth <= 0) {
          at += 1;
          return leave('complete');
        }
        break;
      case OUTSIDE.newline:
        line += 1;
        break;
      default:
        return leave('illegal');
    }
    at += 1;
  }
}

const MAX_KEY_BYTES = 40;

/** True when the array that opens at `at` is the value of a member named in `containers`: looks back over `"name" :`. */
function isContainer(bytes: Buffer, at: number, containers: ReadonlySet<string>): boolean {
  if (containers.size === 0) return false;
  let end = skipSpaceBack(bytes, at - 1);
  if (bytes[end] !== BYTE.colon) return false;
  end = skipSpaceBack(bytes, end - 1);
  if (bytes[end] !== BYTE.quote) return false;
  const start = bytes.lastIndexOf(BYTE.quote, end - 1);
  return (
    start >= 0 && end - start <= MAX_KEY_BYTES && containers.has(bytes.toString('latin1', start + 1, end))
  );
}

function skipSpaceBack(bytes: Buffer, from: number): number {
  let at = from;
  while (at >= 0 && isSpace(bytes[at])) at -= 1;
  return at;
}

export function isSpace(byte: number | undefined): boolean {
  return byte === BYTE.space || byte === BYTE.newline || byte === BYTE.return || byte === BYTE.tab;
}
