import { row } from './message-row.ts';

/** Errors of foreach. */
export const foreachMessages = {
  SPL3080: row(
    (p: { readonly command: string; readonly inside: string }) =>
      `${p.command} cannot run "${p.inside}" for each field: it works on many rows, and not on each row alone`,
    () => 'use eval or another command that works row by row',
  ),
  SPL3120: row(
    (p: { readonly mode: string; readonly inside: string }) =>
      `foreach mode=${p.mode} takes eval only, and here is "${p.inside}"`,
    () => 'use mvexpand, or write what is to be done with eval',
  ),
  SPL3121: row(
    (p: { readonly most: number; readonly found: number }) =>
      `foreach goes through ${p.most} items of a field at most, and a row has ${p.found}`,
    () => 'use mvmap, mvfilter, mvsum or mvexpand',
  ),
  SPL3122: row(
    (p: { readonly written: string; readonly token: string }) =>
      `${p.written}: an item of a row cannot be a part of a name`,
    (p) => `write ${p.token} without quotes for its value, or in double quotes as a part of a text`,
  ),
  SPL3123: row(
    (p: { readonly option: string; readonly text: string }) =>
      `${p.option}="${p.text}" would be replaced inside of other words too`,
    () => 'begin and end it with a mark, such as "#item#"',
  ),
} as const;
