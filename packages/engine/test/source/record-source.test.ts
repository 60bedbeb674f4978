import { describe, expect, it } from 'vitest';
import { audit, columnsOf, eventsOf, makeBench, readFields, requestOf } from '../fixture.ts';

const bench = await makeBench();
const { engine } = bench;

describe('paths', () => {
  it.each(['a[1]*.ndjson', 'a?b.ndjson', "it's.ndjson", 'ü x*.ndjson', 'year=2024.ndjson', '-.ndjson'])(
    '%s is a file, not a pattern',
    async (name) => {
      bench.write('a1.ndjson', [audit({ UserId: 'decoy' })]);
      bench.write('axb.ndjson', [audit({ UserId: 'decoy' })]);
      const files = [
        bench.write('other.ndjson', [audit({ UserId: 'other' })]),
        bench.write(name, [audit({ UserId: 'real' })]),
      ];
      expect(await readFields(bench, files, 'UserId', 'source')).toEqual([
        ['other', 'other.ndjson'],
        ['real', name],
      ]);
    },
  );
});

describe('paths that cannot be named', () => {
  it.skipIf(process.platform === 'win32')('are reported', async () => {
    const odd = bench.write('back\\slash*.ndjson', [audit()]);
    const other = bench.write('other2.ndjson', [audit({ UserId: 'other' })]);
    const loaded = await engine.loadFiles([odd, other], requestOf(columnsOf('UserId')));
    expect(loaded.failed.map(({ file }) => file)).toEqual([odd]);
    expect(await eventsOf(bench, loaded, columnsOf('UserId', 'source'))).toEqual([
      ['other', 'other2.ndjson'],
    ]);
  });
});
