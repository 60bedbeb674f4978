import { defineCommand } from './define.ts';

export const typer = defineCommand({
  name: 'typer',
  doc: 'Adds the event types that an event matches. None are defined here, so every row stays as it is.',
  syntax: 'typer [eventtypes=<list>] [maxlen=<int>]',
  source: 'Search Reference, typer',
  options: ['eventtypes', 'maxlen'],
  lower: (input) => input,
});
