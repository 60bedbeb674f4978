import { BYTE, INSIDE, INSIDE_CLASS, OUTSIDE, OUTSIDE_CLASS } from './byte-classes.ts';

/** How far into a JSON value a scan has come; kept between chunks, so that no byte is looked at twice. */
export interface ScanState {
  /** Next byte to look at; may lie one past the end when a chunk ends in a backslash. */
  at: number;
  depth: number;
  inString: boolean;
  /** For each depth up to 30 a bit: set where an object is open, not an array. */
  objects: number;
  /** Line of `at`. */
  line: number;
}

export type ScanEnd = 'complete' | 'more' | 'illegal' | 'too-deep' | 'container';

export interface ScanLimits {
  readonly maxDepth: number;
  /** Stop at the `[` of these members of the outermost object. */
  readonly containers: ReadonlySet<string>;
}

/** The class `plain` of both tables. */
const PLAIN = 0;

/**
 * Advances over one JSON value (object, array or string) that begins at or before `state.at`. `complete`: `state.at` is
 * just past it. It follows strings and nesting and stops at a byte that cannot be there; whether the text is really JSON
 * is for the parser to say.
 */
export function scanValue(bytes: Buffer, length: number, state: ScanState, limits: ScanLimits): ScanEnd {
  // The casts: every index is below `length`, which is at most the size of the buffer. The tables are local because an
  // imported binding is looked up anew for each byte.
  const insideClass = INSIDE_CLASS;
  const outsideClass = OUTSIDE_CLASS;
  let { at, depth, inString, objects, line } = state;
  let end: ScanEnd | null = null;
  while (end === null) {
    if (inString) {
      while (at < length && insideClass[bytes[at] as number] === PLAIN) at += 1;
      if (at >= length) {
        end = 'more';
        break;
      }
      const kind = insideClass[bytes[at] as number];
      if (kind === INSIDE.control) end = 'illegal';
      else if (kind === INSIDE.backslash) at += 2;
      else {
        at += 1;
        inString = false;
        if (depth === 0) end = 'complete';
      }
      continue;
    }
    while (at < length && outsideClass[bytes[at] as number] === PLAIN) at += 1;
    if (at >= length) {
      end = 'more';
      break;
    }
    const byte = bytes[at] as number;
    switch (outsideClass[byte]) {
      case OUTSIDE.quote:
        inString = true;
        at += 1;
        break;
      case OUTSIDE.open:
        end = faultOfOpen(bytes, at, depth, objects, limits);
        if (end !== null) break;
        depth += 1;
        at += 1;
        if (depth <= MAX_BIT) objects = withBracket(objects, depth, byte);
        break;
      case OUTSIDE.close:
        if (depth <= MAX_BIT && isObjectAt(objects, depth) !== (byte === BYTE.closeObject)) {
          end = 'illegal';
          break;
        }
        depth -= 1;
        at += 1;
        if (depth <= 0) end = 'complete';
        break;
      case OUTSIDE.newline:
        line += 1;
        at += 1;
        break;
      default:
        end = 'illegal';
    }
  }
  state.at = at;
  state.depth = depth;
  state.inString = inString;
  state.objects = objects;
  state.line = line;
  return end;
}

/** Why the scan stops at an opening bracket, null when it goes on. */
function faultOfOpen(
  bytes: Buffer,
  at: number,
  depth: number,
  objects: number,
  limits: ScanLimits,
): ScanEnd | null {
  if (depth === 1 && bytes[at] === BYTE.openArray && isContainer(bytes, at, limits.containers))
    return 'container';
  if (isObjectAt(objects, depth) && !followsColon(bytes, at)) return 'illegal';
  return depth >= limits.maxDepth ? 'too-deep' : null;
}

const MAX_BIT = 30;

function withBracket(objects: number, depth: number, bracket: number): number {
  return bracket === BYTE.openObject ? objects | (1 << depth) : objects & ~(1 << depth);
}

function isObjectAt(objects: number, depth: number): boolean {
  return depth > 0 && depth <= MAX_BIT && (objects & (1 << depth)) !== 0;
}

/** In an object a value follows a colon: anything else means that an earlier bracket was lost. */
function followsColon(bytes: Buffer, at: number): boolean {
  const before = skipSpaceBack(bytes, at - 1);
  return before < 0 || bytes[before] === BYTE.colon;
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
  return start >= 0 && end - start <= MAX_KEY_BYTES && containers.has(bytes.toString('utf8', start + 1, end));
}

function skipSpaceBack(bytes: Buffer, from: number): number {
  let at = from;
  while (at >= 0 && isSpace(bytes[at])) at -= 1;
  return at;
}

export function isSpace(byte: number | undefined): boolean {
  return byte === BYTE.space || byte === BYTE.newline || byte === BYTE.return || byte === BYTE.tab;
}
