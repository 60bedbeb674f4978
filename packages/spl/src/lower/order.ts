import { call, type PlanExpr } from '../plan/expr.ts';
import type { SortKey } from '../plan/plan.ts';
import { toNumber, toText } from './eval/coerce.ts';

export type SortCast = '' | 'num' | 'str' | 'ip' | 'auto';

/**
 * The sort keys of one key of `sort`. Rows without the field come last in both directions. A field that may hold
 * anything sorts numbers first, then IPv4 addresses by address, then text by code point; so the order is total, where
 * Splunk compares pair by pair. Source: Search Reference, sort.
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
  return [
    { expr: kind, descending },
    { expr: call('coalesce', 'number', toNumber(text), address), descending },
    { expr: text, descending },
  ];
}

/** The same rows from last to first. */
export function reverseOrder(order: readonly SortKey[]): readonly SortKey[] {
  return order.map((key) => ({
    ...key,
    descending: !key.descending,
    nullsFirst: !(key.nullsFirst ?? false),
  }));
}
