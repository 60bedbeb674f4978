import { describe, expect, it } from 'vitest';
import { aggregateNames, findAggregate } from '../../src/aggregates/find.ts';
import { aggregates } from '../../src/aggregates/table.ts';

describe('the table of aggregates', () => {
  it('has each name once', () => {
    const names = aggregates.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of aggregateNames()) expect(findAggregate(name)).not.toBeNull();
  });

  it('documents every aggregate', () => {
    for (const { name, doc, syntax, source } of aggregates) {
      expect(doc, name).toMatch(/^\p{Lu}.*\.$/su);
      expect(syntax.startsWith(name), name).toBe(true);
      expect(source, name).not.toBe('');
    }
  });

  it.each([
    ['perc95', 95],
    ['p5', 5],
    ['exactperc99.9', 99.9],
    ['upperperc100', 100],
    ['perc0', 0],
    ['count', 0],
  ])('finds %s', (name, parameter) => {
    expect(findAggregate(name)?.parameter).toBe(parameter);
  });

  it.each(['perc', 'perc101', 'perc-1', 'p', 'constructor', 'Count', 'percent5'])(
    'does not know %s',
    (name) => {
      expect(findAggregate(name)).toBeNull();
    },
  );
});
