/**
 * What acts instead of showing: controls (terminal escapes among them), format characters (bidi overrides, zero-width
 * ones), lone surrogates, the two line separators (Unicode general categories Cc, Cf, Cs, Zl, Zp), and marks piled on one
 * letter, which run over the lines around it; no language needs more than four.
 */
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?<=\p{M}{4})\p{M}/gu;
const plain = /^[\x20-\x7e]*$/;

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text with everything that acts spelled out as JSON would: `\n`, `\u001b`, `\u202e`. Characters in `keep` stay as
 * they are. What comes out can be printed: it cannot move the cursor, reorder or hide.
 */
export function visible(text: string, keep = ''): string {
  if (plain.test(text)) return text;
  return text.replace(acting, (character) =>
    keep.includes(character) ? character : (shortEscapes[character] ?? unicodeEscape(character)),
  );
}

/** `\u202e`, two of them for a character beyond the basic plane: the spelling of JSON. */
export function unicodeEscape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
