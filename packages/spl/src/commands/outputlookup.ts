import { lowerError } from '../diagnostics/lower-messages.ts';
import { type CommandDefinition, defineCommand } from './define.ts';

const splunkOptions = [
  'append',
  'create_empty',
  'override_if_empty',
  'max',
  'key_field',
  'createinapp',
  'create_context',
  'output_format',
  'allow_updates',
  'singlefile',
  'usexml',
];

/** Rows go on to the next command as they are; storing them is what a search over files cannot do. */
function storing(name: string, syntax: string): CommandDefinition {
  return defineCommand({
    name,
    doc: 'Stores the rows in a table and hands them on. A search over files has no table to change, so it is refused there; a check of many searches takes it as a command that changes nothing.',
    syntax,
    source: `Search Reference, ${name}`,
    options: splunkOptions,
    lower: (input, command, context) => {
      const isAssumed = context.options.unknownLookups === 'assume';
      const problem = lowerError('SPL3050', command.nameSpan, { command: name });
      context.report(isAssumed ? { ...problem, severity: 'info' } : problem);
      return input;
    },
  });
}

export const outputlookup = storing(
  'outputlookup',
  'outputlookup [append=<bool>] [<option>=<value>] <lookup>',
);
export const outputcsv = storing('outputcsv', 'outputcsv [append=<bool>] [<file>]');
