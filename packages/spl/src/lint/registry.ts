import type { Lint } from './define-lint.ts';
import { aggregationLints } from './rules/aggregation.ts';
import { conditionLints } from './rules/conditions.ts';
import { fieldLints } from './rules/fields.ts';
import { limitLints } from './rules/limits.ts';
import { nullLints } from './rules/null.ts';
import { orderLints } from './rules/order.ts';
import { quoteLints } from './rules/quotes.ts';
import { valueLints } from './rules/values.ts';
import { adviceLints } from './schema/advice.ts';
import { proofLints } from './schema/proofs.ts';

/** Every lint, by code. */
export const lints: readonly Lint[] = [
  ...nullLints,
  ...quoteLints,
  ...conditionLints,
  ...aggregationLints,
  ...limitLints,
  ...valueLints,
  ...orderLints,
  ...fieldLints,
  ...proofLints,
  ...adviceLints,
].sort((a, b) => (a.code < b.code ? -1 : 1));
