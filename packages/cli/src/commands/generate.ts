import { EXAMPLES_OPTIONS, type WriteHooks, writeDataset, writeExamples } from '@sealbreak/generate';
import { CliError } from '../cli-error.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { CommandEnvironment } from '../program.ts';
import { createProgress, formatBytes } from '../progress.ts';

interface GenerateCommandOptions {
  readonly out: string;
  readonly events?: number;
  readonly mailboxes?: number;
  readonly seed?: number;
}

/** Makes a synthetic tenant: a folder in several formats, or one NDJSON file of any size; the ground truth lies beside it. */
export async function generate(
  { out, ...size }: GenerateCommandOptions,
  { console, signal }: CommandEnvironment,
): Promise<ExitCode> {
  const progress = createProgress(console);
  const hooks: WriteHooks = {
    signal,
    onProgress: ({ events, totalEvents }) =>
      progress.update({ label: 'writing', bytesDone: events, bytesTotal: totalEvents, events }),
  };
  try {
    if (/\.ndjson(\.gz)?$/.test(out)) {
      const written = await writeDataset(out, { seed: EXAMPLES_OPTIONS.seed, ...size }, hooks);
      progress.end();
      console.out.write(
        `${written.path}: ${formatBytes(written.bytes)}\n${written.truthPath}: ${written.truth.incidents.length} incidents\n`,
      );
    } else {
      const written = await writeExamples(out, { ...EXAMPLES_OPTIONS, ...size }, hooks);
      progress.end();
      console.out.write(
        `${written.directory}: ${written.files.join(', ')}; ${written.truth.incidents.length} incidents\n`,
      );
    }
    return exitCode.ok;
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(error.message);
    throw error;
  }
}
