import { call, nullLiteral, type PlanExpr } from '../plan/expr.ts';
import type { SortKey } from '../plan/plan.ts';
import { toNumber, toText } from './eval/coerce.ts';

export type SortCast = '' | 'num' | 'str' | 'ip' | 'auto';

/**
 * The sort keys of one key of `sort`. Rows without the field come last in both directions. A field that may hold
 * anything sorts numbers first, then IPv4 addresses by address, then text by code point; so the order is total, where
 * Splunk compares pair by pair. Equal numbers are equal however they are written: the next key decides between `1` and
 * `1.0`. Source: Search Reference, sort.
 */
export function sortKeys(value: PlanExpr, descending: boolean, cast: SortCast): readonly SortKey[] {
  if (value.type === 'null') return [];
  const scalar = value.type === 'multivalue' ? call('list.first', 'dynamic', value) : value;
  if (cast === 'num') return [{ expr: toNumber(scalar), descending }];
  if (scalar.type === 'number' && cast !== 'str') return [{ expr: scalar, descending, isChosen: true }];
  const text = toText(scalar);
  if (cast === 'str' || scalar.type === 'text') return [{ expr: text, descending }];
  const address = call('ipv4.number', 'number', text);
  if (cast === 'ip')
    return [
      { expr: address, descending },
      { expr: text, descending },
    ];
  const kind = call('sort.kind', 'number', text);
  const number = call('coalesce', 'number', toNumber(text), address);
  const isWord = call('isNull', 'boolean', number);
  const word: PlanExpr = {
    op: 'case',
    branches: [{ when: isWord, then: text }],
    otherwise: nullLiteral,
    type: text.type,
  };
  return [
    { expr: kind, descending },
    { expr: number, descending },
    { expr: word, descending },
  ];
}

/** The order of groups by one of their fields, ascending: that of `sort`, and by text where numbers are equal. */
export function groupOrder(value: PlanExpr): readonly SortKey[] {
  const keys = sortKeys(value, false, '');
  const isTotal = value.type === 'null' || value.type === 'number' || value.type === 'text';
  return isTotal ? keys : [...keys, ...sortKeys(value, false, 'str')];
}

/** The same rows from last to first. */
export function reverseOrder(order: readonly SortKey[]): readonly SortKey[] {
  return order.map((key) => ({
    ...key,
    descending: !key.descending,
    nullsFirst: !(key.nullsFirst ?? false),
  }));
}
