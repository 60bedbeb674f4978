import type { z } from 'zod';
import type { RuleFault } from './fault.ts';
import type { RuleDocument, YamlPath } from './rule-document.ts';
import { type RuleKeys, ruleSchema } from './schema.ts';

/** The document's keys, typed, or every way in which they are wrong, each at its line. */
export function checkSchema(document: RuleDocument): {
  readonly keys?: RuleKeys;
  readonly faults: readonly RuleFault[];
} {
  const result = ruleSchema.safeParse(document.value);
  if (result.success) return { keys: result.data, faults: [] };
  return { faults: result.error.issues.flatMap((issue) => issueFaults(document, issue)) };
}

function issueFaults(document: RuleDocument, issue: z.core.$ZodIssue): readonly RuleFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      document.fault([...issue.path, key], 'SPL6005', `unknown key "${where([...issue.path, key])}"`),
    );
  }
  if (issue.path.length > 0 && !document.has(issue.path)) {
    return [document.fault(issue.path, 'SPL6003', `missing key "${where(issue.path)}"`)];
  }
  const subject = issue.path.length === 0 ? 'a rule' : `"${where(issue.path)}"`;
  return [document.fault(issue.path, 'SPL6004', `${subject} is wrong: ${lowerFirst(issueText(issue))}`)];
}

/** zod's own words, without the part that only says that something is invalid. */
function issueText(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_union'
    ? 'none of the forms allowed'
    : issue.message.replace(/^Invalid (input|option): /, '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function where(path: YamlPath): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${String(step)}`))
    .join('');
}
