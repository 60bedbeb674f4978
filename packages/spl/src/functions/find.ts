import { nearestName } from '../diagnostics/nearest-name.ts';
import { addressFunctions } from './address.ts';
import { bitwiseFunctions } from './bitwise.ts';
import { comparisonFunctions } from './comparison.ts';
import { conversionFunctions } from './conversion.ts';
import { cryptographicFunctions } from './cryptographic.ts';
import type { FunctionDefinition } from './define.ts';
import { informationalFunctions } from './informational.ts';
import { jsonBuilders } from './json-build.ts';
import { jsonEditors } from './json-edit.ts';
import { jsonReaders } from './json-read.ts';
import { matchingFunctions } from './matching.ts';
import { multivalueFunctions } from './multivalue.ts';
import { multivalueBuilders } from './multivalue-build.ts';
import { numericFunctions } from './numeric.ts';
import { statisticalFunctions } from './statistical.ts';
import { textFunctions } from './text.ts';
import { timeFunctions } from './time.ts';
import { trigonometricFunctions } from './trigonometric.ts';

/** Every eval function, in the order of the reference. */
export const allFunctions: readonly FunctionDefinition[] = [
  ...comparisonFunctions,
  ...matchingFunctions,
  ...addressFunctions,
  ...informationalFunctions,
  ...textFunctions,
  ...conversionFunctions,
  ...numericFunctions,
  ...statisticalFunctions,
  ...multivalueFunctions,
  ...multivalueBuilders,
  ...jsonBuilders,
  ...jsonReaders,
  ...jsonEditors,
  ...timeFunctions,
  ...cryptographicFunctions,
  ...trigonometricFunctions,
  ...bitwiseFunctions,
];

/** Functions of Splunk's reference that are known and refused by name. */
export const unsupportedFunctions: readonly string[] = [
  'commands',
  'isarray',
  'isdouble',
  'ismv',
  'isobject',
  'lookup',
  'object_to_array',
  'sha512',
  'toarray',
  'tobool',
  'todouble',
  'toint',
  'tomv',
  'toobject',
];

const byName: ReadonlyMap<string, FunctionDefinition> = new Map(
  allFunctions.flatMap((definition) =>
    [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition] as const),
  ),
);

/** The function of a name in lower case, aliases included. */
export function findFunction(name: string): FunctionDefinition | undefined {
  return byName.get(name);
}

export function nearestFunction(name: string): string | undefined {
  return nearestName(name, byName.keys());
}
