import { positionOf, type Span } from '@sealbreak/spl';

/** Lines and characters from 0, characters in UTF-16 units, as the protocol counts by default. */
export interface LspPosition {
  readonly line: number;
  readonly character: number;
}

export interface LspRange {
  readonly start: LspPosition;
  readonly end: LspPosition;
}

export function toPosition(text: string, offset: number): LspPosition {
  const { line, column } = positionOf(text, offset);
  return { line: line - 1, character: column - 1 };
}

export function toRange(text: string, { start, end }: Span): LspRange {
  return { start: toPosition(text, start), end: toPosition(text, end) };
}

/** The offset of a position; one behind the end of a line is the end of that line. */
export function toOffset(text: string, { line, character }: LspPosition): number {
  const lines = [...text.matchAll(/\r\n|[\n\r]/g)];
  const before = line <= 0 ? undefined : lines[line - 1];
  if (line > lines.length) return text.length;
  const start = before ? before.index + before[0].length : 0;
  const end = lines[line]?.index ?? text.length;
  return Math.max(start, Math.min(start + character, end));
}
