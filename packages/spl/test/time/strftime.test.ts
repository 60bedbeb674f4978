import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimeFormat } from '../../src/time/strftime.ts';
import { evaluate } from '../evaluate.ts';

describe('parseTimeFormat', () => {
  it.each([
    ['%Y-%m-%d', ['%Y', '=-', '%m', '=-', '%d']],
    ['%T', ['%H', '=:', '%M', '=:', '%S']],
    ['100%% %3N%Q', ['=100% ', '%3N', '%3N']],
    ['', []],
    ['%-d%:z', ['%-d', '%:z']],
  ])('%s', (format, pieces) => expect(parseTimeFormat(format)).toEqual({ ok: true, pieces }));

  it.each([
    ['%i', '%i'],
    ['%', '%'],
    ['%-Y%3', '%-Y'],
    ['%:d', '%:d'],
  ])('%s is no format', (format, variable) =>
    expect(parseTimeFormat(format)).toEqual({ ok: false, variable }),
  );
});

describe('strftime and strptime', () => {
  it('undo each other', async () => {
    const formats = fc.constantFrom(
      '%Y-%m-%d %H:%M:%S',
      '%FT%T.%3N%z',
      '%b %d %Y %I:%M:%S %p',
      '%A, %e %B %Y %T',
      '%s',
      '%Y%m%d%H%M%S',
      '%Y %j %T',
      '%m/%d/%y %T',
    );
    const times = fc.integer({ min: 0, max: 4_102_444_799 }).filter((time) => time < 3_124_224_000);
    await fc.assert(
      fc.asyncProperty(formats, times, async (format, t) => {
        const text = await evaluate(`strftime(t, "${format}")`, { t });
        expect(await evaluate(`strptime(x, "${format}")`, { x: String(text) })).toBe(t);
      }),
      { numRuns: 150 },
    );
  });

  it('agrees with JavaScript on the calendar', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -60_000_000_000, max: 250_000_000_000 }), async (t) => {
        expect(await evaluate('strftime(t, "%Y-%m-%dT%H:%M:%S.%3NZ")', { t })).toBe(
          new Date(t * 1000).toISOString(),
        );
      }),
      { numRuns: 100 },
    );
  });
});
