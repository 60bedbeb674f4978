import type { PrimitiveName } from '../../plan/primitive.ts';
import type { SqlPrimitive } from '../primitive.ts';
import { addressPrimitives } from './primitives-address.ts';
import { formatPrimitives } from './primitives-format.ts';
import { jsonPrimitives } from './primitives-json.ts';
import { listPrimitives } from './primitives-list.ts';
import { logicPrimitives } from './primitives-logic.ts';
import { numberPrimitives } from './primitives-number.ts';
import { regexPrimitives } from './primitives-regex.ts';
import { textPrimitives } from './primitives-text.ts';
import { timePrimitives } from './primitives-time.ts';
import { withTypedNulls } from './typed-nulls.ts';

const rows: Readonly<Record<PrimitiveName, SqlPrimitive>> = {
  ...logicPrimitives,
  ...numberPrimitives,
  ...formatPrimitives,
  ...textPrimitives,
  ...regexPrimitives,
  ...listPrimitives,
  ...timePrimitives,
  ...addressPrimitives,
  ...jsonPrimitives,
};

/** ClickHouse's row for every primitive. */
export const clickhousePrimitives: Readonly<Record<PrimitiveName, SqlPrimitive>> = Object.fromEntries(
  Object.entries(rows).map(([name, row]) => [name, withTypedNulls(name as PrimitiveName, row)]),
) as Record<PrimitiveName, SqlPrimitive>; // The same keys.
