import fc from 'fast-check';
import type { Cell } from '../src/value.ts';

export { testNow } from './plans.ts';

const texts = [
  '',
  'a',
  'A*',
  '1',
  '-0',
  '1e308',
  '007',
  'NaN',
  '10.0.0.1',
  '{"a":{"b":[1,null]}}',
  '<x>1</x>',
  'k=v',
  '\u0000',
  '日本',
  '%',
  "'",
  '2026-01-01T00:00:00Z',
];
const dirty: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  fc.constantFrom(...texts),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

/** The fields of `dirtyEvent`. */
export const eventFields = [
  { name: '_time', type: 'number' },
  { name: 'x', type: 'dynamic' },
  { name: 'user', type: 'dynamic' },
  { name: 'a.b', type: 'dynamic' },
  { name: 'm', type: 'multivalue' },
] as const;

/** An event as an attacker might write it. */
export const dirtyEvent: fc.Arbitrary<Readonly<Record<string, Cell>>> = fc.record({
  _time: fc.constantFrom<Cell>(0, 1_700_000_000.5, -1, 1e300, null),
  x: dirty,
  user: dirty,
  'a.b': dirty,
  m: fc.oneof<fc.Arbitrary<Cell>[]>(
    fc.constant(null),
    fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }),
  ),
});
