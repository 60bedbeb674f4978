import { afterAll, describe, expect, it } from 'vitest';
import { auditRecord, ndjson, runCli, testFolder } from './run-cli.ts';

const folder = testFolder();
afterAll(() => folder.remove());

async function identify(...paths: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const { code, out } = await runCli(['identify', ...paths, '--format', 'json']);
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe('identify', () => {
  it('says what a file is, why, how sure, and the sourcetypes in it', async () => {
    expect(await identify(folder.file('audit.txt', ndjson([auditRecord()])))).toEqual([
      {
        file: `${folder.path}/audit.txt`,
        format: 'o365-ndjson',
        what: 'Microsoft 365 audit records (NDJSON)',
        sure: 'certain',
        why: 'an audit record on each line',
        sourcetypes: ['o365:management:activity'],
        'not read because': null,
      },
    ]);
    const mixed = { id: { applicationName: 'admin', time: '2026-03-01T10:00:00Z' }, events: [{ name: 'x' }] };
    const token = { ...mixed, id: { ...mixed.id, applicationName: 'token' } };
    expect(await identify(folder.file('gws.csv', ndjson([mixed, token])))).toMatchObject([
      { format: 'google-json', sourcetypes: ['gws:reports:admin', 'gws:reports:token'] },
    ]);
    const event = {
      EventId: 1,
      Channel: 'Security',
      Provider: 'p',
      Payload: '{}',
      TimeCreated: '2026-03-01',
    };
    expect(await identify(folder.file('events.json', ndjson([event])))).toMatchObject([
      { format: 'windows-event-json', sourcetypes: ['XmlWinEventLog'] },
    ]);
  });

  it('says why a file is not read', async () => {
    expect(await identify(folder.file('notes.csv', 'name,age,town\na,1,b\n'))).toMatchObject([
      { format: 'csv', sure: 'guess', 'not read because': expect.stringContaining('name, age, town') },
    ]);
    expect(await identify(folder.file('empty.json', ''))).toMatchObject([
      { format: 'empty', sure: 'certain', 'not read because': 'the file is empty' },
    ]);
  });

  it('is less sure where records cannot be read', async () => {
    const [found] = await identify(
      folder.file('damaged.ndjson', `${ndjson([auditRecord()])}{"a"\n{"b"\n{"c"\n`),
    );
    expect(found).toMatchObject({ sure: 'guess' });
    expect(found?.['why']).toContain('3 of 4 records cannot be read');
  });

  it('looks at the beginning of a long file, and cuts no record', async () => {
    const long = ndjson(Array.from({ length: 20_000 }, (_, n) => auditRecord({ Id: `i${n}` })));
    expect(await identify(folder.file('long.ndjson', long))).toMatchObject([
      { sure: 'certain', why: 'an audit record on each line' },
    ]);
  });

  it('prints a table, and refuses a path that is not there', async () => {
    expect((await runCli(['identify', folder.path])).out).toContain(
      `${folder.path}/audit.txt\n  format: o365-ndjson\n  what: Microsoft 365 audit records (NDJSON)\n  sure: certain\n`,
    );
    expect((await runCli(['identify', `${folder.path}/none`])).code).toBe(2);
  });
});

describe('sources', () => {
  it('lists each log with sourcetypes and the way to it', async () => {
    const sources: readonly Record<string, unknown>[] = JSON.parse(
      (await runCli(['sources', '--format', 'json'])).out,
    );
    expect(sources.length).toBeGreaterThan(20);
    for (const source of sources) expect(Object.values(source).every((value) => value !== '')).toBe(true);
    expect(sources.find(({ format }) => format === 'purview-csv')).toMatchObject({
      sourcetypes: ['o365:management:activity'],
      'how to get it': expect.stringContaining('Purview portal'),
    });
  });
});
