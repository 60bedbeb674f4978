import { describe, expect, it } from 'vitest';
import { EngineError, openEngine } from '../src/index.ts';
import { audit, columnsOf, makeBench, requestOf } from './fixture.ts';

const bench = await makeBench();
const { engine } = bench;

describe('safety', () => {
  it('opens no file outside the directories that it may read', async () => {
    const fenced = await openEngine({ readableDirectories: [bench.directory] });
    try {
      const file = bench.write('inside.ndjson', [audit({ UserId: 'in' })]);
      const inside = await fenced.loadFiles([file], requestOf(columnsOf('UserId')));
      expect(inside.totals.records).toBe(1);
      const outside = fenced.query({ kind: 'sql', text: "SELECT * FROM read_text('/etc/hostname')" });
      await expect(outside.next()).rejects.toBeInstanceOf(EngineError);
    } finally {
      fenced.close();
      fenced.close();
    }
    await expect(fenced.query({ kind: 'sql', text: 'SELECT 1' }).next()).rejects.toMatchObject({
      code: 'ENG4008',
    });
  });

  it('downloads no extension', async () => {
    const statement = {
      kind: 'sql',
      text: "SELECT * FROM read_json('https://example.invalid/x.json')",
    } as const;
    await expect(engine.query(statement).next()).rejects.toBeInstanceOf(EngineError);
  });
});
