import { findAggregate } from '../aggregates/find.ts';
import { findFunction } from '../functions/find.ts';
import { cursorContext } from './cursor-context.ts';

export interface SignatureHelp {
  /** The syntax of the call, as in `if(<condition>, <value>, <value>)`. */
  readonly label: string;
  readonly doc: string;
  readonly parameters: readonly string[];
  /** Index of the parameter at the cursor; the last one for all that may repeat. */
  readonly active: number;
}

/** The call that an offset is in; null outside calls. */
export function signatureHelp(text: string, offset: number): SignatureHelp | null {
  const { call, command, inside } = cursorContext(text, offset);
  if (!call || inside?.kind === 'comment') return null;
  const isAggregate = /(stats|chart)$/.test(command);
  const aggregate = findAggregate(call.name)?.definition;
  const found = (isAggregate ? aggregate : undefined) ?? findFunction(call.name) ?? aggregate;
  if (!found) return null;
  const { syntax, doc } = found;
  const parameters = parametersOf(syntax);
  return {
    label: syntax,
    doc,
    parameters,
    active: Math.max(0, Math.min(call.argument, parameters.length - 1)),
  };
}

function parametersOf(syntax: string): readonly string[] {
  const inner = /\((.*)\)/.exec(syntax)?.[1] ?? '';
  return inner
    .replace(/[[\]]/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '...' && part !== '…');
}
