import { optionFlag, optionOf } from '../lower/args.ts';
import { refuseYet } from '../lower/context.ts';
import { subsearchArg } from '../lower/subsearch-arg.ts';
import { limitSubsearch, timeLimits } from '../lower/subsearch-limit.ts';
import { unionRelations } from '../lower/union-relations.ts';
import { defineCommand } from './define.ts';

export const append = defineCommand({
  name: 'append',
  doc: 'Adds the rows of a subsearch after the current rows. Fields that one side lacks are missing in its rows.',
  syntax: 'append [maxout=<int>] [extendtimerange=<bool>] [maxtime=<int>] [timeout=<int>] [<subsearch>]',
  source: 'Search Reference, append',
  takesSubsearch: true,
  options: ['maxout', 'extendtimerange', ...timeLimits],
  lower: (input, command, context) => {
    const subsearch = subsearchArg(command, context);
    if (!subsearch) return input;
    const extend = optionOf(command, 'extendtimerange');
    if (extend && optionFlag(command, 'extendtimerange', false, context))
      refuseYet(context, extend.span, 'append extendtimerange=true');
    const added = context.lowerSubsearch(subsearch.pipeline);
    return unionRelations([input, limitSubsearch(added, command, subsearch.span, context)], context);
  },
});
