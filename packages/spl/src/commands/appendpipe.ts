import { optionFlag } from '../lower/args.ts';
import { subsearchArg } from '../lower/subsearch-arg.ts';
import { unionRelations } from '../lower/union-relations.ts';
import { defineCommand } from './define.ts';

export const appendpipe = defineCommand({
  name: 'appendpipe',
  doc: 'Runs the stages in brackets on the current rows and adds what comes out after them.',
  syntax: 'appendpipe [run_in_preview=<bool>] [<stages>]',
  source: 'Search Reference, appendpipe',
  template: true,
  // A search has no preview here.
  options: ['run_in_preview'],
  lower: (input, command, context) => {
    optionFlag(command, 'run_in_preview', true, context);
    const stages = subsearchArg(command, context);
    if (!stages) return input;
    return unionRelations([input, context.lowerStages(input, stages.pipeline.commands, context)], context);
  },
});
