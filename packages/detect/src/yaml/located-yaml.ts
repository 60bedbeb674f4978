import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

export type YamlPath = readonly PropertyKey[];

/** 1-based; the column in UTF-16 units. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

export interface YamlFault extends YamlPlace {
  readonly message: string;
}

/** A YAML text with the way back from a path to line and column. */
export interface LocatedYaml {
  /** Undefined where there are faults. */
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /** The place of the deepest key or item that the path reaches. */
  placeOf(path: YamlPath): YamlPlace;
  /** True when the path leads to a node. */
  has(path: YamlPath): boolean;
}

/** Reads YAML 1.2. Never throws. */
export function readLocatedYaml(text: string): LocatedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const root: Node | null = document.contents;
  const at = (offset: number): YamlPlace => {
    const { line, col } = lines.linePos(offset);
    // An empty file has no line 1 for the counter.
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults: YamlFault[] = document.errors.map((error) => ({
    ...at(error.pos[0]),
    message: firstLine(error.message),
  }));
  let value: unknown;
  if (faults.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      faults.push({ ...at(0), message: firstLine(cause instanceof Error ? cause.message : String(cause)) });
    }
  }
  return {
    value,
    faults,
    placeOf: (path) => at(walk(root, path).offset),
    has: (path) => walk(root, path).whole,
  };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}

/** Follows a path as far as it goes. The offset is that of the deepest key or item reached. */
function walk(root: Node | null, path: YamlPath): { readonly offset: number; readonly whole: boolean } {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return { offset, whole: false };
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step];
      offset = (node as Node | null)?.range?.[0] ?? offset;
    } else return { offset, whole: false };
  }
  return { offset, whole: true };
}
