import { BYTE } from './byte-classes.ts';
import { isSpace } from './json-scan.ts';

/** Takes the white space out between the tokens of a valid JSON text. Numbers and strings keep their spelling. */
export function compactJson(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (inString) {
      if (byte === BYTE.backslash) {
        out[length++] = byte;
        at += 1;
        out[length++] = bytes[at] as number;
        continue;
      }
      if (byte === BYTE.quote) inString = false;
    } else if (byte === BYTE.quote) inString = true;
    else if (isSpace(byte)) continue;
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

/** An escaped backslash is matched first, so that `\\ud800` (text) is told from `\ud800` (a character). */
const ESCAPES =
  /\\(?:\\|u[dD][89abAB][0-9a-fA-F]{2}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|u[dD][c-fC-F][0-9a-fA-F]{2})/g;
const PAIR_LENGTH = '\\ud83d\\ude00'.length;

/** True for a text that would take more than one line. */
export function hasLineEnd(text: string): boolean {
  return text.includes('\n') || text.includes('\r');
}

/** Replaces escapes of half a surrogate pair by U+FFFD: the engine refuses the whole line for one. */
export function replaceLoneSurrogates(text: string): string {
  if (!text.includes('\\ud') && !text.includes('\\uD')) return text;
  return text.replace(ESCAPES, (found) =>
    found === '\\\\' || found.length === PAIR_LENGTH ? found : '\\ufffd',
  );
}

/** In words, why `JSON.parse` refused a text. */
export function jsonFault(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/Unterminated string|Unexpected end/.test(message)) return 'the record is cut off';
  const position = /position (\d+)/.exec(message)?.[1];
  if (/control character/.test(message)) return 'not valid JSON: a control character inside a text';
  return position === undefined ? 'not valid JSON' : `not valid JSON at character ${Number(position) + 1}`;
}
