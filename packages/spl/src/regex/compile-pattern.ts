import { RE2JS } from 're2js';
import { translatePattern } from './translate-pattern.ts';

export interface CompiledPattern {
  readonly ok: true;
  /** The same pattern in RE2's syntax. */
  readonly pattern: string;
  /** Number of capture groups. */
  readonly groupCount: number;
  /** Named groups and their numbers, from 1, in the order of the pattern. */
  readonly groups: readonly { readonly name: string; readonly index: number }[];
}

export type PatternProblem =
  | { readonly ok: false; readonly kind: 'malformed'; readonly reason: string; readonly at: number }
  /** Valid in PCRE, but with no equal in RE2. */
  | {
      readonly ok: false;
      readonly kind: 'unsupported';
      readonly construct: string;
      readonly hint?: string;
      readonly at: number;
    };

/**
 * Turns a PCRE pattern into an RE2 one, or says why there is none. `at` is an offset into the pattern. A pattern that
 * passes is accepted by every RE2 engine: it is compiled here by re2js, which runs in linear time. Never throws.
 */
export function compilePattern(pattern: string): CompiledPattern | PatternProblem {
  const translated = translatePattern(pattern);
  if (!translated.ok) return translated;
  if (isTooLarge(translated.pattern)) {
    return {
      ok: false,
      kind: 'unsupported',
      construct: 'so large a repetition',
      hint: 'use a smaller count, or * or +',
      at: 0,
    };
  }
  try {
    const compiled = RE2JS.compile(translated.pattern);
    const groups = Object.entries(compiled.namedGroups())
      .map(([name, index]) => ({ name, index: Number(index) }))
      .sort((a, b) => a.index - b.index);
    return { ok: true, pattern: translated.pattern, groupCount: compiled.groupCount(), groups };
  } catch (error) {
    return refused(error, pattern);
  }
}

function refused(error: unknown, pattern: string): PatternProblem {
  const message =
    error instanceof Error ? error.message.replace('error parsing regexp: ', '') : String(error);
  const fragment = /`(.*)`/.exec(message)?.[1] ?? '';
  const at = Math.max(0, pattern.indexOf(fragment));
  const count = /^\{(\d+)(?:,(\d*))?\}$/.exec(fragment);
  const isReversed = count?.[2] !== undefined && count[2] !== '' && Number(count[1]) > Number(count[2]);
  if (message.startsWith('invalid repeat count') && !isReversed) {
    const hint = 'use a smaller count, or * or +';
    return { ok: false, kind: 'unsupported', construct: 'more than 1000 repetitions', hint, at };
  }
  return { ok: false, kind: 'malformed', reason: message.replaceAll('`', '"'), at };
}

/** RE2 gives up on programs above some 80 000 steps; a Unicode class takes about a thousand of them. */
const programLimit = 80_000;
const unicodeClassSteps = 1000;

function isTooLarge(pattern: string): boolean {
  const counts = [...pattern.matchAll(/\{(\d{1,4})(?:,(\d{0,4}))?\}/g)].map((match) =>
    Number(match[2] || match[1]),
  );
  const largest = Math.max(1, ...counts);
  if (largest === 1) return false;
  const classes = pattern.match(/\\[pP]/g)?.length ?? 0;
  return classes * unicodeClassSteps * largest > programLimit || pattern.length * largest > programLimit * 10;
}
