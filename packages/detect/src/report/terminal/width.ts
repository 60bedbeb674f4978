let segmenter: Intl.Segmenter | undefined;
const plainAscii = /^[\x20-\x7e]*$/;
const combining = /^\p{M}+$/u;
const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;

/** First and last code point of the blocks that terminals print two cells wide (Unicode East Asian Width W and F). */
const wideRanges: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

/** A letter with the most marks that `visible` leaves on it, in UTF-16 units. */
const longestGrapheme = 20;

function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** How many cells a terminal uses for a text that `visible` gave. */
export function displayWidth(text: string): number {
  if (plainAscii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemesOf(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (combining.test(grapheme)) return 0;
  if (emoji.test(grapheme)) return 2;
  const point = grapheme.codePointAt(0) ?? 0;
  return point >= 0x1100 && wideRanges.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
}

/** The text in at most `width` cells; what is cut off leaves a `…`. */
export function truncate(text: string, width: number): string {
  if (text.length <= width && plainAscii.test(text)) return text;
  // Each grapheme but a bare mark takes a cell, and a letter has few marks: the rest of an endless value need not be measured.
  const head = text.slice(0, (width + 2) * longestGrapheme);
  if (head.length === text.length && displayWidth(text) <= width) return text;
  let out = '';
  let used = 0;
  for (const { segment } of graphemesOf(head)) {
    const next = graphemeWidth(segment);
    if (used + next > width - 1) break;
    out += segment;
    used += next;
  }
  return width < 1 ? '' : `${out}…`;
}

/** The text, truncated, and blanks up to `width` cells. */
export function pad(text: string, width: number, side: 'left' | 'right'): string {
  const shown = truncate(text, width);
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(shown)));
  return side === 'left' ? blanks + shown : shown + blanks;
}

/** The text in lines of at most `width` cells, broken at blanks, and inside a word only where it is longer than a line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

function breakWord(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const { segment } of graphemesOf(word)) {
    const next = graphemeWidth(segment);
    if (used + next > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += segment;
    used += next;
  }
  return [...pieces, piece];
}
