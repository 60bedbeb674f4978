import type { PlanExpr, SplType } from '../../plan/expr.ts';
import type { PrimitiveName } from '../../plan/primitive.ts';
import type { SqlPrimitive } from '../primitive.ts';
import type { Sql } from '../sql.ts';
import { quoteLiteral } from './quote.ts';

/** Argument types that do not follow from the name of the primitive; the last one holds for those after it. */
const argumentTypes: Readonly<Partial<Record<PrimitiveName, readonly SplType[]>>> = {
  'text.substring': ['text', 'number'],
  'text.parseInteger': ['text', 'number'],
  'time.format': ['number', 'text'],
  'time.shift': ['number', 'text'],
  'time.add': ['number'],
  'time.truncate': ['number'],
  'list.at': ['multivalue', 'number'],
  'list.slice': ['multivalue', 'number'],
  'list.take': ['multivalue', 'number'],
  'list.range': ['number'],
  'text.split': ['text'],
  'list.of': ['text'],
  'list.concat': ['multivalue'],
  'list.zip': ['multivalue', 'multivalue', 'text'],
};

const logic: ReadonlySet<string> = new Set(['and', 'or', 'not', 'xor', 'isTrue', 'isNotTrue', 'boolean.eq']);
/** These take any type and see to a NULL themselves. */
const anyType: ReadonlySet<string> = new Set(['isNull', 'isNotNull', 'same', 'coalesce', 'let']);

function typeOfArgument(fn: PrimitiveName, index: number): SplType {
  const given = argumentTypes[fn];
  if (given) return given[Math.min(index, given.length - 1)] ?? 'text';
  if (logic.has(fn)) return 'boolean';
  if (fn.startsWith('number.') || fn.startsWith('bits.')) return 'number';
  return fn.startsWith('list.') && index === 0 ? 'multivalue' : 'text';
}

/** A NULL of the wanted type in place of an argument that is always NULL: ClickHouse knows no NULL without a type that all functions take. */
export function withTypedNulls(fn: PrimitiveName, primitive: SqlPrimitive): SqlPrimitive {
  if (anyType.has(fn)) return primitive;
  return (args, exprs) =>
    primitive(
      args.map((arg, index) => typedNull(arg, exprs[index], typeOfArgument(fn, index))),
      exprs,
    );
}

/** The value, or NULL of the type where the value has none. */
export function typedNull(value: Sql, expr: PlanExpr | undefined, type: SplType): Sql {
  return expr?.type === 'null' ? quoteLiteral({ op: 'literal', value: null, type }) : value;
}
