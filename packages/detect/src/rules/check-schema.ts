import { type SchemaFault, schemaFaults } from '../yaml/schema-faults.ts';
import type { RuleFault, RuleFaultCode } from './fault.ts';
import type { RuleDocument } from './rule-document.ts';
import { type RuleKeys, ruleSchema } from './schema.ts';

const codes: Readonly<Record<SchemaFault['kind'], RuleFaultCode>> = {
  missing: 'SPL6003',
  wrong: 'SPL6004',
  unknown: 'SPL6005',
};

/** The document's keys, typed, or every way in which they are wrong, each at its line. */
export function checkSchema(document: RuleDocument): {
  readonly keys?: RuleKeys;
  readonly faults: readonly RuleFault[];
} {
  const result = ruleSchema.safeParse(document.value);
  if (result.success) return { keys: result.data, faults: [] };
  return {
    faults: schemaFaults(document, result.error.issues, 'a rule').map(({ kind, path, message }) =>
      document.fault(path, codes[kind], message),
    ),
  };
}
