import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { lowerError } from '../../diagnostics/lower-messages.ts';
import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { Span } from '../../source/span.ts';
import type { LowerContext } from '../context.ts';

/** How a field of the event is compared with the cells of a lookup field: they are equal unless this says otherwise. */
export interface LookupMatch {
  readonly field: string;
  /** `WILDCARD`: `*` in the cell stands for any run of characters. `CIDR`: the cell is a subnet. */
  readonly type: 'WILDCARD' | 'CIDR';
}

/** A lookup table and how it is matched. Source: Admin Manual, transforms.conf. */
export interface LookupDefinition {
  /** A definition, or a file with its `.csv`. */
  readonly name: string;
  readonly fields: readonly string[];
  /** Cells in the order of `fields`; an empty one is no value. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly match?: readonly LookupMatch[];
  /** Default: true. */
  readonly caseSensitive?: boolean;
  /** Default: 1000. */
  readonly maxMatches?: number;
  /** With `defaultMatch`: what is missing up to so many matches is filled with it. */
  readonly minMatches?: number;
  readonly defaultMatch?: string;
  /** Why the table cannot be used; a search that names it is refused with this. */
  readonly unusable?: string;
}

/** Splunk's bound for a lookup without a time field. Source: Admin Manual, transforms.conf, max_matches. */
export const defaultMaxMatches = 1000;

/**
 * The lookup that a search names; a file may be named with its `.csv` or without it. An unknown name is reported and gives
 * null, or a table without rows that has just `fields` where the options say so.
 */
export function findLookup(
  name: string,
  span: Span,
  fields: readonly string[],
  context: LowerContext,
): LookupDefinition | null {
  const { lookups = [], unknownLookups } = context.options;
  const other = /\.csv$/i.test(name) ? name.slice(0, -'.csv'.length) : `${name}.csv`;
  const found =
    lookups.find((lookup) => lookup.name === name) ?? lookups.find((lookup) => lookup.name === other);
  const isAssumed = unknownLookups === 'assume';
  const assumed = isAssumed ? { name, fields: [...new Set(fields)], rows: [] } : null;
  const report = (error: Diagnostic): void =>
    context.report(isAssumed ? { ...error, severity: 'info' } : error);
  if (found?.unusable !== undefined) {
    report(lowerError('SPL3051', span, { name, reason: found.unusable }));
    return assumed;
  }
  if (found) return found;
  const similar = nearestName(
    name,
    lookups.map((lookup) => lookup.name),
  );
  report(lowerError('SPL2150', span, similar === undefined ? { name } : { name, similar }));
  return assumed;
}
