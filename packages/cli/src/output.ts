import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { ansiPalette, type Palette, plainPalette, type ReportFormat } from '@sealbreak/detect/report';
import { CliError } from './cli-error.ts';
import { type Console, writeAll } from './console.ts';

/** Options of every command that prints a result, as commander gives them. */
export interface OutputOptions {
  readonly format: ReportFormat;
  readonly out?: string;
}

/** Colours only for a table on a terminal. */
export function paletteFor({ format, out }: OutputOptions, console: Console): Palette {
  return console.colour && format === 'table' && out === undefined ? ansiPalette : plainPalette;
}

/** Writes to standard output, or to the file of `--out`. */
export async function writeOutput(
  chunks: Iterable<string> | AsyncIterable<string>,
  { out }: OutputOptions,
  console: Console,
): Promise<void> {
  if (out === undefined) return writeAll(console.out, chunks);
  const file = createWriteStream(out);
  try {
    await once(file, 'open');
  } catch (error) {
    throw new CliError(`cannot write ${out}: ${error instanceof Error ? error.message : String(error)}`);
  }
  await writeAll(file, chunks);
  file.end();
  await finished(file);
}
