/**
 * SPL field names as Splunk's JSON extraction makes them (semantics 8.4), read back as places in a record: `a.b` is
 * member b of object a, or a key that itself holds a dot; `a{}.b` is member b of each element of array a.
 */

export type PathStep = { readonly op: 'key'; readonly key: string } | { readonly op: 'each' };

export interface FieldPath {
  /** The record's top-level key. */
  readonly key: string;
  /** From there on down. */
  readonly steps: readonly PathStep[];
}

/** More dots than this, and a key with a dot in it is only looked for at the top level. */
const SPLIT_PIECES_MAX = 6;

interface Piece {
  readonly text: string;
  /** How many `{}` follow the text. */
  readonly depth: number;
}

/**
 * Every place that a field name can mean, the whole name as one key first. A name without `{}` means single values, a
 * name with `{}` lists.
 */
export function fieldPaths(field: string): readonly FieldPath[] {
  const pieces = field.split('.').map(parsePiece);
  const splits = pieces.length <= SPLIT_PIECES_MAX ? allSplits(pieces) : prefixSplits(pieces);
  return splits.map(toPath);
}

/** True when the values of the field are lists by its name. */
export function isListField(field: string): boolean {
  return field.split('.').some((piece) => piece.endsWith('{}'));
}

function parsePiece(text: string): Piece {
  let end = text.length;
  while (text.startsWith('{}', end - 2) && end >= 2) end -= 2;
  return { text: text.slice(0, end), depth: (text.length - end) / 2 };
}

function allSplits(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const [first, ...rest] = pieces;
  if (first === undefined) return [[]];
  const [second, ...others] = rest;
  const joined =
    second === undefined || first.depth > 0 ? [] : allSplits([joinPieces(first, second), ...others]);
  return [...joined, ...allSplits(rest).map((tail) => [first, ...tail])];
}

/** Keys with dots at the top level only: one split for each length of the first key. */
function prefixSplits(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const splits: (readonly Piece[])[] = [];
  let head: Piece | undefined;
  for (const [index, piece] of pieces.entries()) {
    if (head !== undefined && head.depth > 0) break;
    head = head === undefined ? piece : joinPieces(head, piece);
    splits.unshift([head, ...pieces.slice(index + 1)]);
  }
  return splits;
}

function joinPieces(left: Piece, right: Piece): Piece {
  return { text: `${left.text}.${right.text}`, depth: right.depth };
}

function toPath(pieces: readonly Piece[]): FieldPath {
  const [first, ...rest] = pieces;
  const steps: PathStep[] = each(first?.depth ?? 0);
  for (const piece of rest) steps.push({ op: 'key', key: piece.text }, ...each(piece.depth));
  return { key: first?.text ?? '', steps };
}

function each(depth: number): PathStep[] {
  return Array.from({ length: depth }, () => ({ op: 'each' }));
}
