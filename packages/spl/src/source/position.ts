/** Where an offset lies in a text. Lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** Offsets of the line's first character and of its end, without the line break. */
  readonly lineStart: number;
  readonly lineEnd: number;
}

/** Lines end with LF, CR LF or CR. An offset behind the text counts as its end. */
export function positionOf(text: string, offset: number): Position {
  const at = Math.max(0, Math.min(offset, text.length));
  const lineBreak = /\r\n|[\n\r]/g;
  let line = 1;
  let lineStart = 0;
  for (let found = lineBreak.exec(text); found; found = lineBreak.exec(text)) {
    if (lineBreak.lastIndex > at)
      return { line, column: at - lineStart + 1, lineStart, lineEnd: found.index };
    line += 1;
    lineStart = lineBreak.lastIndex;
  }
  return { line, column: at - lineStart + 1, lineStart, lineEnd: text.length };
}
