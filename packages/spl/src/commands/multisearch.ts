import { refuse } from '../lower/context.ts';
import { subsearchArgs } from '../lower/subsearch-arg.ts';
import { isStreaming, unionRelations } from '../lower/union-relations.ts';
import { defineCommand } from './define.ts';

export const multisearch = defineCommand({
  name: 'multisearch',
  doc: 'The events of several searches together, newest first. Each may only filter events and compute fields.',
  syntax: 'multisearch [<subsearch>] [<subsearch>]...',
  source: 'Search Reference, multisearch',
  generating: true,
  takesSubsearch: true,
  lower: (_input, command, context) => {
    const searches = subsearchArgs(command);
    if (searches.length < 2) refuse(context, 'SPL2144', command.span, { command: 'multisearch' });
    const rows = searches.map(({ pipeline, span }) => {
      const found = context.lowerSubsearch(pipeline);
      if (!isStreaming(found)) refuse(context, 'SPL2145', span, {});
      return found;
    });
    return unionRelations(rows, context, 'by-time');
  },
});
