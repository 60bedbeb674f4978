import { rm } from 'node:fs/promises';
import type { FileAccount, QuarantinedRecord, SkippedFile } from '@sealbreak/detect';
import { visible } from '@sealbreak/detect/report';
import type { Engine, LoadedEvents, LoadProgress, LoadRequest, ScanFile } from '@sealbreak/engine';
import {
  decodeInput,
  discoverInputs,
  documentFormats,
  groundTruthFormat,
  type IdentifiedFile,
  type InputMappings,
  identify,
  type Opened,
  openInput,
  verifyCompressed,
} from '@sealbreak/readers';
import type { FieldInfo } from '@sealbreak/spl';
import { CliError } from './cli-error.ts';
import type { Progress } from './progress.ts';
import { makeSpoolDir, removeSpoolDir } from './spool-dir.ts';

/** The input files of a run: recognised, opened, and accounted for. */
export interface EventInput {
  readonly scans: readonly ScanFile[];
  readonly skipped: readonly SkippedFile[];
  /** Files that were read and gave no event, with the reason in words. */
  readonly empty: readonly { readonly path: string; readonly reason: string }[];
  readonly bytes: number;
  /** Each file that was read, where it lies, and what the engine scans of it. */
  sources(): readonly { readonly path: string; readonly name: string; readonly scans: readonly ScanFile[] }[];
  /** Loads what plans ask of the events. A file that turns out irregular is decoded and the load is repeated. */
  load(engine: Engine, request: LoadRequest): Promise<LoadedEvents>;
  /** The names of all fields of the events that the request can use. */
  discoverFields(engine: Engine, request: LoadRequest): Promise<readonly FieldInfo[]>;
  /** How each file was accounted for by the last load; counts the duplicates, which takes time. */
  accounts(loaded: LoadedEvents): Promise<readonly FileAccount[]>;
  /** Number of quarantined records, and as many of them as were kept to be shown. */
  quarantinedCount(): number;
  quarantine(): readonly QuarantinedRecord[];
  close(): Promise<void>;
}

interface Source {
  readonly identified: IdentifiedFile;
  opened: Opened;
}

export interface InputControl {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** What was said of files that no known format fits. */
  readonly mappings: InputMappings | null;
}

/** Recognises every file under the paths. Throws CliError when there is nothing to read. */
export async function openInputs(paths: readonly string[], control: InputControl): Promise<EventInput> {
  const spoolDir = await makeSpoolDir();
  try {
    return await openInto(spoolDir, paths, control);
  } catch (error) {
    await removeSpoolDir(spoolDir);
    throw error;
  }
}

async function openInto(
  spoolDir: string,
  paths: readonly string[],
  { signal, progress, mappings }: InputControl,
): Promise<EventInput> {
  const skipped: SkippedFile[] = [];
  const sources: Source[] = [];
  const context = { spoolDir, signal };
  for await (const input of discoverInputs(paths, context)) {
    const identified = input.kind === 'file' ? await identify(input, mappings) : input;
    if (identified.kind === 'skipped') {
      // Our own file beside generated logs: nobody wonders why it was not read.
      if (input.kind === 'file' && input.isTemporary === true) await rm(input.path, { force: true });
      if (identified.format === groundTruthFormat) continue;
      skipped.push({
        path: identified.name,
        sizeBytes: input.kind === 'file' ? input.sizeBytes : 0,
        reason: identified.reason,
        isDocument: documentFormats.has(identified.format),
      });
      continue;
    }
    const opened = await openInput(identified, {
      ...context,
      onProgress: (bytes) =>
        progress.update({
          label: `reading ${input.name}`,
          bytesDone: bytes,
          bytesTotal: identified.file.sizeBytes,
          events: 0,
        }),
    });
    sources.push({ identified, opened });
  }
  await decodeDamaged(sources, context);
  return inputOf(sources, skipped, spoolDir, { signal, progress });
}

/** The engine's own reader ends early and in silence on a cut-off compressed file; such files go through the decoder. */
async function decodeDamaged(
  sources: readonly Source[],
  context: { readonly spoolDir: string; readonly signal: AbortSignal },
): Promise<void> {
  for (const source of sources) {
    const inPlace = source.opened.scans.some((scan) => !scan.checked && scan.compression !== 'none');
    if (inPlace && !(await verifyCompressed(source.identified.file, context)).intact)
      source.opened = await decodeInput(source.identified, context);
  }
}

function inputOf(
  sources: readonly Source[],
  skipped: readonly SkippedFile[],
  spoolDir: string,
  { signal, progress }: Omit<InputControl, 'mappings'>,
): EventInput {
  const control = {
    signal,
    ...(progress.isVisible
      ? { onProgress: (state: LoadProgress) => progress.update({ label: 'scanning', ...state }) }
      : {}),
  };
  const scans = (): readonly ScanFile[] => [
    ...sources.flatMap((source) => source.opened.scans),
    ...sources.flatMap((source) => source.opened.remnants),
  ];
  return {
    get scans() {
      return scans();
    },
    skipped,
    empty: sources
      .filter(({ opened }) => opened.scans.length + opened.remnants.length === 0)
      .map(({ identified, opened }) => ({
        path: identified.file.name,
        reason: opened.quarantined[0]?.reason ?? opened.notices.join('; '),
      })),
    bytes: sources.reduce((sum, source) => sum + source.identified.file.sizeBytes, 0),
    sources: () =>
      sources.map(({ identified, opened }) => ({
        path: identified.file.path,
        name: identified.file.name,
        scans: [...opened.scans, ...opened.remnants],
      })),
    load: async (engine, request) => {
      const loaded = await engine.loadFiles(scans(), request, control);
      // What the engine cannot read in place, for whatever reason, the decoder may.
      const failed = loaded.failed.filter(({ file }) => !file.checked);
      const refused = new Set([...loaded.irregular, ...failed].map(({ file }) => file.path));
      if (refused.size === 0) return loaded;
      for (const source of sources) {
        if (source.opened.scans.some((scan) => refused.has(scan.path))) {
          source.opened = await decodeInput(source.identified, { spoolDir, signal });
        }
      }
      await loaded.close();
      return engine.loadFiles(scans(), request, control);
    },
    discoverFields: async (engine, request) =>
      (await engine.discoverFields(scans(), request, { signal })).fields,
    accounts: async (loaded) => {
      const duplicates = await loaded.duplicates();
      return sources.map((source) => accountOf(source, loaded, duplicates));
    },
    quarantinedCount: () => sources.reduce((sum, { opened }) => sum + opened.quarantinedCount, 0),
    quarantine: () => sources.flatMap((source) => source.opened.quarantined),
    close: () => removeSpoolDir(spoolDir),
  };
}

function accountOf(
  { identified, opened }: Source,
  loaded: LoadedEvents,
  repeats: ReadonlyMap<ScanFile, number>,
): FileAccount {
  const files = loaded.files.filter(({ file }) =>
    [...opened.scans, ...opened.remnants].some((scan) => scan.path === file.path),
  );
  const rows = files.reduce((sum, file) => sum + file.records, 0);
  const duplicates = files.reduce((sum, { file }) => sum + (repeats.get(file) ?? 0), 0);
  return {
    path: identified.file.name,
    format: identified.title,
    sizeBytes: identified.file.sizeBytes,
    records: rows + opened.quarantinedCount,
    read: rows - duplicates,
    duplicates,
    quarantined: opened.quarantinedCount,
    notices: opened.notices,
  };
}

export function requireEvents(input: EventInput): void {
  if (input.scans.length > 0) return;
  const [first, ...others] = [...input.empty, ...input.skipped];
  const more = others.length > 0 ? ` (and ${others.length} more files that were not read)` : '';
  const why = first ? `${visible(first.path)}: ${first.reason}${more}` : 'there are no files in this place';
  throw new CliError(
    `no log records were found: ${why}`,
    '"sealbreak sources" lists the logs that are read, "sealbreak identify <path>" says what each file is',
  );
}
