/** What a byte means outside a string of a JSON text. */
export const OUTSIDE = { plain: 0, quote: 1, open: 2, close: 3, newline: 4, illegal: 5 } as const;

/** What a byte means inside a string of a JSON text. */
export const INSIDE = { plain: 0, quote: 1, backslash: 2, control: 3 } as const;

/** Class of each byte outside strings: literals and numbers are `plain`, whatever cannot occur there is `illegal`. */
export const OUTSIDE_CLASS: Uint8Array = classes(OUTSIDE.illegal, [
  [' \t\r,:+-.0123456789eE', OUTSIDE.plain],
  ['truefalsn', OUTSIDE.plain],
  ['"', OUTSIDE.quote],
  ['{[', OUTSIDE.open],
  ['}]', OUTSIDE.close],
  ['\n', OUTSIDE.newline],
]);

/** Class of each byte inside strings; bytes of UTF-8 sequences are plain. */
export const INSIDE_CLASS: Uint8Array = classes(INSIDE.plain, [
  [String.fromCharCode(...Array.from({ length: 32 }, (_, code) => code)), INSIDE.control],
  ['"', INSIDE.quote],
  ['\\', INSIDE.backslash],
]);

function classes(rest: number, rows: readonly (readonly [string, number])[]): Uint8Array {
  const table = new Uint8Array(256).fill(rest);
  for (const [characters, kind] of rows) {
    for (const character of characters) table[character.charCodeAt(0)] = kind;
  }
  return table;
}

export const BYTE = {
  newline: 0x0a,
  return: 0x0d,
  space: 0x20,
  tab: 0x09,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openArray: 0x5b,
  backslash: 0x5c,
  closeArray: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
  nul: 0x00,
} as const;
