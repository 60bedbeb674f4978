import { describe, expect, it } from 'vitest';
import { allFunctions, findFunction } from '../../src/functions/find.ts';
import { evaluate, lower, querySql } from '../evaluate.ts';

/** A list of one value is written as the scalar. */
function asCell(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

describe.each(allFunctions.map((definition) => [definition.name, definition] as const))(
  '%s',
  (_name, definition) => {
    it.each(
      definition.vectors.map((vector) => [vector[0], JSON.stringify(vector[2] ?? {}), vector] as const),
    )('%s on %s', async (text, _shown, [, gives, fields]) => {
      const found = asCell(await evaluate(text, fields));
      const { expr } = lower(text, fields);
      const why = `${text}\n${querySql(expr, fields ?? {}).text}`;
      if (typeof gives === 'number')
        expect(Number(found), why).toBeCloseTo(gives, 9 - Math.ceil(Math.log10(Math.abs(gives) + 1)));
      else expect(found, why).toEqual(gives);
    });
  },
);

describe('the table', () => {
  it('has a good vector, an error vector, and a null, an empty and a dirty row for each function with arguments', () => {
    const lacking = allFunctions.flatMap(({ name, vectors, args, repeat }) => {
      const rows = vectors.flatMap((vector) => Object.values(vector[2] ?? {}));
      const isError = (gives: unknown): boolean =>
        typeof gives === 'object' && gives !== null && 'error' in gives;
      const faults = [
        vectors.some(([, gives]) => isError(gives)) ? '' : 'an error',
        args.length === 0 || vectors.some(([, gives]) => !isError(gives)) || name === 'searchmatch'
          ? ''
          : 'a good row',
        args.length + (repeat?.length ?? 0) === 0 || name === 'searchmatch' || rows.includes(null)
          ? ''
          : 'a null row',
        args.length + (repeat?.length ?? 0) === 0 || name === 'searchmatch' || rows.includes('')
          ? ''
          : 'an empty row',
      ].filter((fault) => fault !== '');
      return faults.length === 0 ? [] : [`${name} lacks ${faults.join(', ')}`];
    });
    expect(lacking).toEqual([]);
  });

  it('has one row for each name and alias', () => {
    const names = allFunctions.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(findFunction(name)).toBeDefined();
  });

  it('documents each row in one sentence with its syntax and source', () => {
    for (const { name, aliases, doc, syntax, source } of allFunctions) {
      expect(doc, name).toMatch(/^\p{Lu}.*\.$|^e /u);
      expect(
        [name, ...(aliases ?? [])].some((each) => syntax.startsWith(`${each}(`)),
        name,
      ).toBe(true);
      expect(source, name).not.toBe('');
    }
  });
});
