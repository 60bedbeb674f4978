import { rm } from 'node:fs/promises';
import {
  discoverInputs,
  type Identified,
  identify,
  type RecordSample,
  sampleRecords,
} from '@sealbreak/readers';
import type { Cell } from '@sealbreak/spl';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { type MappingOptions, mappingsOf } from '../input-mappings.ts';
import { writeListing } from '../listing.ts';
import type { OutputOptions } from '../output.ts';
import type { CommandEnvironment } from '../program.ts';
import { inSpoolDir } from '../spool-dir.ts';

const columns = ['file', 'format', 'what', 'sure', 'why', 'sourcetypes', 'not read because'];

/** Prints what each file under some paths is: format, reason, how sure, sourcetypes of its first events, or why it is not read. */
export async function identifyFiles(
  paths: readonly string[],
  options: OutputOptions & MappingOptions,
  { console, signal }: CommandEnvironment,
): Promise<ExitCode> {
  const mappings = mappingsOf(options);
  await inSpoolDir(async (spoolDir) => {
    const rows = async function* (): AsyncGenerator<readonly Cell[]> {
      for await (const input of discoverInputs(paths, { signal, spoolDir })) {
        const found = input.kind === 'file' ? await identify(input, mappings) : input;
        yield await rowOf(found, { signal, spoolDir });
        if (input.kind === 'file' && input.isTemporary === true) await rm(input.path, { force: true });
      }
    };
    await writeListing({ title: 'Files', columns, rows: rows() }, options, console);
  });
  return exitCode.ok;
}

async function rowOf(
  found: Identified,
  options: { readonly signal: AbortSignal; readonly spoolDir: string },
): Promise<readonly Cell[]> {
  if (found.kind === 'skipped') {
    const { name, format, title, sure, why, reason } = found;
    return [name, format, title, sure ?? null, why ?? null, null, reason];
  }
  const sample = await sampleRecords(found, options);
  const { file, format, title, why, sure } = found;
  const isDoubtful = sample.records === 0 || sample.unreadable > sample.records;
  return [
    file.name,
    format,
    title,
    isDoubtful ? 'guess' : sure,
    [why, ...(file.notice === undefined ? [] : [file.notice]), ...doubts(sample)].join('; '),
    sample.sourcetypes,
    null,
  ];
}

function doubts({ records, unreadable, isWhole }: RecordSample): readonly string[] {
  const place = isWhole ? '' : ' at its beginning';
  if (unreadable > 0) return [`${unreadable} of ${records + unreadable} records${place} cannot be read`];
  return records === 0 ? [`there are no whole records${place}`] : [];
}
