import type { Command, Expr, Stage } from '../ast/ast.ts';
import { fillTemplate, type TokenText } from '../ast/fill-template.ts';
import { fieldNames, optionOf } from '../lower/args.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { matchFields, type Relation } from '../lower/relation.ts';
import { reportOnce } from '../lower/report-once.ts';
import { captureWildcards, hasWildcard } from '../lower/wildcard.ts';
import { parseBareExpression } from '../parser/parse-bare-expression.ts';
import { defineCommand } from './define.ts';

export const foreach = defineCommand({
  name: 'foreach',
  doc: 'Runs the stages in brackets for each field. `<<FIELD>>` in them is its name, `<<MATCHSTR>>` what the wildcards stand for, `<<MATCHSEG1>>` and so on what each of them stands for.',
  syntax: 'foreach [mode=multifield] <field-list> [<stages with <<FIELD>>>]',
  source: 'Search Reference, foreach',
  options: ['mode'],
  optionsNotYet: ['fieldstr', 'matchstr', 'matchseg1', 'matchseg2', 'matchseg3', 'itemstr', 'iterstr'],
  template: true,
  lower: (input, command, context) => {
    const stages = templateOf(command, context);
    if (!isMultifield(command, context)) return input;
    const once = reportOnce(context);
    const seen = new Set<string>();
    return fieldNames(command.args).reduce<Relation>((relation, { name: pattern }) => {
      const names = hasWildcard(pattern)
        ? matchFields(input, pattern, context).map((field) => field.name)
        : [pattern];
      return names.reduce((next, name) => {
        if (seen.has(name)) return next;
        seen.add(name);
        return context.lowerStages(next, fillStages(stages, tokensOf(pattern, name), once), once);
      }, relation);
    }, input);
  },
});

function isMultifield(command: Command, context: LowerContext): boolean {
  const mode = optionOf(command, 'mode')?.value;
  const name = mode?.text.toLowerCase() ?? 'multifield';
  if (!mode || name === 'multifield') return true;
  if (['multivalue', 'json_array', 'auto_collections'].includes(name))
    refuseYet(context, mode.span, `foreach mode=${name}`, 'use mvmap or mvfilter');
  else
    refuse(context, 'SPL2183', mode.span, {
      text: mode.text,
      option: 'mode of foreach',
      known: 'mode=multifield',
    });
  return false;
}

/** Commands that work on each row alone, so that running them for each field is well defined. */
const streaming: ReadonlySet<string> = new Set(
  'eval where search regex rex fields rename fillnull replace convert bin bucket makemv nomv spath strcat mvexpand lookup fromjson tojson xmlkv extract kv iplocation addtotals rangemap reltime foreach'.split(
    ' ',
  ),
);

function templateOf(command: Command, context: LowerContext): readonly Stage[] {
  const template = command.args.find((arg) => arg.kind === 'subsearch');
  const stages = template?.kind === 'subsearch' ? template.pipeline.commands : [];
  for (const stage of stages) {
    if (stage.kind === 'command' && !streaming.has(stage.name))
      refuse(context, 'SPL3080', stage.nameSpan, { command: command.name, inside: stage.name });
  }
  return stages;
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

function fillStages(stages: readonly Stage[], textOf: TokenText, context: LowerContext): readonly Stage[] {
  return fillTemplate([...stages], textOf, (text, expr) => bareText(text, expr, context));
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
