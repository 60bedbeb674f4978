import { mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { auditRecord, ndjson, runCli, testFolder } from './run-cli.ts';

const folder = testFolder();
afterAll(() => folder.remove());

const count = (path: string, ...more: string[]): Promise<{ code: number | null; out: string; err: string }> =>
  runCli(['search', 'index=o365 | stats count', path, '--format', 'csv', ...more]);

const noStack = (text: string): void => expect(text).not.toMatch(/\n {4}at |node:internal/);

describe('files that hold no records', () => {
  mkdirSync(`${folder.path}/nothing`);
  const cases: readonly (readonly [name: string, path: string, message: string])[] = [
    ['an empty file', folder.file('empty.json', ''), 'the file is empty'],
    ['a folder without files', `${folder.path}/nothing`, 'no log records'],
    [
      'a binary file',
      folder.file('noise.bin', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256))),
      'no log records',
    ],
    ['plain text', folder.file('notes.txt', 'Dear diary,\n\nnothing happened.\n'), 'no log records'],
    ['a path that does not exist', `${folder.path}/emty.json`, 'there is no file'],
    [
      'a gzip cut off in its header',
      folder.file('header.gz', gzipSync('x').subarray(0, 6)),
      'no log records',
    ],
    [
      'an event log cut off in its header',
      folder.file('short.evtx', 'ElfFile\0'),
      'the file ends in its header',
    ],
    [
      'a log of a header alone',
      folder.file('w3c.log', '#Fields: date time c-ip\n'),
      'there are no records in it',
    ],
  ];
  it.each(cases)('%s is bad input with a clear message', async (_, path, message) => {
    const { code, out, err } = await count(path);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    noStack(err);
  });
});

describe('damaged files', () => {
  it('reads what is whole of a truncated gzip, and says so', async () => {
    const whole = gzipSync(
      ndjson(
        Array.from({ length: 3000 }, (_, n) => auditRecord({ Id: `t${n}`, SessionId: `${Math.sin(n)}` })),
      ),
    );
    const { code, out, err } = await count(
      folder.file('cut.ndjson.gz', whole.subarray(0, whole.length >> 1)),
    );
    expect(code).toBe(0);
    const read = Number(out.split('\r\n')[1]);
    expect(read).toBeGreaterThan(500);
    expect(read).toBeLessThan(3000);
    expect(err).toContain('ends early');
    noStack(err);
  });

  it('quarantines damaged lines with file, line and reason, and goes on', async () => {
    const path = folder.file(
      'damaged.ndjson',
      `${JSON.stringify(auditRecord())}\n{"CreationTime":"2026-03-0\nnot json\n${JSON.stringify(auditRecord({ Id: 'x', CreationTime: 'soon' }))}\n${JSON.stringify(auditRecord({ Id: 'last' }))}\n`,
    );
    const { code, out, err } = await count(path);
    expect(code).toBe(0);
    expect(out).toBe('count\r\n2\r\n');
    expect(err).toContain('5 records: 2 read, 0 duplicates left out, 3 quarantined');
    for (const line of [2, 3, 4]) expect(err).toContain(`damaged.ndjson:${line}: `);
    expect((await count(path, '--strict')).code).toBe(3);
  });

  it('keeps a record with bytes that are not UTF-8', async () => {
    const [before, after] = JSON.stringify(auditRecord({ ObjectId: 'XX' })).split('XX');
    const { out, err } = await count(
      folder.file(
        'latin.ndjson',
        Buffer.concat([Buffer.from(before ?? ''), Buffer.from([0xff, 0xfe]), Buffer.from(`${after}\n`)]),
      ),
    );
    expect(out).toBe('count\r\n1\r\n');
    expect(err).toContain('not UTF-8');
  });

  it('takes a 50 MB line and 10 000 levels of nesting', async () => {
    const long = folder.file(
      'long.ndjson',
      ndjson([auditRecord({ Id: 'long', Blob: 'x'.repeat(50_000_000) }), auditRecord({ Id: 'short' })]),
    );
    const first = await count(long);
    expect(first.code).toBe(0);
    expect(first.out).toBe('count\r\n2\r\n');
    const deep = `${JSON.stringify(auditRecord({ Id: 'deep' })).slice(0, -1)},"Deep":${'['.repeat(10_000)}${']'.repeat(10_000)}}\n`;
    const second = await count(folder.file('deep.ndjson', deep + ndjson([auditRecord({ Id: 'flat' })])));
    expect(second.code).toBe(0);
    const [, read] = second.out.split('\r\n');
    expect(Number(read) + (second.err.includes('1 quarantined') ? 1 : 0)).toBe(2);
  });
});

describe('a run that ends early', () => {
  it('leaves no temporary files behind', async () => {
    const temporary = `${folder.path}/temporary`;
    mkdirSync(temporary);
    const array = folder.file('array.json', JSON.stringify([auditRecord()]));
    for (const args of [['--memory', '1'], ['--format', 'html', '--out', '/no/such/folder/x'], []]) {
      await runCli(['hunt', array, ...args], { env: { TMPDIR: temporary } });
      expect(readdirSync(temporary)).toEqual([]);
    }
  });
});

describe('a name that the engine cannot open', () => {
  it('is read through the decoder', async () => {
    const { code, out } = await count(folder.file('odd\\name[1]*.ndjson', ndjson([auditRecord()])));
    expect(out).toBe('count\r\n1\r\n');
    expect(code).toBe(0);
  });
});

describe('arguments of search', () => {
  it('in the wrong order are told as such, and a long search is no odd file name', async () => {
    const file = folder.file('one.ndjson', ndjson([auditRecord()]));
    const swapped = await runCli(['search', file, `index=o365 ${'x'.repeat(5000)} | stats count`]);
    expect(swapped).toMatchObject({ code: 2, out: '' });
    expect(swapped.err).toBe(
      `error: "${file}" is a file and no search\n  hint: the search comes first, then the files\n`,
    );
    const missing = await runCli(['search', 'index=o365', 'x'.repeat(5000)]);
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('error: there is no file or directory "xxx');
  });
});

describe('hostile values', () => {
  const evil = '\u001b]0;owned\u0007<script>alert(1)</script>';
  const path = folder.file(
    'hostile.ndjson',
    ndjson([
      auditRecord({
        UserId: evil,
        ClientIP: "=cmd|' /C calc'!A0",
        "'; drop table events": 'value',
        userid: 'twin',
      }),
    ]),
  );

  it('lets field names and values act nowhere', async () => {
    const search = (format: string): Promise<{ out: string }> =>
      runCli([
        'search',
        'index=o365 | table UserId userid ClientIP "\'; drop table events"',
        path,
        '--format',
        format,
      ]);
    const [row] = JSON.parse((await search('json')).out);
    expect(row).toEqual({
      UserId: evil,
      userid: 'twin',
      ClientIP: "=cmd|' /C calc'!A0",
      "'; drop table events": 'value',
    });
    expect((await search('table')).out).not.toMatch(/[\u001b\u0007]/);
    expect((await search('html')).out).not.toContain('<script>alert');
    expect((await search('csv')).out).toContain("'=cmd");
  });

  it('reports them in a hunt without letting them through', async () => {
    const table = await runCli(['hunt', path]);
    expect(table.out).toContain('<script>');
    expect(table.out).not.toMatch(/[\u001b\u0007]/);
    const html = await runCli(['hunt', path, '--format', 'html']);
    expect(html.out).not.toContain('<script');
  });
});

describe('misuse', () => {
  const anyFile = fileURLToPath(import.meta.url);
  const cases: readonly (readonly [args: readonly string[], message: string])[] = [
    [['hnut'], 'hunt'],
    [['hunt'], 'missing required argument'],
    [['hunt', anyFile, '--format', 'xml'], 'Allowed choices'],
    [['hunt', anyFile, '--since', 'last tuesday'], 'no point in time'],
    [['hunt', anyFile, '--since', '2026-03-03', '--until', '2026-03-02'], 'not before'],
    [['hunt', anyFile, '--rule', 'nosuch'], 'there is no rule "nosuch"'],
    [['hunt', anyFile, '--memory', '1'], 'too little'],
    [['search', '@/no/such/file', anyFile], 'cannot read'],
    [['search', '', anyFile], 'empty'],
    [['conformance', anyFile], 'not JSON'],
    [['check', '/no/such/corpus.jsonl'], 'cannot read'],
  ];
  it.each(cases)('%j', async (args, message) => {
    const { code, out, err } = await runCli(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    noStack(err);
  });
});
