import { readLocatedYaml, type YamlPath } from '../yaml/located-yaml.ts';
import type { RuleFault, RuleFaultCode } from './fault.ts';

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
  const { value, faults, placeOf, has } = readLocatedYaml(text);
  return {
    file,
    value,
    faults: faults.map((fault) => ({ code: 'SPL6002', severity: 'error', file, ...fault })),
    fault: (path, code, message, hint) => ({
      code,
      severity: 'error',
      file,
      ...placeOf(path),
      message,
      ...(hint === undefined ? {} : { hint }),
    }),
    has,
  };
}
