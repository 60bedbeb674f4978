import type { AssignmentArg, Command, Expr, Stage } from '../ast/ast.ts';
import { fillTemplate, replaceMark, type TokenText } from '../ast/fill-template.ts';
import { fieldNames, optionOf } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { forEachItem, itemAssignments } from '../lower/foreach-items.ts';
import { fieldValue, matchFields, type Relation } from '../lower/relation.ts';
import { reportOnce } from '../lower/report-once.ts';
import { captureWildcards, hasWildcard } from '../lower/wildcard.ts';
import { parseBareExpression } from '../parser/parse-bare-expression.ts';
import { defineCommand } from './define.ts';

/** The options that name a mark of one's own, and the token that it stands for. */
const ownMarks: ReadonlyMap<string, string> = new Map([
  ['fieldstr', 'FIELD'],
  ['matchstr', 'MATCHSTR'],
  ['matchseg1', 'MATCHSEG1'],
  ['matchseg2', 'MATCHSEG2'],
  ['matchseg3', 'MATCHSEG3'],
  ['itemstr', 'ITEM'],
  ['iterstr', 'ITER'],
]);

export const foreach = defineCommand({
  name: 'foreach',
  doc: 'Runs the stages in brackets for each field. `<<FIELD>>` in them is its name, `<<MATCHSTR>>` what the wildcards stand for, `<<MATCHSEG1>>` and so on what each of them stands for. With mode=multivalue an eval runs for each value of the field, with mode=json_array for each element of the JSON array in it, with mode=auto_collections for whichever of the two it holds; `<<ITEM>>` is the value, `<<ITER>>` its number from 0. `fieldstr` and its like name other marks than these.',
  syntax:
    'foreach [mode=multifield|multivalue|json_array|auto_collections] [fieldstr=<text>] [matchstr=<text>] [matchseg1=<text>] [matchseg2=<text>] [matchseg3=<text>] [itemstr=<text>] [iterstr=<text>] <field-list> [<stages with <<FIELD>> or <<ITEM>>>]',
  source: 'Search Reference, foreach',
  options: ['mode', ...ownMarks.keys()],
  template: true,
  lower: (input, command, context) => {
    const mode = modeOf(command, context);
    if (mode === null) return input;
    const once = reportOnce(context);
    const run = templateOf(command, mode, once);
    const seen = new Set<string>();
    return fieldNames(command.args).reduce<Relation>((relation, { name: pattern }) => {
      const names = hasWildcard(pattern)
        ? matchFields(input, pattern, context).map((field) => field.name)
        : [pattern];
      return names.reduce((next, name) => {
        if (seen.has(name)) return next;
        seen.add(name);
        return run(next, name, tokensOf(pattern, name));
      }, relation);
    }, input);
  },
});

const modes = ['multifield', 'multivalue', 'json_array', 'auto_collections'] as const;
type Mode = (typeof modes)[number];

function modeOf(command: Command, context: LowerContext): Mode | null {
  const written = optionOf(command, 'mode')?.value;
  const name = written?.text.toLowerCase() ?? 'multifield';
  const mode = modes.find((known) => known === name);
  if (mode !== undefined || !written) return mode ?? 'multifield';
  const known = modes.map((each) => `mode=${each}`).join(', ');
  refuse(context, 'SPL2183', written.span, { text: written.text, option: 'mode of foreach', known });
  return null;
}

/** Commands that work on each row alone, so that running them for each field is well defined. */
const streaming: ReadonlySet<string> = new Set(
  'eval where search regex rex fields rename fillnull replace convert bin bucket makemv nomv spath strcat mvexpand lookup fromjson tojson xmlkv extract kv iplocation addtotals rangemap reltime foreach'.split(
    ' ',
  ),
);

/** Adds what the template does for a field to a relation. */
type Run = (relation: Relation, field: string, tokens: TokenText) => Relation;

function templateOf(command: Command, mode: Mode, context: LowerContext): Run {
  const template = command.args.find((arg) => arg.kind === 'subsearch');
  const written = template?.kind === 'subsearch' ? template.pipeline.commands : [];
  const stages = withOwnMarks(written, command, context);
  if (mode !== 'multifield') {
    const assignments = itemAssignments(stages, mode, context);
    return (relation, field, tokens) => {
      const filled = (i: number) =>
        fill(assignments, (token) => (token === 'ITER' ? String(i) : tokens(token)), context);
      return forEachItem(relation, fieldValue(relation, field, context), mode, filled, context);
    };
  }
  for (const stage of stages) {
    if (stage.kind === 'command' && !streaming.has(stage.name))
      refuse(context, 'SPL3080', stage.nameSpan, { command: command.name, inside: stage.name });
  }
  return (relation, _field, tokens) => context.lowerStages(relation, fill(stages, tokens, context), context);
}

/** The template with the usual tokens in place of those that the options name. */
function withOwnMarks(stages: readonly Stage[], command: Command, context: LowerContext): readonly Stage[] {
  return [...ownMarks].reduce((template, [option, token]) => {
    const value = optionOf(command, option)?.value;
    if (!value) return template;
    if (/^\W.*\W$/s.test(value.text)) return replaceMark(template, value.text, `<<${token}>>`);
    refuse(context, 'SPL3123', value.span, { option, text: value.text });
    return template;
  }, stages);
}

/** The texts of the tokens for one field. Source: Search Reference, foreach. */
function tokensOf(pattern: string, name: string): TokenText {
  const captured = captureWildcards(pattern, name) ?? [];
  return (token) => {
    if (token === 'FIELD') return name;
    if (token === 'MATCHSTR') return captured.join('');
    const segment = /^MATCHSEG([1-9])$/.exec(token)?.[1];
    return segment === undefined ? undefined : (captured[Number(segment) - 1] ?? '');
  };
}

function fill<T extends Stage | AssignmentArg>(
  parts: readonly T[],
  textOf: TokenText,
  context: LowerContext,
): readonly T[] {
  return fillTemplate([...parts], textOf, (text, expr) => bareText(text, expr, context));
}

function bareText(text: string, written: Expr, context: LowerContext): Expr {
  const parsed = parseBareExpression(text, written.span);
  if (parsed) return parsed;
  refuse(context, 'SPL2182', written.span, {
    name: text,
    token: written.kind === 'field' ? written.name : '<<FIELD>>',
  });
  return { kind: 'field', name: text, quoted: true, span: written.span };
}
