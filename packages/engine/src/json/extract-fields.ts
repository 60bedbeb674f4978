import type { Cell } from '@sealbreak/spl';
import { walkLeaves } from './json-leaves.ts';

/**
 * All fields of a record as Splunk extracts them: every leaf under its path (`a.b`, `a{}.c`), values of one path
 * together in document order. A text that is no JSON gives what could be read before the fault. Never throws.
 */
export function extractFields(rawJson: string): Record<string, Cell> {
  const values = new Map<string, string[]>();
  walkLeaves(rawJson, ({ name, text }) => {
    const known = values.get(name);
    if (known === undefined) values.set(name, [text]);
    else known.push(text);
  });
  const fields = [...values].map(([name, texts]): [string, Cell] => [
    name,
    texts.length === 1 ? (texts[0] ?? null) : texts,
  ]);
  return Object.fromEntries(fields);
}
