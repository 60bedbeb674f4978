import type { Expr } from '../../ast/ast.ts';
import { expressionNodes } from '../../ast/visit.ts';
import type { LintedSearch } from '../linted-search.ts';
import { neverSentBy, valueOfField, type WorldState } from './evaluate.ts';
import { unloggedVerb } from './facts/records.ts';
import { enumerations, spellings } from './facts/values.ts';
import type { Asked } from './fold.ts';
import { allWorlds, fieldOf, findOperation, type World } from './world.ts';

/** Why no record can satisfy a part of a condition. */
export type Impossible =
  | { readonly kind: 'elsewhere'; readonly value: string; readonly filter: string; readonly place: string }
  | { readonly kind: 'never-logged'; readonly value: string; readonly why: string }
  | { readonly kind: 'same-identity'; readonly text: string; readonly why: string }
  | { readonly kind: 'never-sent'; readonly text: string; readonly why: string }
  | { readonly kind: 'absent'; readonly field: string; readonly records: string }
  | { readonly kind: 'not-a-value'; readonly field: string; readonly value: string; readonly values: string }
  | { readonly kind: 'folded'; readonly text: string; readonly facts: string };

interface Compared {
  readonly field: string;
  readonly value?: string;
}

/** The field that a part of a condition asks about, with the literal if there is one. */
function comparedIn({ condition }: Asked): Compared | undefined {
  switch (condition.kind) {
    case 'search-item':
      return { field: condition.field, value: condition.text };
    case 'eval-item':
      return named(condition.operand, condition.item);
    case 'search': {
      const { expr } = condition;
      return expr.kind === 'search-comparison'
        ? { field: expr.field.name, value: expr.value.text }
        : undefined;
    }
    case 'eval': {
      const { expr } = condition;
      if (expr.kind === 'binary') return named(expr.left, expr.right);
      return expr.kind === 'call' && expr.args[0] ? named(expr.args[0], expr.args[1]) : undefined;
    }
  }
}

function named(left: Expr, right: Expr | undefined): Compared | undefined {
  const field = expressionNodes(left).find((node) => node.kind === 'field');
  if (field?.kind !== 'field') return undefined;
  if (right?.kind === 'string' || right?.kind === 'number')
    return { field: field.name, value: String(right.value) };
  return { field: field.name };
}

/** Why nothing is kept of the states that reach a part of a condition; undefined when the facts do not say. */
export function explain(asked: Asked, all: readonly Asked[], search: LintedSearch): Impossible | undefined {
  const compared = comparedIn(asked);
  if (!compared) return undefined;
  const { field, value } = compared;
  const text = search.text.slice(asked.span.start, asked.span.end);
  const isMade = asked.states.some(({ world, made }) => world === undefined || made.has(field));
  if (isMade) return foldedFact(asked, compared, text);
  if (value !== undefined && field === 'ClientInfoString') {
    const fact = neverSentBy(value);
    if (fact) return { kind: 'never-sent', text: fact.text, why: fact.why };
  }
  const owners = asked.states.find(({ world }) => world?.operation?.ownersOnly !== undefined)?.world
    ?.operation;
  if (owners?.ownersOnly !== undefined && value === undefined)
    return { kind: 'same-identity', text, why: owners.ownersOnly };
  if (field === 'Operation' && value !== undefined) return unreachableOperation(value, asked, all, search);
  return impossibleValue(field, value, asked) ?? contradiction(field, value, asked, all, search);
}

function unreachableOperation(
  value: string,
  asked: Asked,
  all: readonly Asked[],
  search: LintedSearch,
): Impossible | undefined {
  const fact = findOperation(value);
  if (!fact && !value.startsWith(unloggedVerb.prefix)) return undefined;
  if (!fact) return { kind: 'never-logged', value, why: unloggedVerb.why };
  if (fact.kinds.length === 0) return { kind: 'never-logged', value, why: fact.why ?? 'no record has it' };
  if (fact.name !== value && asked.condition.kind.startsWith('eval'))
    return { kind: 'not-a-value', field: 'Operation', value, values: fact.name };
  const filter = filterAgainst(
    allWorlds.filter(({ operation }) => operation === fact),
    asked,
    all,
    search,
  );
  if (filter === undefined) return undefined;
  const places = [...new Set(worldsOf(fact.name).map(({ kind }) => kind?.workload ?? ''))];
  const types = worldsOf(fact.name).flatMap(({ kind }) => kind?.recordTypes ?? []);
  const place = filter.startsWith('RecordType') ? `RecordType ${types.join(' and ')}` : places.join(' and ');
  return { kind: 'elsewhere', value: fact.name, filter, place };
}

function worldsOf(name: string): readonly World[] {
  return allWorlds.filter(({ operation }) => operation?.name === name);
}

/** The text of the filter before that the last of these worlds did not pass. */
function filterAgainst(
  worlds: readonly World[],
  asked: Asked,
  all: readonly Asked[],
  { text }: LintedSearch,
): string | undefined {
  const wanted = new Set(worlds);
  const has = (states: readonly WorldState[]): boolean =>
    states.some(({ world }) => world !== undefined && wanted.has(world));
  const earlier = all.slice(0, all.indexOf(asked));
  const filter = earlier.find(({ isFilter, states, kept }) => isFilter && has(states) && !has(kept));
  return filter && text.slice(filter.span.start, filter.span.end);
}

function impossibleValue(field: string, value: string | undefined, asked: Asked): Impossible | undefined {
  const isNever =
    asked.states.length > 0 && asked.states.every(({ world }) => world?.kind?.never.includes(field) === true);
  if (isNever) {
    const types = [...new Set(asked.states.flatMap(({ world }) => world?.kind?.recordTypes ?? []))];
    return { kind: 'absent', field, records: `RecordType ${types.join(', ')}` };
  }
  const listed = enumerations.find((each) => each.field === field);
  if (listed && value !== undefined)
    return { kind: 'not-a-value', field, value, values: listed.note ?? listed.values.join(', ') };
  const spelled = (Object.hasOwn(spellings, field) ? spellings[field] : undefined)?.find(
    (each) => each !== value && each.toLowerCase() === value?.toLowerCase(),
  );
  return spelled === undefined || value === undefined
    ? undefined
    : { kind: 'not-a-value', field, value, values: spelled };
}

/** A value of a kind of record that an earlier filter took away: `Workload=Exchange RecordType=18`. */
function contradiction(
  field: string,
  value: string | undefined,
  asked: Asked,
  all: readonly Asked[],
  search: LintedSearch,
): Impossible | undefined {
  if (value === undefined || !['RecordType', 'Workload'].includes(field)) return undefined;
  const worlds = allWorlds.filter((world) => {
    const found = fieldOf(world, field);
    return (
      found.kind === 'const' &&
      found.values.some((each) => String(each).toLowerCase() === value.toLowerCase())
    );
  });
  const filter = filterAgainst(worlds, asked, all, search);
  if (filter === undefined) return undefined;
  const workloads = [...new Set(worlds.map(({ kind }) => kind?.workload ?? ''))].join(' and ');
  return { kind: 'elsewhere', value: `${field}=${value}`, filter, place: workloads };
}

/** What the stages before leave of a field that they made. */
function foldedFact({ states }: Asked, { field }: Compared, text: string): Impossible | undefined {
  const values = states.map((state) => valueOfField(state, field));
  const known = new Set(values.flatMap((value) => (value.kind === 'const' ? value.values : [])));
  if (states.length === 0 || values.some((value) => value.kind === 'any')) return undefined;
  const shown = [...known].map((value) => (typeof value === 'number' ? String(value) : `"${value}"`));
  const facts =
    shown.length === 0
      ? `${field} is missing`
      : `${field} is ${shown.length === 1 ? 'always' : 'one of'} ${shown.join(', ')}`;
  return { kind: 'folded', text, facts };
}
