import type { Cell } from '@sealbreak/spl';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableRenderers } from '../../src/report/renderers.ts';
import { fitWidths } from '../../src/report/table/terminal-table.ts';
import { displayWidth } from '../../src/report/terminal/width.ts';
import { hostileValues } from './hostile-report.ts';

async function render(
  format: keyof typeof tableRenderers,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
  width = 60,
): Promise<string> {
  let text = '';
  for await (const piece of tableRenderers[format]({ columns, rows }, { width })) text += piece;
  return text;
}

const columns = ['_time', 'UserId', 'count', 'Operations'];
const rows: readonly (readonly Cell[])[] = [
  [1700000060, 'gina@c.com', 12, ['A', 'B']],
  [1700000061.5, null, 3, null],
  [null, 'a very long user name that has to give way@example.com', 123456, '日本語'],
];

describe('search results', () => {
  it('table', async () => {
    expect(await render('table', columns, rows, 72)).toMatchInlineSnapshot(`
      "                   _time  UserId                       count  Operations
      ────────────────────────  ──────────────────────────  ──────  ──────────
          2023-11-14T22:14:20Z  gina@c.com                      12  A, B
      2023-11-14T22:14:21.500Z                                   3
                                a very long user name tha…  123456  日本語
      3 rows
      "
    `);
  });
  it('table too narrow for its columns: a block for each row', async () => {
    expect(await render('table', columns, rows.slice(0, 1), 24)).toMatchInlineSnapshot(`
      "row 1
      _time     2023-11-14T22…
      UserId    gina@c.com
      count     12
      Operati…  A, B

      1 row
      "
    `);
  });
  it('json', async () => {
    const text = await render('json', columns, rows);
    expect(JSON.parse(text)).toEqual(
      rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))),
    );
    expect(await render('json', columns, [])).toBe('[]\n');
  });
  it('ndjson', async () => {
    expect(await render('ndjson', columns, rows.slice(0, 2))).toBe(
      '{"_time":1700000060,"UserId":"gina@c.com","count":12,"Operations":["A","B"]}\n{"_time":1700000061.5,"UserId":null,"count":3,"Operations":null}\n',
    );
  });
  it('csv', async () => {
    expect(await render('csv', columns, rows.slice(0, 2))).toBe(
      '_time,UserId,count,Operations\r\n1700000060,gina@c.com,12,"A\nB"\r\n1700000061.5,,3,\r\n',
    );
  });
  it('markdown', async () => {
    expect(await render('markdown', columns, rows.slice(0, 1))).toBe(
      '| \\_time | UserId | count | Operations |\n| --- | --- | --- | --- |\n| `2023-11-14T22:14:20Z` | `gina@c.com` | `12` | `A, B` |\n',
    );
  });
  it('html', async () => {
    const page = await render('html', ['<b>'], [['<script>'], [1], [null]]);
    expect(page).toContain('<th scope="col">&lt;b&gt;</th>');
    expect(page).toContain(
      '<tr><td>&lt;script&gt;</td></tr>\n<tr><td class="number">1</td></tr>\n<tr><td></td></tr>',
    );
  });

  it('streams: rows come out while more are still to come', async () => {
    let made = 0;
    async function* endless(): AsyncGenerator<readonly Cell[]> {
      for (;;) {
        made += 1;
        yield [made];
      }
    }
    for (const format of ['json', 'ndjson', 'csv', 'markdown', 'html', 'table'] as const) {
      made = 0;
      let pieces = 0;
      for await (const _ of tableRenderers[format]({ columns: ['n'], rows: endless() }, {})) {
        pieces += 1;
        if (pieces > 10) break;
      }
      expect(made).toBeLessThan(600);
    }
  });

  it('a table fits any width, and nothing in it acts', async () => {
    const cell = fc.oneof(
      fc.constantFrom(...hostileValues),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.constantFrom(...hostileValues), { minLength: 2, maxLength: 3 }),
    );
    const table = fc.integer({ min: 1, max: 8 }).chain((count) =>
      fc.record({
        columns: fc.array(fc.constantFrom(...hostileValues, 'count'), { minLength: count, maxLength: count }),
        rows: fc.array(fc.array(cell, { minLength: count, maxLength: count }), { maxLength: 4 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 20, max: 120 }), async (given, width) => {
        for (const line of (await render('table', given.columns, given.rows, width)).split('\n')) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('fitWidths', () => {
  it('takes from the widest first', () => {
    expect(fitWidths([3, 50, 40], 60)).toEqual([3, 28, 28]);
    expect(fitWidths([3, 50, 10], 60)).toEqual([3, 47, 10]);
    expect(fitWidths([3, 4], 60)).toEqual([3, 4]);
    expect(fitWidths([20, 20, 20], 12)).toBeUndefined();
  });
});
