import { findAggregate } from '../aggregates/find.ts';
import { findCommand } from '../commands/registry.ts';
import { findFunction } from '../functions/find.ts';
import { findOperation } from '../lint/schema/world.ts';
import { builtinMacros } from '../macros/builtin-macros.ts';
import { commandSyntaxes } from '../parser/commands.ts';
import type { Span } from '../source/span.ts';
import type { EditorOptions } from './complete.ts';
import { cursorContext, fieldsAt } from './cursor-context.ts';
import { highlight } from './highlight.ts';

export interface Hover {
  readonly span: Span;
  /** Markdown. */
  readonly contents: string;
}

interface Definition {
  readonly doc: string;
  readonly syntax: string;
  readonly source: string;
}

/** What the thing at an offset is; null where there is nothing to say. */
export function hover(text: string, offset: number, options: EditorOptions = {}): Hover | null {
  const token = highlight(text).find(({ span }) => span.start <= offset && offset < span.end);
  if (!token) return null;
  const { span, kind } = token;
  const word = text.slice(span.start, span.end);
  const contents = contentsOf(kind, word, text, span, options);
  return contents === undefined ? null : { span, contents };
}

function contentsOf(
  kind: string,
  word: string,
  text: string,
  span: Span,
  options: EditorOptions,
): string | undefined {
  const name = word.toLowerCase();
  switch (kind) {
    case 'command': {
      const command = findCommand(name);
      if (command) return page(command);
      return commandSyntaxes.has(name) ? `\`${name}\` is known and not supported.` : undefined;
    }
    case 'function': {
      const found = isAggregateAt(text, span) ? findAggregate(name)?.definition : undefined;
      const definition = found ?? findFunction(name) ?? findAggregate(name)?.definition;
      return definition && page(definition);
    }
    case 'macro':
      return macroPage(word, options);
    case 'string':
    case 'value':
      return operationPage(word.replace(/^"|"$/g, ''));
    case 'field':
      return fieldPage(word, text, span, options);
    default:
      return undefined;
  }
}

function page({ doc, syntax, source }: Definition): string {
  return `~~~text\n${syntax}\n~~~\n\n${doc}\n\nSource: ${source}.`;
}

function isAggregateAt(text: string, span: Span): boolean {
  const { command, call } = cursorContext(text, span.start);
  return /(stats|chart)$/.test(command) && call?.name !== 'eval';
}

function macroPage(word: string, { macros = [] }: EditorOptions): string | undefined {
  const name = /^`([^(`]+)/.exec(word)?.[1];
  const found = [...macros, ...builtinMacros].find((macro) => macro.name === name);
  return found && `~~~spl\n${found.definition}\n~~~\n\nMacro \`${found.name}\`.`;
}

function operationPage(value: string): string | undefined {
  const fact = findOperation(value);
  if (!fact) return undefined;
  const place = fact.kinds.length === 0 ? (fact.why ?? '') : `logged as ${fact.kinds.join(', ')}`;
  return [`**${fact.name}**: ${place}.`, fact.ownersOnly, `Source: ${fact.source}.`]
    .filter(Boolean)
    .join('\n\n');
}

function fieldPage(name: string, text: string, span: Span, options: EditorOptions): string | undefined {
  const given = options.fields?.find((field) => field.name === name);
  const fact = fieldsAt(text, cursorContext(text, span.start), options.macros).fields.get(name);
  if (!fact) return given && `Field \`${name}\` of the events. ${given.doc ?? ''}`.trim();
  const missing = fact.missing === undefined ? '' : ` Some rows may lack it, because ${fact.missing}.`;
  return `Field \`${name}\`, from ${fact.madeBy}.${missing}`;
}
