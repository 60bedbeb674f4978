import type { Command } from '../ast/ast.ts';
import type { Span } from '../source/span.ts';
import { optionOf, wholeNumber } from './args.ts';
import type { LowerContext } from './context.ts';
import type { Relation } from './relation.ts';
import { takeFirst } from './take.ts';

/** Rows that Splunk takes of a subsearch. Source: Admin Manual, limits.conf, [subsearch], [join], [map]. */
export interface SubsearchLimits {
  /** Of a subsearch that stands for text. */
  readonly filterRows: number;
  /** Of one whose rows are joined or appended. */
  readonly joinRows: number;
}

export const defaultLimits: SubsearchLimits = { filterRows: 10_000, joinRows: 50_000 };

/** Options that say for how long Splunk lets a subsearch run; a search here runs until it is done. */
export const timeLimits: readonly string[] = ['maxtime', 'timeout'];

/** The first rows of a subsearch; whoever runs the search is told to look whether there are more. */
export function limitRows(
  input: Relation,
  rows: number,
  span: Span,
  command: string,
  context: LowerContext,
): Relation {
  context.watchLimit({ input, rows, span, command });
  return takeFirst(input, rows);
}

/** The same for a command with the option `maxout`. */
export function limitSubsearch(
  input: Relation,
  command: Command,
  span: Span,
  context: LowerContext,
): Relation {
  const { joinRows } = limitsOf(context);
  const maxout = wholeNumber(optionOf(command, 'maxout')?.value, { fallback: joinRows, least: 0 }, context);
  return limitRows(input, maxout === 0 ? joinRows : maxout, span, command.name, context);
}

export function limitsOf({ options }: LowerContext): SubsearchLimits {
  return { ...defaultLimits, ...options.limits };
}
