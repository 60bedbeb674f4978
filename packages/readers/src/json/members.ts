/** A member of an object with its value's own text, so that numbers keep their spelling when it is written again. */
export interface Member {
  readonly key: string;
  readonly valueText: string;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The members of the object that `text` holds, without looking into their values. Of a text that is cut off it gives the
 * members that are complete. The keys are decoded; a key that is no valid JSON string ends the list.
 */
export function scanMembers(text: string): Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, 0);
  if (text[at] !== '{') return members;
  at = skipSpace(text, at + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = endOfString(text, at);
    const colon = keyEnd < 0 ? -1 : skipSpace(text, keyEnd);
    if (colon < 0 || text[colon] !== ':') return members;
    const valueStart = skipSpace(text, colon + 1);
    const valueEnd = endOfValue(text, valueStart);
    if (valueEnd < 0) return members;
    const key = decodeKey(text.slice(at, keyEnd));
    if (key === null) return members;
    members.push({ key, valueText: text.slice(valueStart, valueEnd) });
    at = skipSpace(text, valueEnd);
    if (text[at] !== ',') return members;
    at = skipSpace(text, at + 1);
  }
  return members;
}

/** The text of one member's value, undefined when there is none of that name. The last of several counts, as in `JSON.parse`. */
export function memberText(text: string, key: string): string | undefined {
  return scanMembers(text).findLast((member) => member.key === key)?.valueText;
}

/** Writes members as an object on one line. */
export function joinMembers(members: Iterable<Member>): string {
  const parts: string[] = [];
  for (const { key, valueText } of members) parts.push(`${JSON.stringify(key)}:${valueText}`);
  return `{${parts.join(',')}}`;
}

function decodeKey(quoted: string): string | null {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/** Just past the closing quote, or -1. */
function endOfString(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
  }
  return -1;
}

/** Just past the value that begins at `start`, or -1 when the text ends inside it. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    switch (text[at]) {
      case '"': {
        const end = endOfString(text, at);
        if (end < 0) return -1;
        if (depth === 0) return end;
        at = end - 1;
        break;
      }
      case '{':
      case '[':
        depth += 1;
        break;
      case '}':
      case ']':
        if (depth === 0) return trimEnd(text, start, at);
        depth -= 1;
        if (depth === 0) return at + 1;
        break;
      case ',':
        if (depth === 0) return trimEnd(text, start, at);
        break;
    }
  }
  return -1;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) <= 0x20) at -= 1;
  return at;
}
