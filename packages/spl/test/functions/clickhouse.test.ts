import { afterAll, describe, expect, it } from 'vitest';
import { allFunctions } from '../../src/functions/find.ts';
import { clickhouse, clickhouseSql, evaluateInClickhouse } from '../clickhouse.ts';
import { lower } from '../evaluate.ts';

/** A list of one value is written as the scalar. */
function asCell(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

afterAll(() => clickhouse?.cleanup());

describe
  .skipIf(clickhouse === null)
  .each(allFunctions.map((definition) => [definition.name, definition] as const))(
  '%s on ClickHouse',
  (_name, definition) => {
    it.each(
      definition.vectors.map((vector) => [vector[0], JSON.stringify(vector[2] ?? {}), vector] as const),
    )('%s on %s', (text, _shown, [, gives, fields]) => {
      const { expr } = lower(text, fields);
      const why = `${text}\n${clickhouseSql(expr, fields ?? {}).text}`;
      let found: unknown;
      try {
        found = asCell(evaluateInClickhouse(text, fields));
      } catch (error) {
        throw new Error(`${why}\n${String(error)}`);
      }
      if (typeof gives === 'number')
        expect(Number(found), why).toBeCloseTo(gives, 9 - Math.ceil(Math.log10(Math.abs(gives) + 1)));
      else
        expect(
          found === 1 && gives === true ? true : found === 0 && gives === false ? false : found,
          why,
        ).toEqual(gives);
    });
  },
);
