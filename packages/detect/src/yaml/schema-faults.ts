import type { z } from 'zod';
import type { LocatedYaml, YamlPath } from './located-yaml.ts';

/** One way in which a document differs from its schema. */
export interface SchemaFault {
  readonly kind: 'unknown' | 'missing' | 'wrong';
  readonly path: YamlPath;
  /** Lower case, names the key. */
  readonly message: string;
}

/** The issues of a schema in words for the author of the document; an unknown key is a fault of its own. */
export function schemaFaults(
  { has }: Pick<LocatedYaml, 'has'>,
  issues: readonly z.core.$ZodIssue[],
  whole: string,
): readonly SchemaFault[] {
  return issues.flatMap((issue): readonly SchemaFault[] => {
    const { path } = issue;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        kind: 'unknown',
        path: [...path, key],
        message: `unknown key "${where([...path, key])}"`,
      }));
    }
    if (path.length > 0 && !has(path))
      return [{ kind: 'missing', path, message: `missing key "${where(path)}"` }];
    const subject = path.length === 0 ? whole : `"${where(path)}"`;
    return [{ kind: 'wrong', path, message: `${subject} is wrong: ${lowerFirst(issueText(issue))}` }];
  });
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
