/**
 * Walks the leaves of a JSON text in document order, without recursion: deep nesting is no reason to fail. Numbers keep
 * their text, which `JSON.parse` would not.
 */

/** Deeper members are left out: their names would be as long as the text. */
export const JSON_DEPTH_MAX = 200;

export interface JsonLeaf {
  /** Splunk's name of the field: `a.b`, `a{}.b`, `{}.b` (semantics 8.4). */
  readonly name: string;
  readonly text: string;
}

interface Frame {
  readonly isArray: boolean;
  /** Name of the members: with `{}` for an array, a prefix for an object; null when it lies too deep. */
  readonly name: string | null;
  /** Of the value that comes next; null when it is not to be given. */
  member: string | null;
  expects: 'key' | 'value' | 'separator';
}

/**
 * Calls `onLeaf` for each string, number, true and false; JSON null and empty containers are no leaves.
 * @returns false when the text is no JSON; the leaves before the fault have been given.
 */
export function walkLeaves(text: string, onLeaf: (leaf: JsonLeaf) => void): boolean {
  const stack: Frame[] = [];
  let at = 0;
  for (;;) {
    at = skipBlanks(text, at);
    const char = text[at];
    const frame = stack.at(-1);
    if (frame !== undefined && (char === ']' || char === '}')) {
      // A comma before the bracket is let pass, as DuckDB does.
      if ((char === ']') !== frame.isArray || (!frame.isArray && frame.expects === 'value')) return false;
      stack.pop();
      at += 1;
    } else if (frame?.expects === 'separator') {
      if (char !== ',') return false;
      frame.expects = frame.isArray ? 'value' : 'key';
      at += 1;
      continue;
    } else if (frame?.expects === 'key') {
      at = readKey(text, at, frame);
      if (at < 0) return false;
      continue;
    } else if (char === '{' || char === '[') {
      stack.push(openFrame(frame, char === '[', stack.length));
      at += 1;
      continue;
    } else {
      at = readLeaf(text, at, frame === undefined ? '' : frame.member, onLeaf);
      if (at < 0) return false;
    }
    const parent = stack.at(-1);
    if (parent === undefined) return skipBlanks(text, at) === text.length;
    parent.expects = 'separator';
  }
}

function openFrame(parent: Frame | undefined, isArray: boolean, depth: number): Frame {
  const own = parent === undefined ? '' : parent.member;
  const name = own === null || depth >= JSON_DEPTH_MAX ? null : isArray ? `${own}{}` : own;
  return { isArray, name, member: isArray ? name : null, expects: isArray ? 'value' : 'key' };
}

/** Reads `"key":` into the frame. @returns where the value begins, or -1. */
function readKey(text: string, start: number, frame: Frame): number {
  const end = stringEnd(text, start);
  const key = end < 0 ? null : unquote(text.slice(start, end));
  const colon = skipBlanks(text, end);
  if (key === null || text[colon] !== ':') return -1;
  if (frame.name === null) frame.member = null;
  else frame.member = frame.name === '' ? key : `${frame.name}.${key}`;
  frame.expects = 'value';
  return colon + 1;
}

/** @returns the place after the value, or -1. */
function readLeaf(
  text: string,
  start: number,
  name: string | null,
  onLeaf: (leaf: JsonLeaf) => void,
): number {
  const isString = text[start] === '"';
  const end = isString ? stringEnd(text, start) : wordEnd(text, start);
  if (end <= start) return -1;
  const word = text.slice(start, end);
  const value = isString ? unquote(word) : /^(-?\d|true$|false$|null$)/.test(word) ? word : null;
  if (value === null) return -1;
  if (name !== null && (isString || value !== 'null')) onLeaf({ name, text: value });
  return end;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1;
  return at;
}

/** @returns the place after the closing quote, or -1. */
function stringEnd(text: string, start: number): number {
  if (text[start] !== '"') return -1;
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return -1;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !',]} \t\r\n'.includes(text[at] ?? '')) at += 1;
  return at;
}

function unquote(string: string): string | null {
  if (!string.includes('\\')) return string.slice(1, -1);
  try {
    return JSON.parse(string) as string;
  } catch {
    return null;
  }
}
