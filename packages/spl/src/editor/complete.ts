import { aggregates } from '../aggregates/table.ts';
import { findCommand } from '../commands/registry.ts';
import { allFunctions } from '../functions/find.ts';
import { operationFacts } from '../lint/schema/facts/records.ts';
import { enumerations, spellings } from '../lint/schema/facts/values.ts';
import type { LookupDefinition } from '../lower/lookup/definition.ts';
import { builtinMacros } from '../macros/builtin-macros.ts';
import type { MacroDefinition } from '../macros/macro-definition.ts';
import { commandSyntaxes } from '../parser/commands.ts';
import type { Span } from '../source/span.ts';
import { type CursorContext, cursorContext, fieldsAt } from './cursor-context.ts';

/** What an editor knows beyond the text. */
export interface EditorOptions {
  readonly macros?: readonly MacroDefinition[];
  readonly lookups?: readonly LookupDefinition[];
  /** Fields of the events, with values worth offering. */
  readonly fields?: readonly {
    readonly name: string;
    readonly values?: readonly string[];
    readonly doc?: string;
  }[];
}

export interface Completion {
  readonly label: string;
  readonly kind: 'command' | 'option' | 'keyword' | 'function' | 'aggregate' | 'field' | 'macro' | 'value';
  /** What is put in place of `span`. */
  readonly insert: string;
  readonly span: Span;
  readonly detail?: string;
  readonly doc?: string;
}

type Offer = Omit<Completion, 'span' | 'insert'> & { readonly insert?: string };

/** What can stand at an offset, best first; only what begins with the word at the cursor. */
export function complete(text: string, offset: number, options: EditorOptions = {}): readonly Completion[] {
  const context = cursorContext(text, offset);
  if (context.inside?.kind === 'comment') return [];
  if (context.inside?.kind === 'macro') return completeMacro(context, options);
  const { word, wordSpan } = context;
  const left = fieldBefore(context);
  const inString = context.inside?.kind === 'string';
  const values = left === undefined ? [] : valuesOf(left, options);
  // An eval expression goes on with any operand, a search or an option with a value only.
  const takesMore = left === undefined || (expressionCommands.has(context.command) && !inString);
  const offers = takesMore ? [...values, ...offersAt(text, context, options)] : values;
  if (inString && left === undefined) return [];
  const start = inString && context.inside ? context.inside.span.start + 1 : wordSpan.start;
  const typed = (inString ? text.slice(start, context.offset) : word).toLowerCase();
  const seen = new Set<string>();
  return offers
    .filter(({ label }) => label.toLowerCase().startsWith(typed) && seen.size < seen.add(label).size)
    .map((offer) => ({
      ...offer,
      insert: inString || offer.kind !== 'value' ? (offer.insert ?? offer.label) : quotedValue(offer.label),
      span: { start, end: context.offset },
    }));
}

function quotedValue(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : `"${value}"`;
}

function completeMacro(
  { inside, offset }: CursorContext,
  { macros = [] }: EditorOptions,
): readonly Completion[] {
  const typed = (inside?.text.slice(1) ?? '').toLowerCase();
  const start = (inside?.span.start ?? offset) + 1;
  return [...macros, ...builtinMacros]
    .filter(({ name }) => name.toLowerCase().startsWith(typed))
    .map(({ name, arguments: args, definition }) => ({
      label: args.length > 0 ? `${name}(${args.join(', ')})` : name,
      kind: 'macro' as const,
      insert: args.length > 0 ? `${name}(` : name,
      span: { start, end: offset },
      detail: definition,
    }));
}

/** The name left of the comparison whose value is being written. */
function fieldBefore({ tokens, inside, word }: CursorContext): string | undefined {
  const rest = inside || word !== '' ? tokens.slice(0, -1) : tokens;
  const [operator, field] = [rest.at(-1), rest.at(-2)];
  const isComparison = operator?.kind === 'operator' && /^(=|==|!=)$/.test(operator.text);
  if (isComparison && field?.kind === 'word') return field.text;
  // Inside the list of IN.
  const open = rest.findLastIndex(({ kind }) => kind === 'open-paren');
  const isList =
    open > 1 &&
    rest[open - 1]?.text.toLowerCase() === 'in' &&
    !rest.slice(open).some(({ kind }) => kind === 'close-paren');
  return isList ? rest[open - 2]?.text : undefined;
}

function valuesOf(field: string, { fields = [] }: EditorOptions): readonly Offer[] {
  const given = fields.find(({ name }) => name === field)?.values ?? [];
  const known =
    field === 'Operation'
      ? operationFacts.filter(({ kinds }) => kinds.length > 0).map(({ name }) => name)
      : [
          ...(enumerations.find((each) => each.field === field)?.values ?? []),
          ...(Object.hasOwn(spellings, field) ? (spellings[field] ?? []) : []),
        ];
  return [...given, ...known].map((label) => ({ label, kind: 'value', detail: field }));
}

const expressionCommands: ReadonlySet<string> = new Set(['eval', 'where', 'fieldformat', 'head']);
const searchOperators = ['AND', 'OR', 'NOT', 'IN'] as const;

function offersAt(text: string, context: CursorContext, options: EditorOptions): readonly Offer[] {
  const commandOffers = context.atCommand ? offeredCommands() : [];
  if (context.atCommand && context.command === '') return commandOffers;
  const { command, call } = context;
  const isExpression = expressionCommands.has(command) || call?.name === 'eval';
  const isAggregating = /(stats|chart)$/.test(command) && !call;
  const fields = fieldOffers(text, context, options);
  return [
    ...fields,
    ...(isExpression ? functionOffers() : []),
    ...(isAggregating ? aggregateOffers() : []),
    ...(isExpression ? [] : optionOffers(command)),
    ...keywordOffers(command),
    ...(command === 'search' ? searchOperators.map((label): Offer => ({ label, kind: 'keyword' })) : []),
    ...commandOffers,
  ];
}

function offeredCommands(): readonly Offer[] {
  return [...commandSyntaxes.keys()].map((label) => {
    const found = findCommand(label);
    return {
      label,
      kind: 'command',
      ...(found ? { detail: found.syntax, doc: found.doc } : { detail: 'not supported' }),
    };
  });
}

function fieldOffers(
  text: string,
  context: CursorContext,
  { fields = [], macros = [] }: EditorOptions,
): readonly Offer[] {
  const state = fieldsAt(text, context, macros);
  const quotes = expressionCommands.has(context.command);
  const offer = (name: string, detail: string): Offer => ({
    label: name,
    kind: 'field',
    detail,
    ...(quotes && !/^[A-Za-z_]\w*$/.test(name) ? { insert: `'${name}'` } : {}),
  });
  const own = [...state.fields].map(([name, { madeBy }]) => offer(name, `from ${madeBy}`));
  const events = fields.filter(({ name }) => state.open && !state.removed.has(name));
  return [...own, ...events.map(({ name, doc }) => offer(name, doc ?? 'of the events'))];
}

function functionOffers(): readonly Offer[] {
  return allFunctions.map(({ name, syntax, doc }) => ({
    label: name,
    kind: 'function',
    insert: `${name}(`,
    detail: syntax,
    doc,
  }));
}

function aggregateOffers(): readonly Offer[] {
  return aggregates
    .filter(({ family }) => !family)
    .map(({ name, syntax, doc, arity }) => ({
      label: name,
      kind: 'aggregate',
      insert: arity === 'one' ? `${name}(` : name,
      detail: syntax,
      doc,
    }));
}

function optionOffers(command: string): readonly Offer[] {
  return (findCommand(command)?.options ?? []).map((name) => ({
    label: name,
    kind: 'option',
    insert: `${name}=`,
    detail: command,
  }));
}

function keywordOffers(command: string): readonly Offer[] {
  const words = Object.keys(commandSyntaxes.get(command)?.keywords ?? {});
  const as = /(stats|chart|rename|lookup|convert)$/.test(command) ? ['as'] : [];
  return [...words, ...as].map((label) => ({ label, kind: 'keyword', detail: command }));
}
