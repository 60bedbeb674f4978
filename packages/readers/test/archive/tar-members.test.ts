import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Headers, pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { tarMembers } from '../../src/archive/tar-members.ts';
import { tempDir } from '../support/files.ts';

type Entry = Partial<Headers> & { readonly name: string; readonly content?: string };

async function tarFile(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const { content = '', ...header } of entries) archive.entry(header, content);
  archive.finalize();
  const parts: Buffer[] = [];
  for await (const part of archive) parts.push(part);
  return Buffer.concat(parts);
}

/** A header block written by hand, for the forms that no library writes. */
function block(fields: Readonly<Record<number, string | Buffer>>): Buffer {
  const header = Buffer.alloc(512);
  for (const [at, value] of Object.entries(fields)) Buffer.from(value).copy(header, Number(at));
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

const padded = (text: string): Buffer => {
  const content = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
  content.write(text);
  return content;
};

const octal = (size: number): string => size.toString(8).padStart(11, '0');
const END = Buffer.alloc(1024);

interface Read {
  /** Name and content, or why it cannot be unpacked. */
  readonly members: (readonly [string, string])[];
  readonly fault: string | null;
}

async function read(archive: Buffer, unread: readonly string[] = []): Promise<Read> {
  const path = join(tempDir(), 'case');
  writeFileSync(path, archive);
  const members: [string, string][] = [];
  let fault: string | null = null;
  try {
    for await (const member of tarMembers(path, undefined)) {
      if (unread.includes(member.name)) continue;
      const parts: Buffer[] = [];
      const ended = member.refused === null ? await member.read((part) => parts.push(part)) : null;
      const content = member.refused ?? Buffer.concat(parts).toString();
      members.push([member.name, ended === null ? content : `${content} (${ended.message})`]);
    }
  } catch (error) {
    fault = (error as Error).message;
  }
  return { members, fault };
}

describe('the members of a .tar', () => {
  it('are given in their order; what nobody reads is passed over', async () => {
    const long = 'x'.repeat(3_000_000);
    const archive = await tarFile([
      { name: 'folder', type: 'directory' },
      { name: 'a', content: 'first' },
      { name: 'empty' },
      { name: 'block', content: 'y'.repeat(512) },
      { name: 'long', content: long },
      { name: 'z', content: 'last' },
    ]);
    const all = [
      ['a', 'first'],
      ['empty', ''],
      ['block', 'y'.repeat(512)],
      ['long', long],
      ['z', 'last'],
    ];
    expect(await read(archive)).toEqual({ members: all, fault: null });
    expect(await read(gzipSync(archive), ['a', 'long'])).toEqual({
      members: [all[1], all[2], all[4]],
      fault: null,
    });
  });

  it('have names of any length and script, and their times', async () => {
    const names = [`${'f/'.repeat(90)}x`, `${'name'.repeat(100)}`, 'Prüfung/日本.json'];
    const mtime = new Date('2024-03-04T05:06:07Z');
    const archive = await tarFile(names.map((name) => ({ name, content: name, mtime })));
    expect(await read(archive)).toEqual({ members: names.map((name) => [name, name]), fault: null });
    const path = join(tempDir(), 'case');
    writeFileSync(path, archive);
    for await (const { modified } of tarMembers(path, undefined)) expect(modified).toEqual(mtime);
  });

  it.each([
    ['the oldest form, without magic', { 0: 'old', 124: octal(5) }, 'old', 'hello'],
    ['a type of its own, which POSIX reads as a file', { 0: 'x', 124: octal(5), 156: 'Z' }, 'x', 'hello'],
    ['a contiguous file', { 0: 'x', 124: octal(5), 156: '7' }, 'x', 'hello'],
    [
      'a prefix of ustar',
      { 0: 'name', 124: octal(5), 156: '0', 257: 'ustar\x0000', 345: 'folder' },
      'folder/name',
      'hello',
    ],
    [
      'the times that GNU keeps in the place of the prefix',
      { 0: 'name', 124: octal(5), 156: '0', 257: 'ustar  \0', 345: '14000000000' },
      'name',
      'hello',
    ],
    [
      'a size of base 256',
      { 0: 'big', 124: Buffer.from('800000000000000000000005', 'hex'), 156: '0' },
      'big',
      'hello',
    ],
    ['a size with spaces', { 0: 'x', 124: '         5 \0', 156: '0' }, 'x', 'hello'],
    [
      'a sparse file',
      { 0: 'holes', 124: octal(5), 156: 'S' },
      'holes',
      'it is a sparse file: unpack it first',
    ],
  ])('are known by %s', async (_, fields, name, content) => {
    expect(await read(Buffer.concat([block(fields), padded('hello'), END]))).toEqual({
      members: [[name, content]],
      fault: null,
    });
  });

  it('have the names of GNU headers, and more blocks where a sparse file has many holes', async () => {
    const name = 'n'.repeat(700);
    const longName = Buffer.concat([
      block({ 0: '././@LongLink', 124: octal(701), 156: 'L' }),
      padded(`${name}\0`),
    ]);
    const longLink = Buffer.concat([block({ 0: '././@LongLink', 124: octal(4), 156: 'K' }), padded('link')]);
    const more = Buffer.alloc(512);
    more[504] = 1;
    const sparse = Buffer.concat([
      block({ 0: 'holes', 124: octal(5), 156: 'S', 482: '\x01' }),
      more,
      Buffer.alloc(512),
      padded('bytes'),
    ]);
    const file = Buffer.concat([block({ 0: 'cut', 124: octal(2), 156: '0' }), padded('me')]);
    expect(await read(Buffer.concat([sparse, longName, longLink, file, file, END]))).toEqual({
      members: [
        ['holes', 'it is a sparse file: unpack it first'],
        [name, 'me'],
        ['cut', 'me'],
      ],
      fault: null,
    });
  });

  it('are refused where they are links and devices, whose sizes mean nothing', async () => {
    const file = Buffer.concat([block({ 0: 'file', 124: octal(2), 156: '0' }), padded('me')]);
    for (const type of '12346') {
      const link = block({ 0: 'link', 124: octal(99), 156: type });
      expect(await read(Buffer.concat([link, file, END]))).toEqual({
        members: [
          ['link', 'it is a link or a device'],
          ['file', 'me'],
        ],
        fault: null,
      });
    }
  });

  it('are read past a damaged header, and in an archive that another one was joined to', async () => {
    const [first, second] = [
      await tarFile([{ name: 'a', content: 'first' }]),
      await tarFile([
        { name: 'b', content: 'second' },
        { name: 'c', content: 'third' },
      ]),
    ];
    const joined = Buffer.concat([first, second]);
    expect((await read(joined)).members.map(([name]) => name)).toEqual(['a', 'b', 'c']);
    joined[first.length + 3] = 7;
    joined[first.length] = 7;
    // Behind the end of an archive anything may stand.
    expect(await read(joined)).toEqual({
      members: [
        ['a', 'first'],
        ['c', 'third'],
      ],
      fault: null,
    });
    second[0] = 7;
    expect(await read(second)).toEqual({
      members: [['c', 'third']],
      fault: 'its header at byte 0 is damaged',
    });
  });

  it('end with a fault, wherever the archive was cut off', async () => {
    const whole = await tarFile([
      { name: 'a', content: 'x'.repeat(700) },
      { name: 'n'.repeat(200), content: 'y' },
    ]);
    for (let length = 0; length < whole.length - 1024; length += 37) {
      const { members, fault } = await read(whole.subarray(0, length));
      expect(fault, `${length} bytes`).toBe('the archive ends early');
      for (const [name, content] of members)
        expect([name, content.replace(' (the archive ends early)', '')]).toEqual([
          name,
          name === 'a' ? 'x'.repeat(Math.min(700, length - 512)) : 'y'.slice(0, Math.max(0, length - 3072)),
        ]);
    }
    const packed = gzipSync(whole);
    for (let length = 20; length < packed.length; length += 1) {
      const { fault } = await read(packed.subarray(0, length));
      expect(fault, `${length} packed bytes`).not.toBeNull();
    }
  });

  it('are never an endless loop, whatever the bytes', async () => {
    const whole = await tarFile([
      { name: 'a', content: 'x'.repeat(700) },
      { name: 'n'.repeat(200), content: 'y' },
    ]);
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const changed = Buffer.from(whole);
        for (const [at, byte] of list) changed[at] = byte;
        const { members } = await read(changed);
        expect(members.length).toBeLessThanOrEqual(whole.length / 512);
      }),
      { seed: 1, numRuns: Number(process.env.FUZZ_RUNS ?? 200) },
    );
  });
});
