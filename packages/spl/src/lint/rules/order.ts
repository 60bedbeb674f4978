import type { Command } from '../../ast/ast.ts';
import { argumentsAfter } from '../../ast/visit.ts';
import { aggregatesIn, byFields, namesIn } from '../../fields/transfer.ts';
import { defineLint, type Lint } from '../define-lint.ts';
import { commandsBefore, commandsNamed, type LintedCommand } from '../linted-search.ts';

const noOrder = defineLint<{ readonly what: string; readonly maker: string }>({
  code: 'SPL2421',
  severity: 'warning',
  doc: 'stats, tstats and their kin promise no order of their rows. Whatever picks rows by position after them picks some rows, not the largest or the first.',
  source: 'Search Reference, stats; head; dedup',
  bad: 'index=main | stats count by user | head 5',
  good: 'index=main | stats count by user | sort - count | head 5',
  message: ({ what, maker }) =>
    `${what} depends on the order of the rows, and ${maker} before it promises none`,
  hint: () => 'put a sort before it',
  check: function* (search) {
    for (const at of search.commands) {
      const { command, before } = at;
      if (before.order !== 'none') continue;
      // One row for each combination: nothing is left to choose.
      const groups = new Set(before.fields.keys());
      if (['head', 'tail', 'accum', 'delta', 'autoregress'].includes(command.name))
        yield { span: command.nameSpan, values: { what: command.name, maker: makerBefore(at) } };
      if (
        command.name === 'dedup' &&
        argumentsAfter(command, 'sortby').length === 0 &&
        picks(command, groups)
      )
        yield { span: command.nameSpan, values: { what: 'which row dedup keeps', maker: makerBefore(at) } };
      for (const { fn, span } of aggregatesIn(command))
        if (['first', 'last'].includes(fn))
          yield { span, values: { what: `${fn}()`, maker: makerBefore(at) } };
      if (command.name === 'streamstats' && byFields(command).length === 0)
        yield { span: command.nameSpan, values: { what: 'streamstats', maker: makerBefore(at) } };
    }
  },
});

/** The statistics whose rows have no order. */
function makerBefore(at: LintedCommand): string {
  return commandsBefore(at).findLast(({ name }) => name.endsWith('stats'))?.name ?? 'the stage';
}

/** True when dedup leaves fields that differ between the rows it chooses from. */
function picks(command: Command, known: ReadonlySet<string>): boolean {
  const names = new Set(namesIn(command.args).map(({ name }) => name));
  return [...known].some((name) => !names.has(name));
}

const spacedSign = defineLint<{ readonly sign: string; readonly next: string }>({
  code: 'SPL2433',
  severity: 'warning',
  doc: 'A sign with a blank behind it may hold for all keys that follow without a sign of their own.',
  source: 'Search Reference, sort; docs/deviations.md',
  bad: 'index=main | stats count by user, host | sort - count, user',
  good: 'index=main | stats count by user, host | sort -count, +user',
  message: ({ sign, next }) => `"${sign} " with a blank may hold for ${next} as well`,
  hint: ({ next }) => `write the sign next to each name, as in +${next}`,
  check: function* (search) {
    for (const { command } of commandsNamed(search, 'sort')) {
      const keys = command.args.flatMap((arg) => (arg.kind === 'sort-key' ? [arg] : []));
      const spaced = keys.findIndex(({ sign, spaced: isSpaced }) => isSpaced && sign === '-');
      const next = spaced < 0 ? undefined : keys.slice(spaced + 1).find(({ sign }) => sign === '');
      const key = keys[spaced];
      if (key && next) yield { span: key.span, values: { sign: key.sign, next: next.field.name } };
    }
  },
});

export const orderLints: readonly Lint[] = [noOrder, spacedSign];
