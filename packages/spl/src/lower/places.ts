import { type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { LowerContext } from './context.ts';
import { distinctValues } from './distinct-values.ts';
import { toText } from './eval/coerce.ts';
import { nullOf } from './eval/convert.ts';
import { materialise, type Relation } from './relation.ts';

/** What is known of an address, by the names of iplocation's fields; what is not known is missing. */
export type Place = Readonly<Record<string, string>>;

/** Where an address is, names in the given language; null for an address that nobody knows. Never throws. */
export type PlaceOf = (address: string, lang: string) => Place | null;

/** Different addresses that are looked up: they become rows of the plan. */
const mostAddresses = 20_000;

/**
 * The rows with a column for each of the names: what is known of the address. The addresses are asked of the rows first.
 * A field of several values has no place, for it has several.
 */
export function joinPlaces(
  input: Relation,
  address: PlanExpr,
  names: readonly string[],
  placeOf: (address: string) => Place | null,
  context: LowerContext,
): { readonly relation: Relation; readonly values: ReadonlyMap<string, PlanExpr> } {
  if (address.type === 'null') return { relation: input, values: new Map() };
  const { relation, column } = materialise(input, toText(address), context);
  const found = (distinctValues(relation, column, mostAddresses, context, 'addresses') ?? []).flatMap(
    (text) => {
      const place = placeOf(text);
      return place ? [{ text, place }] : [];
    },
  );
  const key = context.freshId();
  const columns = names.map((name) => ({ name, id: context.freshId() }));
  const cell = (text: string | undefined): PlanExpr =>
    text === undefined ? nullOf('dynamic') : { ...stringLiteral(text), type: 'dynamic' };
  // A table has a row: the one of no address, which is in no place.
  const rows = [{ text: '', place: {} as Place }, ...found.filter(({ text }) => text !== '')];
  return {
    relation: {
      ...relation,
      plan: {
        op: 'join',
        kind: 'left',
        left: relation.plan,
        right: {
          op: 'values',
          columns: [key, ...columns.map(({ id }) => id)].map((id) => ({ id, type: 'dynamic' as const })),
          rows: rows.map(({ text, place }) => [cell(text), ...columns.map(({ name }) => cell(place[name]))]),
        },
        on: [{ left: column, right: { op: 'column', id: key, type: 'dynamic' } }],
        single: true,
      },
    },
    values: new Map(columns.map(({ name, id }) => [name, { op: 'column', id, type: 'dynamic' }])),
  };
}
