/** Where a named group begins in a text: after the texts of these groups, one after the other. */
export interface GroupOffset {
  readonly name: string;
  readonly before: readonly number[];
  readonly group: number;
}

export interface OffsetPattern {
  /** Matches where the given pattern does; its groups are other ones. */
  readonly pattern: string;
  readonly offsets: readonly GroupOffset[];
}

type Sequence = readonly Node[];

type Node =
  | { readonly kind: 'text'; readonly text: string }
  /** `(?i)`: holds for what follows in its group. */
  | { readonly kind: 'flags'; readonly text: string }
  | {
      readonly kind: 'group';
      readonly name: string | null;
      /** What opens the group when it need not be captured. */
      readonly open: string;
      readonly branches: readonly Sequence[];
      readonly quantifier: string;
    };

const atom =
  /^(?:\\(?:x\{[^}]*\}|[pP](?:\{[^}]*\}|.)|[\s\S])|\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]|[\s\S])/u;
const quantified = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;
const opening = /^\((?:\?P<([^>]*)>|\?([a-zA-Z-]*)([:)]))?/;

/**
 * An RE2 pattern that also captures all that stands before its named groups, so that the lengths of captured texts say
 * where each group is. Null when a named group can match more than once in one match. The pattern must be a valid one, as
 * `compilePattern` gives it.
 */
export function captureOffsets(pattern: string): OffsetPattern | null {
  const reader = { text: pattern, at: 0 };
  const branches = readBranches(reader);
  if (branches.some((branch) => branch.some((node) => repeatsName(node)))) return null;
  const state: Rendering = { groups: 1, offsets: [] };
  const body = renderBranches(branches, [1], state);
  // The shortest text before a match is that of the first match.
  return { pattern: `\\A(?s:(.*?))(?:${body})`, offsets: state.offsets };
}

interface Reading {
  readonly text: string;
  at: number;
}

/** Up to the parenthesis that closes the group, or to the end. */
function readBranches(reader: Reading): readonly Sequence[] {
  const branches: Node[][] = [[]];
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at];
    if (character === ')') break;
    if (character === '|') {
      branches.push([]);
      reader.at += 1;
    } else {
      branches.at(-1)?.push(readNode(reader));
    }
  }
  return branches;
}

function readNode(reader: Reading): Node {
  const open = take(reader, opening);
  if (!open) {
    const text = take(reader, atom)?.[0] ?? '';
    return { kind: 'text', text: text + (take(reader, quantified)?.[0] ?? '') };
  }
  if (open[3] === ')') return { kind: 'flags', text: open[0] };
  const branches = readBranches(reader);
  reader.at += 1;
  const quantifier = take(reader, quantified)?.[0] ?? '';
  return {
    kind: 'group',
    name: open[1] ?? null,
    open: open[3] === ':' ? open[0] : '(?:',
    branches,
    quantifier,
  };
}

function take(reader: Reading, what: RegExp): RegExpExecArray | null {
  const found = what.exec(reader.text.slice(reader.at));
  reader.at += found?.[0].length ?? 0;
  return found;
}

function holdsName(node: Node): boolean {
  return (
    node.kind === 'group' && (node.name !== null || node.branches.some((branch) => branch.some(holdsName)))
  );
}

function repeatsName(node: Node): boolean {
  if (node.kind !== 'group' || !holdsName(node)) return false;
  if (node.quantifier !== '' && !node.quantifier.startsWith('?')) return true;
  return node.branches.some((branch) => branch.some(repeatsName));
}

interface Rendering {
  groups: number;
  readonly offsets: GroupOffset[];
}

function renderBranches(branches: readonly Sequence[], before: readonly number[], state: Rendering): string {
  return branches.map((branch) => renderSequence(branch, before, state)).join('|');
}

function renderSequence(nodes: Sequence, start: readonly number[], state: Rendering): string {
  const before = [...start];
  let out = '';
  let pending = '';
  let flags = '';
  for (const node of nodes) {
    if (!holdsName(node)) {
      pending += renderPlain(node);
      if (node.kind === 'flags') flags += node.text;
      continue;
    }
    if (pending !== '') {
      // Flags set inside the new group end with it.
      out += `(${pending})${flags}`;
      state.groups += 1;
      before.push(state.groups);
      pending = '';
      flags = '';
    }
    const found = renderNamed(node, before, state);
    out += found.text;
    before.push(found.group);
  }
  return out + pending;
}

/** A node with a named group in it, captured as a whole. */
function renderNamed(
  node: Node,
  before: readonly number[],
  state: Rendering,
): { readonly text: string; readonly group: number } {
  if (node.kind !== 'group') return { text: '', group: 0 };
  state.groups += 1;
  const group = state.groups;
  if (node.name !== null) state.offsets.push({ name: node.name, before: [...before], group });
  const body = renderBranches(node.branches, before, state);
  const open = node.name === null ? node.open : '(?:';
  return { text: `(${open}${body})${node.quantifier})`, group };
}

function renderPlain(node: Node): string {
  if (node.kind !== 'group') return node.text;
  const body = node.branches.map((branch) => branch.map(renderPlain).join('')).join('|');
  return `${node.open}${body})${node.quantifier}`;
}
