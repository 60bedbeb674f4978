import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { RuleFault, RuleFaultCode } from './fault.ts';

export type YamlPath = readonly PropertyKey[];

/** A place for a fault: a path into the document, and whether the key or its value is meant. */
type LocatedFault = (path: YamlPath, code: RuleFaultCode, message: string, hint?: string) => RuleFault;

/** A rule's YAML with the way back from a path to line and column. */
export interface RuleDocument {
  readonly file: string;
  readonly value: unknown;
  readonly faults: readonly RuleFault[];
  readonly fault: LocatedFault;
  /** True when the path leads to a node. */
  readonly has: (path: YamlPath) => boolean;
}

/** Reads YAML 1.2. Never throws: what is wrong is in `faults`, and `value` is then undefined. */
export function readRuleDocument(text: string, file: string): RuleDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const root: Node | null = document.contents;
  const at = (offset: number, code: RuleFaultCode, message: string, hint?: string): RuleFault => {
    const { line, col } = lines.linePos(offset);
    // An empty file has no line 1 for the counter.
    const place = { line: Math.max(line, 1), column: Math.max(col, 1) };
    return { code, severity: 'error', file, ...place, message, ...(hint === undefined ? {} : { hint }) };
  };
  const faults = document.errors.map((error) => at(error.pos[0], 'SPL6002', firstLine(error.message)));
  let value: unknown;
  if (faults.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      faults.push(at(0, 'SPL6002', firstLine(cause instanceof Error ? cause.message : String(cause))));
    }
  }
  return {
    file,
    value,
    faults,
    fault: (path, code, message, hint) => at(walk(root, path).offset, code, message, hint),
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
