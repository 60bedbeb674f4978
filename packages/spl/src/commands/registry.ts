import { bin } from './bin.ts';
import { convert } from './convert.ts';
import { dedup } from './dedup.ts';
import type { CommandDefinition } from './define.ts';
import { evalCommand } from './eval.ts';
import { eventstats } from './eventstats.ts';
import { fields } from './fields.ts';
import { fillnull } from './fillnull.ts';
import { foreach } from './foreach.ts';
import { head } from './head.ts';
import { makeresults } from './makeresults.ts';
import { mvexpand } from './mvexpand.ts';
import { regex } from './regex.ts';
import { rename } from './rename.ts';
import { reverse } from './reverse.ts';
import { rex } from './rex.ts';
import { search } from './search.ts';
import { sort } from './sort.ts';
import { spath } from './spath.ts';
import { stats } from './stats.ts';
import { streamstats } from './streamstats.ts';
import { table } from './table.ts';
import { tail } from './tail.ts';
import { where } from './where.ts';

/** Every command that lowers to a plan. The parser knows more commands; those are refused by name. */
export const commands: readonly CommandDefinition[] = [
  bin,
  convert,
  dedup,
  evalCommand,
  eventstats,
  fields,
  fillnull,
  foreach,
  head,
  makeresults,
  mvexpand,
  regex,
  rename,
  reverse,
  rex,
  search,
  sort,
  spath,
  stats,
  streamstats,
  table,
  tail,
  where,
];

const byName: ReadonlyMap<string, CommandDefinition> = new Map(
  commands.flatMap((command) =>
    [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const),
  ),
);

export function findCommand(name: string): CommandDefinition | undefined {
  return byName.get(name);
}
