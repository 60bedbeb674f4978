import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { visible } from '@sealbreak/detect/report';
import { CliError } from '../cli-error.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { type MappingOptions, mappingsOf } from '../input-mappings.ts';
import { inputSummary } from '../input-summary.ts';
import {
  type Catalogue,
  type Checkpoint,
  type LakePart,
  lockLake,
  openCatalogue,
} from '../lake/catalogue.ts';
import { removeOrphans, writeParts } from '../lake/write-parts.ts';
import { openInputs, requireEvents } from '../load-events.ts';
import type { CommandEnvironment } from '../program.ts';
import { createProgress } from '../progress.ts';
import { withEngine } from '../with-engine.ts';

interface StoreOptions {
  readonly data: string;
}

/** Whole records are copied, of up to 64 MB each, and every thread has buffers for the longest. */
const engineLimits = { memoryLimitBytes: 700_000_000, threads: 1 };

/** Reads files and keeps their events in the lake. A file becomes visible whole, in the step that moves its checkpoint. */
export async function ingest(
  paths: readonly string[],
  options: StoreOptions & MappingOptions,
  { console, signal }: CommandEnvironment,
): Promise<ExitCode> {
  const { data } = options;
  if (paths.includes('-'))
    throw new CliError('standard input has no name to go on from', 'give the path of a file');
  const lock = lockLake(data);
  const catalogue = openCatalogue(data);
  const progress = createProgress(console);
  try {
    removeOrphans(data, catalogue.parts());
    const input = await openInputs(paths, { signal, progress, mappings: mappingsOf(options) });
    try {
      requireEvents(input);
      const before = new Map<string, Seen>();
      for (const { path } of input.sources()) before.set(path, await seen(path));
      return await withEngine(engineLimits, async (opening) => {
        const engine = await opening;
        // Finds what cannot be read in place, which is then decoded, and says how many records there are.
        const loaded = await input.load(engine, { scans: [], keepDuplicates: true });
        const records = new Map(loaded.files.map(({ file, records }) => [file.path, records]));
        let added = 0;
        let unchanged = 0;
        for (const { path, name, scans } of input.sources()) {
          const was = before.get(path);
          const now = await seen(path);
          if (was === undefined || was.sha256 !== now.sha256)
            throw new CliError(`${visible(name)} changed while it was read`, 'ingest it again');
          if (scans.some((scan) => !records.has(scan.path))) continue;
          const place = resolve(name);
          const old = catalogue.checkpoint(place);
          if (old?.sha256 === now.sha256) {
            unchanged += 1;
            continue;
          }
          const generation = old === null ? 0 : old.generation + ((await continues(path, old)) ? 0 : 1);
          const parts: LakePart[] = [];
          for (const [index, scan] of scans.entries()) {
            const nth = scans.slice(0, index).filter(({ record }) => record === scan.record).length;
            const origin = `${place}#${generation}#${scan.record}#${nth}`;
            const known = [...catalogue.parts(), ...parts];
            const count = records.get(scan.path) ?? 0;
            parts.push(...(await writeParts(engine, data, scan, { origin, records: count, known })));
          }
          if ((await seen(path)).sha256 !== now.sha256)
            throw new CliError(`${visible(name)} changed while it was read`, 'ingest it again');
          catalogue.commit(parts, { path: place, size: now.size, sha256: now.sha256, generation });
          added += parts.reduce((sum, { events }) => sum + events, 0);
        }
        progress.end();
        console.out.write(`${added} events added, ${unchanged} files unchanged\n`);
        return inputSummary(input, loaded, { keepDuplicates: true, strict: false, quiet: false }, console);
      });
    } finally {
      progress.end();
      await input.close();
    }
  } finally {
    catalogue.close();
    lock.release();
  }
}

type Seen = Pick<Checkpoint, 'size' | 'sha256'>;

async function seen(path: string, end?: number): Promise<Seen> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(path, end === undefined ? {} : { end: end - 1 })) {
    hash.update(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  return { size, sha256: hash.digest('hex') };
}

/** Whether the file begins with what was read of it before. */
async function continues(path: string, { size, sha256 }: Checkpoint): Promise<boolean> {
  return size > 0 && statSync(path).size >= size && (await seen(path, size)).sha256 === sha256;
}

interface StatsOptions extends StoreOptions {
  readonly format: 'text' | 'json';
}

/** Prints events, files and bytes of each sourcetype. */
export async function lakeStats(
  { data, format }: StatsOptions,
  { console }: CommandEnvironment,
): Promise<ExitCode> {
  if (!existsSync(join(data, 'catalogue.db')))
    throw new CliError(`there is no store in ${visible(data)}`, 'make one with sealbreak ingest');
  const catalogue: Catalogue = openCatalogue(data);
  const totals = new Map<string, { events: number; files: number; bytes: number }>();
  for (const { sourcetype, events, bytes } of catalogue.parts()) {
    const sum = totals.get(sourcetype) ?? { events: 0, files: 0, bytes: 0 };
    totals.set(sourcetype, { events: sum.events + events, files: sum.files + 1, bytes: sum.bytes + bytes });
  }
  catalogue.close();
  const rows = [...totals].map(([sourcetype, sum]) => ({ sourcetype, ...sum }));
  const lines = rows.map(
    ({ sourcetype, events, files, bytes }) =>
      `${visible(sourcetype)}: ${events} events, ${files} files, ${bytes} bytes`,
  );
  console.out.write(format === 'json' ? `${JSON.stringify(rows)}\n` : `${lines.join('\n')}\n`);
  return exitCode.ok;
}
