import type { Command, SubsearchArg } from '../ast/ast.ts';
import { onlyOne } from './args.ts';
import { type LowerContext, refuse } from './context.ts';

/** The pipelines in brackets that a command takes as arguments of their own. */
export function subsearchArgs(command: Command): readonly SubsearchArg[] {
  return command.args.flatMap((arg) => (arg.kind === 'subsearch' ? [arg] : []));
}

/** The only one; without it the command is refused. */
export function subsearchArg(command: Command, context: LowerContext): SubsearchArg | undefined {
  const found = onlyOne(subsearchArgs(command), () => '[...]', context);
  if (!found) refuse(context, 'SPL2141', command.span, { command: command.name });
  return found;
}
