import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { loadLookups } from '../../src/knowledge/load-lookups.ts';
import { loadMacros } from '../../src/knowledge/load-macros.ts';
import { auditRecord, ndjson, runCli, testFolder } from '../run-cli.ts';

const folder = testFolder();
afterAll(() => folder.remove());

mkdirSync(join(folder.path, 'app/default'), { recursive: true });
mkdirSync(join(folder.path, 'app/lookups'));
mkdirSync(join(folder.path, 'macros'));
folder.file(
  'app/default/transforms.conf',
  '[people]\nfilename = people.csv\ncase_sensitive_match = 0\n[gone]\nfilename = gone.csv\n[store]\ncollection = c\n',
);
folder.file('app/lookups/people.csv', 'UserId,team\nEVE@tenant.example,red\n');
folder.file('app/lookups/packed.csv.gz', gzipSync('k,v\n1,2\n'));
folder.file('app/lookups/clients.yml', 'name: clients\nlookup_type: csv\nmatch_type: [WILDCARD(client)]\n');
folder.file('app/lookups/clients.csv', 'client,kind\nClient=OWA*,web\n');
folder.file('macros/macros.conf', '[only(1)]\nargs = op\ndefinition = Operation=$op$\n');
folder.file('macros/more.yml', 'name: everything\ndefinition: index=o365\n');
const events = folder.file('events.ndjson', ndjson([auditRecord(), auditRecord({ Id: 'b', UserId: 'ann' })]));
const app = join(folder.path, 'app');

describe('loadLookups', () => {
  it('finds tables and definitions in a folder', () => {
    const found = loadLookups([app]);
    expect(found.map(({ name, unusable }) => [name, unusable ?? null])).toEqual([
      ['people', null],
      ['gone', 'its file gone.csv is not among the lookup files'],
      ['store', 'a KV store gives its rows'],
      ['clients', null],
      ['clients.csv', null],
      ['packed.csv', null],
      ['people.csv', null],
    ]);
    const people = found.find(({ name }) => name === 'people');
    expect(people).toMatchObject({ caseSensitive: false, fields: ['UserId', 'team'] });
    expect(people?.rows).toEqual([['EVE@tenant.example', 'red']]);
    expect(found.find(({ name }) => name === 'packed.csv')?.rows).toEqual([['1', '2']]);
  });

  it('refuses a path that is not there', () => {
    expect(() => loadLookups([join(app, 'nowhere')])).toThrow('cannot read');
  });
});

describe('loadMacros', () => {
  it('reads macros.conf and YAML from a folder', async () => {
    expect(await loadMacros([join(folder.path, 'macros')])).toEqual([
      { name: 'only', arguments: ['op'], definition: 'Operation=$op$' },
      { name: 'everything', arguments: [], definition: 'index=o365' },
    ]);
  });
});

describe('search with knowledge objects', () => {
  const macros = join(folder.path, 'macros');
  const run = (spl: string) =>
    runCli(['search', spl, '--lookups', app, '--macros', macros, '--format', 'ndjson', '--quiet', events]);

  it('looks up fields and reads tables', async () => {
    const spl =
      '`everything` `only(MailboxLogin)` | lookup people UserId OUTPUT team | lookup clients client as ClientInfoString | sort team | table UserId team kind';
    const { code, out, err } = await run(spl);
    expect([code, err]).toEqual([0, '']);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { UserId: 'eve@tenant.example', team: 'red', kind: 'web' },
      { UserId: 'ann', team: null, kind: 'web' },
    ]);
    expect((await run('| inputlookup packed | table k v')).out).toBe('{"k":"1","v":"2"}\n');
  });

  it('says why a lookup cannot be used', async () => {
    const missing = await run('index=o365 | lookup nobody UserId');
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('nothing defines the lookup "nobody"');
    expect((await run('index=o365 | lookup store UserId')).err).toContain('a KV store gives its rows');
  });
});

describe('check', () => {
  it('takes a lookup that nobody defines to have the fields that are named', async () => {
    const corpus = folder.file(
      'corpus.jsonl',
      ndjson([
        { id: 'a', search: 'index=x | lookup nobody user OUTPUT dept | where dept="it" | table user dept' },
        { id: 'b', search: '| inputlookup store | table k' },
        { id: 'c', search: 'index=x | lookup people UserId OUTPUT nothing | table nothing' },
      ]),
    );
    const { out } = await runCli(['check', corpus, '--lookups', app, '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      total: 3,
      parsed: 3,
      compiled: 2,
      failures: [{ id: 'c', code: 'SPL2151' }],
      notices: [
        'nothing defines the lookup "nobody"',
        'the lookup "store" cannot be used: a KV store gives its rows',
      ],
    });
  });
});

describe('explain', () => {
  it('shows a search with lookups, also without their tables', async () => {
    const { code, out, err } = await runCli([
      'explain',
      'index=x | lookup people UserId OUTPUT team | lookup nobody team OUTPUT boss | table team boss',
      '--lookups',
      app,
    ]);
    expect(code).toBe(0);
    expect(out).toContain('TABLE "lookup people"');
    expect(err).toContain('info[SPL2150]: nothing defines the lookup "nobody"');
  });
});
