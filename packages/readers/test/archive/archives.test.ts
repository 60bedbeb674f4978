import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { decodeInput, discoverInputs, identify, type UnpackLimits } from '../../src/index.ts';
import { tempDir } from '../support/files.ts';
import { auditRecords, ndjson } from '../support/records.ts';
import { type ZipMember, zipFile } from '../support/zip-writer.ts';

const TEXT = ndjson(auditRecords(5));

interface Seen {
  readonly name: string;
  /** Records read; why not, where the file is skipped. */
  readonly gives: number | string;
  readonly notices: readonly string[];
}

async function readAll(content: Buffer, limits?: UnpackLimits, signal?: AbortSignal): Promise<Seen[]> {
  const spoolDir = tempDir();
  const path = join(tempDir(), 'case');
  writeFileSync(path, content);
  const seen: Seen[] = [];
  for await (const input of discoverInputs([path], { spoolDir, limits, signal })) {
    const name = input.name.replace(path, 'case');
    const found = input.kind === 'file' ? await identify(input) : input;
    if (found.kind === 'skipped') seen.push({ name, gives: found.reason, notices: [] });
    else {
      const { records, notices } = await decodeInput(found, { spoolDir });
      seen.push({ name, gives: records ?? -1, notices });
    }
  }
  return seen;
}

const given = (seen: readonly Seen[]) => seen.map(({ name, gives }) => [name, gives]);

async function tarFile(
  members: readonly { name: string; content?: string; type?: 'symlink' | 'directory' }[],
) {
  const archive = pack();
  for (const { name, content = '', type } of members)
    archive.entry({ name, ...(type === undefined ? {} : { type, linkname: '/etc/passwd' }) }, content);
  archive.finalize();
  const parts: Buffer[] = [];
  for await (const part of archive) parts.push(part);
  return Buffer.concat(parts);
}

const two: readonly ZipMember[] = [
  { name: 'logs/', content: '', method: 0 },
  { name: 'logs/a.json', content: TEXT },
  { name: 'logs/b.json.gz', content: gzipSync(TEXT), method: 0 },
];

describe('archives', () => {
  it('stand for their members: .zip, .tar, .tar.gz', async () => {
    const expected = [
      ['case!/logs/a.json', 5],
      ['case!/logs/b.json', 5],
    ];
    expect(given(await readAll(zipFile(two)))).toEqual([expected[0], ['case!/logs/b.json.gz', 5]]);
    const tar = await tarFile([
      { name: 'logs', type: 'directory' },
      { name: './logs/a.json', content: TEXT },
      { name: 'logs/link', type: 'symlink' },
      { name: 'logs/.hidden', content: TEXT },
      { name: 'logs/b.json', content: TEXT },
    ]);
    for (const content of [tar, gzipSync(tar)])
      expect(given(await readAll(content))).toEqual([
        expected[0],
        ['case!/logs/link', 'it is a link or a device'],
        ['case!/logs/.hidden', 'its name begins with a dot; unpack it to have it read'],
        expected[1],
      ]);
  });

  it('are read in archives, one level deep', async () => {
    const inner = zipFile([{ name: 'a.json', content: TEXT }]);
    const middle = zipFile([
      { name: 'inner.zip', content: inner, method: 0 },
      { name: 'b.json', content: TEXT },
    ]);
    const outer = zipFile([
      { name: 'middle.zip', content: middle },
      { name: 'inner.zip', content: inner },
    ]);
    expect(given(await readAll(outer))).toEqual([
      ['case!/middle.zip!/inner.zip', expect.stringContaining('unpack the outer one')],
      ['case!/middle.zip!/b.json', 5],
      ['case!/inner.zip!/a.json', 5],
    ]);
  });

  it('cannot lead out of the spool folder, and give each member a name of its own', async () => {
    const outside = join(tempDir(), 'owned');
    const names = ['../../x', '/etc/x', 'C:\\logs\\..\\x', outside, 'x', 'x'];
    const seen = await readAll(zipFile(names.map((name) => ({ name, content: TEXT }))));
    expect(seen.map(({ name }) => name)).toEqual([
      'case!/__/__/x',
      'case!/etc/x',
      'case!/C:/logs/__/x',
      `case!${outside}`,
      'case!/x',
      'case!/x (2)',
    ]);
    expect(seen.every(({ gives }) => gives === 5)).toBe(true);
    expect(existsSync(outside)).toBe(false);
  });

  it('are read past members that cannot be unpacked', async () => {
    const seen = await readAll(
      zipFile([
        { name: 'secret', content: TEXT, flags: 0x801 },
        { name: 'odd', content: TEXT, method: 9 },
        { name: 'link', content: '/etc/passwd', mode: 0o120777 },
        { name: 'noise', content: TEXT, packed: Buffer.from('no deflate data at all') },
        { name: 'changed', content: TEXT, crc: 1 },
        { name: 'good', content: TEXT },
      ]),
    );
    expect(given(seen)).toEqual([
      ['case!/secret', 'it is encrypted: unpack it with its password first'],
      ['case!/odd', 'its compression (method 9) is not supported: unpack it first'],
      ['case!/link', 'it is a link'],
      ['case!/noise', expect.stringContaining('nothing could be unpacked')],
      ['case!/changed', 5],
      ['case!/good', 5],
    ]);
    expect(seen[4]?.notices).toEqual([expect.stringContaining('its checksum does not fit')]);
    expect(seen[5]?.notices).toEqual([]);
  });

  it('are read up to the place where they are cut off', async () => {
    const long = ndjson(auditRecords(4000));
    const tar = gzipSync(
      await tarFile([
        { name: 'a', content: TEXT },
        { name: 'b', content: long },
      ]),
    );
    const seen = await readAll(tar.subarray(0, tar.length - 2000));
    expect(given(seen)).toEqual([
      ['case!/a', 5],
      ['case!/b', expect.any(Number)],
      ['case', expect.stringContaining('what could be unpacked was read')],
    ]);
    expect(seen[1]?.gives).toBeGreaterThan(2000);
    expect(seen[1]?.notices.join()).toContain('the archive is damaged');
  });

  it('are read from their start where a .zip was cut off and has no directory', async () => {
    const members: readonly ZipMember[] = [
      { name: 'logs/', content: '', method: 0 },
      { name: 'a', content: TEXT },
      { name: 'stored', content: TEXT, method: 0 },
      { name: 'secret', content: TEXT, flags: 0x801 },
      { name: '../../b', content: TEXT },
      { name: 'c', content: ndjson(auditRecords(4000)) },
    ];
    const whole = zipFile(members);
    const seen = await readAll(whole.subarray(0, whole.length - 2000));
    expect(given(seen)).toEqual([
      ['case!/a', 5],
      ['case!/stored', 5],
      ['case!/secret', expect.stringContaining('encrypted')],
      ['case!/__/__/b', 5],
      ['case!/c', expect.any(Number)],
      ['case', expect.stringMatching(/its directory cannot be read.*what could be unpacked was read/)],
    ]);
    expect(seen[4]?.gives).toBeGreaterThan(2000);
    expect(seen[4]?.notices.join()).toContain('the archive is damaged');
  });

  it('are read also where the sizes stand behind the content', async () => {
    const [local] = [zipFile([{ name: 'a', content: TEXT, flags: 0x808 }])];
    const end = local.indexOf('PK\x01\x02');
    const first = Buffer.from(local.subarray(0, end));
    first.fill(0, 14, 26);
    const descriptor = Buffer.concat([Buffer.from('PK\x07\x08'), Buffer.alloc(12)]);
    const second = zipFile([{ name: 'b', content: TEXT }]);
    const content = Buffer.concat([first, descriptor, second.subarray(0, second.indexOf('PK\x01\x02'))]);
    expect(given(await readAll(content)).slice(0, 2)).toEqual([
      ['case!/a', 5],
      ['case!/b', 5],
    ]);
  });

  it('tell an Office document from an archive of logs', async () => {
    const office = zipFile([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'xl/workbook.xml', content: '<workbook/>' },
    ]);
    expect(given(await readAll(office))).toEqual([['case', 'export it as CSV first']]);
  });
});

describe('archives that are made to do harm', () => {
  const limits: UnpackLimits = { members: 3, ratio: 100, ratioFromBytes: 1_000_000, bytes: 20_000_000 };

  it('are not unpacked past a ratio, a number of members, a number of bytes', async () => {
    const zeros = zipFile([
      { name: 'a', content: TEXT },
      { name: 'zeros', content: Buffer.alloc(5_000_000) },
    ]);
    expect(given(await readAll(zeros, limits))).toEqual([
      ['case!/a', 5],
      [
        'case',
        expect.stringMatching(/more than 100 times its size; unpack it by hand.*what came before was read/),
      ],
    ]);
    const many = zipFile(Array.from({ length: 9 }, (_, n) => ({ name: `${n}`, content: TEXT })));
    expect((await readAll(many, limits)).map(({ gives }) => gives)).toEqual([
      5,
      5,
      5,
      expect.stringContaining('more than 3 members'),
    ]);
    const stored = zipFile([
      { name: 'a', content: Buffer.alloc(15_000_000), method: 0 },
      { name: 'b', content: Buffer.alloc(15_000_000), method: 0 },
    ]);
    expect((await readAll(stored, limits)).at(-1)?.gives).toContain('more than the 20 MB');
  });

  it('leave nothing of what was not unpacked', async () => {
    const spoolDir = tempDir();
    const path = join(tempDir(), 'case.zip');
    writeFileSync(path, zipFile([{ name: 'zeros', content: Buffer.alloc(5_000_000) }]));
    for await (const _ of discoverInputs([path], { spoolDir, limits }));
    expect(readdirSync(spoolDir)).toEqual([]);
  });

  it('stop at once when the run is stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(readAll(zipFile(two), undefined, stop.signal)).rejects.toThrow();
  });

  it.each([1, 7, 40, 99, 200])('never throw, whatever byte is changed (every %i)', async (step) => {
    for (const content of [zipFile(two), gzipSync(await tarFile([{ name: 'a', content: TEXT }]))]) {
      for (let at = step; at < content.length; at += 211) {
        const changed = Buffer.from(content);
        changed[at] = (changed[at] ?? 0) ^ 0xff;
        await readAll(changed);
      }
    }
  });
});
