import { optionOf, valueArgs } from '../lower/args.ts';
import { refuseYet } from '../lower/context.ts';
import type { Relation } from '../lower/relation.ts';
import { subsearchArgs } from '../lower/subsearch-arg.ts';
import { limitSubsearch, timeLimits } from '../lower/subsearch-limit.ts';
import { isStreaming, unionRelations } from '../lower/union-relations.ts';
import { defineCommand } from './define.ts';

export const union = defineCommand({
  name: 'union',
  doc: 'The rows of several searches together, and with the current rows when it is not the first command. Searches that only filter events and compute fields are merged by time, newest first; otherwise the rows come one search after the other.',
  syntax: 'union [maxout=<int>] [maxtime=<int>] [timeout=<int>] [<subsearch>]...',
  source: 'Search Reference, union',
  generating: true,
  appends: () => true,
  takesSubsearch: true,
  options: ['maxout', ...timeLimits],
  lower: (input, command, context) => {
    for (const { span, text } of valueArgs(command.args))
      refuseYet(context, span, `union of the dataset "${text}"`, 'write it as a search in brackets');
    const added = subsearchArgs(command).map((arg) => ({ arg, rows: context.lowerSubsearch(arg.pipeline) }));
    const all = [...(hasRows(input) ? [input] : []), ...added.map(({ rows }) => rows)];
    if (all.every(isStreaming) && !optionOf(command, 'maxout'))
      return unionRelations(all, context, 'by-time');
    const limited = added.map(({ arg, rows }) => limitSubsearch(rows, command, arg.span, context));
    return unionRelations([...(hasRows(input) ? [input] : []), ...limited], context);
  },
});

/** False for what the first command of a search gets. */
function hasRows({ plan }: Relation): boolean {
  return plan.op !== 'values' || plan.columns.length > 0;
}
