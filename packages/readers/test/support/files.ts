import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import {
  decodeInput,
  type IdentifiedFile,
  type InputFile,
  identify,
  type Opened,
  openInput,
  type ScanFile,
} from '../../src/index.ts';

const root = mkdtempSync(join(tmpdir(), 'sealbreak-readers-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let serial = 0;

/** A directory of the test file's own, removed at its end. */
export function tempDir(): string {
  return mkdtempSync(join(root, 'd-'));
}

export function tempFile(content: string | Buffer, name = 'sample'): InputFile {
  serial += 1;
  const path = join(root, `${name}-${serial}`);
  writeFileSync(path, content);
  return { kind: 'file', path, name, sizeBytes: Buffer.byteLength(content) };
}

export async function identifyFile(content: string | Buffer): Promise<IdentifiedFile> {
  const identified = await identify(tempFile(content));
  if (identified.kind === 'skipped') throw new Error(`skipped as ${identified.format}: ${identified.reason}`);
  return identified;
}

export interface Decoded extends Opened {
  readonly format: string;
  readonly plan: string;
  readonly o365: Record<string, unknown>[];
  readonly json: unknown[];
  /** Lines of the audit records' spool file as they are. */
  readonly lines: string[];
}

/** Identifies and decodes a content, and reads the spool files back. */
export async function decode(content: string | Buffer, maxRecordBytes?: number): Promise<Decoded> {
  const identified = await identifyFile(content);
  const opened = await decodeInput(identified, { spoolDir: tempDir(), maxRecordBytes });
  return {
    ...opened,
    format: identified.format,
    plan: identified.plan.how,
    ...contents([...opened.scans, ...opened.remnants]),
  };
}

export async function open(content: string | Buffer): Promise<Opened> {
  return openInput(await identifyFile(content), { spoolDir: tempDir() });
}

export function contents(scans: readonly ScanFile[]): Pick<Decoded, 'o365' | 'json' | 'lines'> {
  const linesOf = (record: string) =>
    scans
      .filter((scan) => scan.record === record)
      .flatMap(({ path }) => readFileSync(path, 'utf8').split('\n'))
      .filter((line) => line !== '');
  const lines = linesOf('o365');
  return {
    lines,
    o365: lines.map((line) => JSON.parse(line)),
    json: linesOf('json').map((line) => JSON.parse(line)),
  };
}
