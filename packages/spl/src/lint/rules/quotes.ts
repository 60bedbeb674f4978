import type { CallExpr, Expr, FieldRef } from '../../ast/ast.ts';
import { isAbsent } from '../../fields/field-state.ts';
import { defineLint, type Lint } from '../define-lint.ts';
import { evalNodes, type LintedSearch, type PlacedExpr } from '../linted-search.ts';

interface Named {
  readonly name: string;
}

const comparators: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=', 'LIKE']);

/** Functions whose argument at this place is meant to be a field. */
const subjectOf: Readonly<Record<string, number>> = {
  isnull: 0,
  isnotnull: 0,
  isnum: 0,
  isint: 0,
  isstr: 0,
  mvcount: 0,
  mvindex: 0,
  mvjoin: 0,
  lower: 0,
  upper: 0,
  len: 0,
  match: 0,
  like: 0,
  cidrmatch: 1,
  strftime: 0,
};

function isName(text: string): boolean {
  return /^[A-Za-z_][\w.{}:-]*$/.test(text);
}

function quotedSubject({ name, args }: CallExpr): Expr | undefined {
  const at = Object.hasOwn(subjectOf, name) ? subjectOf[name] : undefined;
  const subject = at === undefined ? undefined : args[at];
  return subject?.kind === 'string' && isName(subject.value) ? subject : undefined;
}

const textForField = defineLint<Named>({
  code: 'SPL2404',
  severity: 'warning',
  doc: 'In eval and where double quotes make a text and single quotes a field name. A text compared with a text is the same for every row.',
  source: 'Search Reference, eval; where',
  bad: 'index=main | where "src_ip"="192.0.2.7"',
  good: 'index=main | where src_ip="192.0.2.7"',
  message: ({ name }) => `"${name}" in double quotes is a text, not the field ${name}`,
  hint: ({ name }) => `write '${name}' in single quotes, or ${name} without quotes`,
  check: function* (search) {
    for (const { expr, at } of evalNodes(search)) {
      if (expr.kind === 'call') {
        const subject = quotedSubject(expr);
        if (subject?.kind === 'string') yield { span: subject.span, values: { name: subject.value } };
      }
      if (expr.kind !== 'binary' || !comparators.has(expr.op) || expr.left.kind !== 'string') continue;
      const { value, span } = expr.left;
      const isField =
        at.before.fields.has(value) || expr.right.kind === 'string' || expr.right.kind === 'number';
      if (isName(value) && isField) yield { span, values: { name: value } };
    }
  },
});

/** How often a name stands in the text as a word of its own. */
function mentions(search: LintedSearch, name: string): number {
  return search.text.split(name).length - 1;
}

const fieldForText = defineLint<Named>({
  code: 'SPL2405',
  severity: 'warning',
  doc: "In eval and where single quotes make a field name. user='alice' compares two fields and is false where there is no field alice.",
  source: 'Search Reference, eval; where',
  bad: "index=main | where user='alice'",
  good: 'index=main | where user="alice"',
  message: ({ name }) => `'${name}' in single quotes is a field, and nothing else names such a field`,
  hint: ({ name }) => `write "${name}" in double quotes for the text`,
  check: function* (search) {
    for (const { expr, at } of evalNodes(search)) {
      const right = rightField(expr);
      if (right && !at.before.fields.has(right.name) && mentions(search, right.name) === 1)
        yield { span: right.span, values: { name: right.name } };
    }
  },
});

function rightField(expr: Expr): FieldRef | undefined {
  if (expr.kind !== 'binary' || !comparators.has(expr.op)) return undefined;
  const { right } = expr;
  // Names with dots or braces need the quotes: those are fields.
  return right.kind === 'field' && right.quoted && !/[.{}:]/.test(right.name) ? right : undefined;
}

interface Dotted {
  readonly written: string;
  readonly left: string;
  readonly right: string;
}

/** The name `a.b.c` that a chain of concatenations without blanks spells. */
function dottedName(text: string, expr: Expr): string | undefined {
  if (expr.kind === 'field') return expr.quoted ? undefined : expr.name;
  if (expr.kind !== 'binary' || expr.op !== '.' || expr.right.kind !== 'field' || expr.right.quoted)
    return undefined;
  const left = dottedName(text, expr.left);
  const written = text.slice(expr.span.start, expr.span.end);
  return left !== undefined && written === `${left}.${expr.right.name}` ? written : undefined;
}

const dotted = defineLint<Dotted>({
  code: 'SPL2406',
  severity: 'warning',
  doc: 'A dot in eval and where joins two texts: user.name is the value of user followed by that of name. A field name with a dot needs single quotes.',
  source: 'Search Reference, eval',
  bad: 'index=main | where actor.email="ana@tenant.example"',
  good: 'index=main | where \'actor.email\'="ana@tenant.example"',
  message: ({ written, left, right }) =>
    `${written} joins the fields ${left} and ${right}; it is not the field "${written}"`,
  hint: ({ written }) => `write '${written}' in single quotes, or put blanks around the dot to join`,
  check: function* (linted) {
    const all = evalNodes(linted);
    const inner = new Set(
      all.flatMap(({ expr }) => (expr.kind === 'binary' && expr.op === '.' ? [expr.left] : [])),
    );
    for (const placed of all) {
      const { expr } = placed;
      if (expr.kind !== 'binary' || expr.op !== '.' || inner.has(expr)) continue;
      const written = dottedName(linted.text, expr);
      if (written === undefined || areFields(placed, written)) continue;
      const cut = written.lastIndexOf('.');
      yield {
        span: expr.span,
        values: { written, left: written.slice(0, cut), right: written.slice(cut + 1) },
      };
    }
  },
});

/** True when each part is a field that some stage made, so that joining them makes sense. */
function areFields({ at }: PlacedExpr, written: string): boolean {
  if (at.before.fields.has(written)) return false;
  return written.split('.').every((part) => at.before.fields.has(part)) || isAbsent(at.before, written);
}

export const quoteLints: readonly Lint[] = [textForField, fieldForText, dotted];
