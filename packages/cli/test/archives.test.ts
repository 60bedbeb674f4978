import { mkdirSync, readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { auditRecord, ndjson, runCli, testFolder } from './run-cli.ts';

const folder = testFolder();
afterAll(() => folder.remove());

/** A member of a .tar: a header of the old form, and the content in blocks of 512 bytes. */
function tarMember(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write(`${Buffer.byteLength(content).toString(8).padStart(11, '0')} `, 124);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const blocks = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
  blocks.write(content);
  return Buffer.concat([header, blocks]);
}

function archive(): string {
  const audit = ndjson([auditRecord(), auditRecord({ Id: 'two' })]);
  const members = [tarMember('case/audit.ndjson', audit), tarMember('case/notes.txt', 'nothing to see')];
  return folder.file('case.tar.gz', gzipSync(Buffer.concat([...members, Buffer.alloc(1024)])));
}

it('an archive is searched as the files in it', async () => {
  const path = archive();
  const { out, err } = await runCli([
    'search',
    'index=o365 | stats count by source',
    path,
    '--format',
    'csv',
  ]);
  expect(out).toBe(`source,count\r\n${path}!/case/audit.ndjson,2\r\n`);
  expect(err).toContain('case.tar.gz!/case/notes.txt: plain text');
  const found = JSON.parse((await runCli(['identify', path, '--format', 'json'])).out);
  expect(found).toMatchObject([
    { format: 'o365-ndjson' },
    { file: `${path}!/case/notes.txt`, format: 'text' },
  ]);
});

it.each(['SIGINT', 'SIGTERM'] as const)('%s leaves nothing of an archive behind', async (signal) => {
  const temporary = `${folder.path}/${signal}`;
  mkdirSync(temporary);
  const path = archive();
  let kill: (signal: NodeJS.Signals) => void = () => undefined;
  const run = runCli(['search', 'index=*', path, '-'], {
    stdin: 'open',
    env: { TMPDIR: temporary },
    onStart: (stop) => (kill = stop),
  });
  const unpacked = () =>
    readdirSync(temporary, { recursive: true }).some((name) => String(name).includes('member-'));
  for (let tries = 0; tries < 200 && !unpacked(); tries += 1) await setTimeout(50);
  expect(unpacked()).toBe(true);
  kill(signal);
  expect((await run).code).toBe(130);
  expect(readdirSync(temporary)).toEqual([]);
});
