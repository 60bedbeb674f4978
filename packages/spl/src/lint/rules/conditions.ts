import type { Expr, SearchExpr, SearchOr } from '../../ast/ast.ts';
import { commandSearches, searchNodes } from '../../ast/visit.ts';
import type { Span } from '../../source/span.ts';
import { defineLint, type Lint } from '../define-lint.ts';
import { evalNodes, evalRoots, type LintedSearch, searchParts, searchRoots } from '../linted-search.ts';

interface Comparison {
  readonly field: string;
  readonly value: string;
}

/** Fields that a search expression demands to be there, by a comparison that every row must satisfy. */
function demanded(expr: SearchExpr): ReadonlySet<string> {
  const terms = expr.kind === 'search-and' ? expr.terms : [expr];
  return new Set(
    terms.flatMap((term) => {
      const options = term.kind === 'search-or' ? term.terms : [term];
      return options.flatMap((option) =>
        (option.kind === 'search-comparison' && option.op !== '!=') || option.kind === 'search-in'
          ? [option.field.name]
          : [],
      );
    }),
  );
}

const defaultFields: ReadonlySet<string> = new Set(['index', 'host', 'source', 'sourcetype', '_time']);

const notEqual = defineLint<Comparison>({
  code: 'SPL2407',
  severity: 'info',
  doc: 'x!=a is true only for rows that have x. NOT x=a also keeps rows without x. A filter with != therefore drops more than it names.',
  source: 'Search Manual, Difference between != and NOT',
  bad: 'index=main status!=200',
  good: 'index=main NOT status=200',
  message: ({ field, value }) => `${field}!=${value} drops rows without ${field} too`,
  hint: ({ field, value }) =>
    `write NOT ${field}=${value} to keep them, or add ${field}=* to say that this is meant`,
  check: function* (search) {
    for (const { node: root, at } of searchRoots(search)) {
      // Fields of a data model always have a value, and so have those that stages before made.
      if (at.command.name !== 'search' || !at.before.open) continue;
      const present = demanded(root);
      const reported = new Set<string>();
      for (const node of searchNodes(root)) {
        if (node.kind !== 'search-comparison' || node.op !== '!=' || node.value.text === '*') continue;
        const { name } = node.field;
        if (
          present.has(name) ||
          defaultFields.has(name) ||
          at.before.fields.has(name) ||
          node.value.text === ''
        )
          continue;
        if (reported.has(name)) continue;
        reported.add(name);
        yield { span: node.span, values: { field: name, value: valueText(node.value) } };
      }
    }
  },
});

function valueText({ text, quoted }: { readonly text: string; readonly quoted: boolean }): string {
  return quoted ? `"${text}"` : text;
}

const multivalueNot = defineLint<Comparison & { readonly op: 'NOT' | '!=' }>({
  code: 'SPL2408',
  severity: 'warning',
  doc: 'A comparison with a multivalue field is true if any value satisfies it. So x!=a keeps a row that holds a beside another value, and NOT x=a drops it.',
  source: 'Search Reference, search; Search Manual, Evaluate and manipulate fields with multiple values',
  bad: 'index=main | stats values(status) as statuses by user | search statuses!=200',
  good: 'index=main | stats values(status) as statuses by user | where isnull(mvfind(statuses, "^200$"))',
  message: ({ field, value }) =>
    `${field} holds several values: ${field}!=${value} is true as soon as one value differs`,
  hint: ({ field, value }) => `write NOT ${field}=${value} for rows in which no value equals it`,
  check: function* (search) {
    for (const { node, at } of searchParts(search)) {
      if (
        node.kind !== 'search-comparison' ||
        node.op !== '!=' ||
        node.value.text === '*' ||
        node.value.text === ''
      )
        continue;
      const { name } = node.field;
      // Beside a demand for another value it says "not only that".
      if (demanded(commandSearches(at.command)[0] ?? node).has(name)) continue;
      if (name.endsWith('}') || at.before.fields.get(name)?.form === 'multivalue')
        yield { span: node.span, values: { field: name, value: valueText(node.value), op: '!=' } };
    }
  },
});

const evalWildcard = defineLint<{ readonly value: string; readonly pattern: string; readonly field: string }>(
  {
    code: 'SPL2409',
    severity: 'warning',
    doc: 'The wildcard * works in a search only. In eval and where = compares with the star itself.',
    source: 'Search Reference, where; Search Manual, Wildcards',
    bad: 'index=main | where user="adm*"',
    good: 'index=main | where like(user, "adm%")',
    message: ({ value }) => `* is no wildcard in eval and where: "${value}" is compared as it is`,
    hint: ({ field, pattern }) => `write like(${field}, "${pattern}")`,
    check: function* (search) {
      const found = (left: Expr, right: Expr) => ({
        span: right.span,
        values: {
          value: right.kind === 'string' ? right.value : '',
          pattern: right.kind === 'string' ? right.value.replaceAll('*', '%') : '',
          field: search.text.slice(left.span.start, left.span.end),
        },
      });
      for (const { expr } of evalNodes(search)) {
        if (expr.kind === 'binary' && ['=', '!='].includes(expr.op) && isGlob(expr.right, '*'))
          yield found(expr.left, expr.right);
        if (expr.kind === 'in')
          for (const item of expr.list) if (isGlob(item, '*')) yield found(expr.operand, item);
      }
    },
  },
);

/** A text that begins or ends with the wildcard and holds something else. */
function isGlob(expr: Expr, wildcard: string): boolean {
  return expr.kind === 'string' && isGlobText(expr.value, wildcard);
}

function isGlobText(text: string, wildcard: string): boolean {
  // %%14675 is how Windows refers to a text of its message tables.
  if (/^%%\d+$/.test(text)) return false;
  return text.length > 1 && (text.startsWith(wildcard) || text.endsWith(wildcard)) && /[^*%]/.test(text);
}

const wrongWildcard = defineLint<{
  readonly value: string;
  readonly instead: string;
  readonly where: string;
}>({
  code: 'SPL2410',
  severity: 'warning',
  doc: 'Each place has its own wildcard: * in a search, % and _ in like(), regular expressions in match(). The others are ordinary characters there.',
  source: 'Search Manual, Wildcards; Comparison and Conditional functions',
  bad: 'index=main | where like(user, "adm*")',
  good: 'index=main | where like(user, "adm%")',
  message: ({ value, where }) => `"${value}" has the wildcard of another place; ${where}`,
  hint: ({ instead }) => `write "${instead}"`,
  check: function* (search) {
    for (const { expr } of evalNodes(search)) {
      const pattern = likePattern(expr);
      if (pattern?.kind === 'string' && isGlob(pattern, '*') && !pattern.value.includes('%'))
        yield {
          span: pattern.span,
          values: {
            value: pattern.value,
            instead: pattern.value.replaceAll('*', '%'),
            where: 'like() takes %',
          },
        };
    }
    for (const { node } of searchParts(search)) {
      if (node.kind !== 'search-comparison' || !/^%[^0-9A-Fa-f]|[^*]%$/.test(node.value.text)) continue;
      const { text } = node.value;
      if (!/\d%$/.test(text) && isGlobText(text, '%'))
        yield {
          span: node.value.span,
          values: { value: text, instead: text.replaceAll('%', '*'), where: 'a search takes *' },
        };
    }
  },
});

function likePattern(expr: Expr): Expr | undefined {
  if (expr.kind === 'call' && expr.name === 'like') return expr.args[1];
  if (expr.kind === 'binary' && expr.op === 'LIKE') return expr.right;
  // A LIKE pattern that is compared with = is a frequent slip.
  return undefined;
}

const likeByEquals = defineLint<{ readonly value: string; readonly field: string }>({
  code: 'SPL2441',
  severity: 'warning',
  doc: 'The wildcard % works in like() only. With = it is compared as it is.',
  source: 'Comparison and Conditional functions, like',
  bad: 'index=main | where user="%admin%"',
  good: 'index=main | where like(user, "%admin%")',
  message: ({ value }) => `% is no wildcard for =: "${value}" is compared as it is`,
  hint: ({ field, value }) => `write like(${field}, "${value}")`,
  check: function* (search) {
    for (const { expr } of evalNodes(search))
      if (expr.kind === 'binary' && ['=', '!='].includes(expr.op) && expr.right.kind === 'string')
        if (isGlobText(expr.right.value, '%') && !/^%[\dA-Z]{2}|\d%$/.test(expr.right.value))
          yield {
            span: expr.right.span,
            values: {
              value: expr.right.value,
              field: search.text.slice(expr.left.span.start, expr.left.span.end),
            },
          };
  },
});

const precedence = defineLint<{ readonly language: 'search' | 'eval'; readonly reading: string }>({
  code: 'SPL2422',
  severity: 'warning',
  doc: 'A search takes OR before AND, eval and where take AND before OR. Without parentheses the same words mean two things.',
  source: 'Search Manual, Boolean expressions with logical operators',
  bad: 'index=main user=ana AND status=200 OR method=GET',
  good: 'index=main user=ana AND (status=200 OR method=GET)',
  message: ({ language, reading }) =>
    `AND and OR are mixed without parentheses; ${language === 'search' ? 'a search' : 'eval'} reads ${reading}`,
  hint: () => 'put parentheses around the terms that belong together',
  check: function* (search) {
    for (const { node } of searchParts(search)) {
      if (node.kind !== 'search-and') continue;
      for (const term of node.terms)
        if (term.kind === 'search-or' && isMixed(search, node.span, term) && !isWrapped(search.text, term))
          yield { span: term.span, values: { language: 'search' as const, reading: 'OR first' } };
    }
    for (const { expr } of evalRoots(search).flatMap(({ expr: root }) => orChains(root)))
      if (isSlip(search, expr))
        yield { span: expr.span, values: { language: 'eval' as const, reading: 'AND first' } };
  },
});

/** True when AND is written out beside the group: who writes it thinks of both operators. */
function isMixed({ text }: LintedSearch, span: Span, or: SearchOr): boolean {
  const isWritten =
    /\bAND\s*$/.test(text.slice(span.start, or.span.start)) ||
    /^\s*AND\b/.test(text.slice(or.span.end, span.end));
  const fields = or.terms.map((term) =>
    term.kind === 'search-comparison' || term.kind === 'search-in' ? term.field.name : term.kind,
  );
  return isWritten && new Set(fields).size > 1;
}

function isWrapped(text: string, { span }: SearchOr): boolean {
  const before = text.slice(0, span.start).trimEnd();
  const after = text.slice(span.end).trimStart();
  // The span of a group that begins or ends with a group of its own holds those parentheses.
  return before.endsWith('(') && after.startsWith(')');
}

function orChains(root: Expr): readonly { readonly expr: Expr }[] {
  const found: { readonly expr: Expr }[] = [];
  const rest: Expr[] = [root];
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (next.kind === 'binary' && next.op === 'OR') found.push({ expr: next });
    if (next.kind === 'binary') rest.push(next.left, next.right);
    if (next.kind === 'unary') rest.push(next.operand);
    if (next.kind === 'call') rest.push(...next.args);
  }
  return found;
}

/** `x=1 OR x=2 AND y=3`: two values of one field, and only the second one goes with the rest. */
function isSlip({ text }: LintedSearch, expr: Expr): boolean {
  if (expr.kind !== 'binary') return false;
  const sides: readonly (readonly [Expr, Expr])[] = [
    [expr.left, expr.right],
    [expr.right, expr.left],
  ];
  return sides.some(([one, other]) => {
    if (other.kind !== 'binary' || other.op !== 'AND') return false;
    const isOpen =
      !text.slice(other.span.start, other.span.end).startsWith('(') &&
      !/\(\s*$/.test(text.slice(0, other.span.start));
    const field = comparedField(one);
    const near = comparedField(other === expr.right ? leftmost(other) : rightmost(other));
    return isOpen && field !== undefined && field === near;
  });
}

function leftmost(expr: Expr): Expr {
  return expr.kind === 'binary' && expr.op === 'AND' ? leftmost(expr.left) : expr;
}

function rightmost(expr: Expr): Expr {
  return expr.kind === 'binary' && expr.op === 'AND' ? rightmost(expr.right) : expr;
}

function comparedField(expr: Expr): string | undefined {
  return expr.kind === 'binary' && expr.op === '=' && expr.left.kind === 'field' ? expr.left.name : undefined;
}

const wordAfterOr = defineLint<Comparison>({
  code: 'SPL2444',
  severity: 'warning',
  doc: 'A word after OR without a field is looked for anywhere in _raw; it is no second value of the field before.',
  source: 'Search Reference, search',
  bad: 'index=main resource=secrets OR configmaps',
  good: 'index=main resource IN (secrets, configmaps)',
  message: ({ field, value }) => `"${value}" is looked for anywhere in the event, not in ${field}`,
  hint: ({ field, value }) => `write ${field} IN (..., ${value}), or ${field}=${value}`,
  check: function* (search) {
    for (const { node } of searchParts(search)) {
      if (node.kind !== 'search-or') continue;
      const [first] = node.terms;
      if (first?.kind !== 'search-comparison' || first.op !== '=') continue;
      for (const term of node.terms.slice(1))
        if (term.kind === 'search-term' && term.match === 'keyword' && /^[\w.-]+$/.test(term.text))
          yield { span: term.span, values: { field: first.field.name, value: term.text } };
    }
  },
});

export const conditionLints: readonly Lint[] = [
  notEqual,
  multivalueNot,
  evalWildcard,
  wrongWildcard,
  likeByEquals,
  precedence,
  wordAfterOr,
];
