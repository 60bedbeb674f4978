import type { Command } from '../ast/ast.ts';
import type { LowerContext } from '../lower/context.ts';
import type { Relation } from '../lower/relation.ts';

/** One SPL command: everything that the reference, the completion and the lowering know of it. */
export interface CommandDefinition {
  /** Lower case, Splunk's spelling. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One paragraph in our own words. */
  readonly doc: string;
  readonly syntax: string;
  /** Which public page the behaviour follows. */
  readonly source: string;
  /** True when the command makes rows itself: it must come first, and `input` has no rows. */
  readonly generating?: boolean;
  /** True when stages in brackets belong to the command's own rows, so that they are no search of their own. */
  readonly template?: boolean;
  /** True when a search in brackets is an argument of its own. Elsewhere its result stands for text. */
  readonly takesSubsearch?: boolean;
  /** Of a generating command: does this form of it stand after others too, and add its rows to theirs? */
  readonly appends?: (command: Command) => boolean;
  /** True for a command that is known only to be refused, by a diagnostic of its own: its arguments do not matter. */
  readonly refused?: boolean;
  /** Names of the options that `lower` reads. Any other option is an error. */
  readonly options?: readonly string[];
  /** Splunk's options that would change the result and are refused by name. */
  readonly optionsNotYet?: readonly string[];
  /** True when any `name=value` is an argument of the command, and no option. */
  readonly anyOption?: boolean;
  /** Adds the command to the plan. Mistakes are reported to the context; the relation that comes back is always usable. */
  lower(input: Relation, command: Command, context: LowerContext): Relation;
}

export function defineCommand(definition: CommandDefinition): CommandDefinition {
  return definition;
}
