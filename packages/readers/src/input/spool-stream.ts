import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { InputFile } from './input-file.ts';

let serial = 0;

/** Copies a stream that can be read once only (standard input, a pipe) into a file that can be read again. */
export async function spoolStream(
  stream: Readable,
  name: string,
  spoolDir: string,
  signal?: AbortSignal,
): Promise<InputFile> {
  await mkdir(spoolDir, { recursive: true });
  serial += 1;
  const path = join(spoolDir, `input-${process.pid}-${Date.now().toString(36)}-${serial}`);
  await pipeline(
    stream,
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    signal === undefined ? {} : { signal },
  );
  const { size } = await stat(path);
  return { kind: 'file', path, name, sizeBytes: size };
}
