import { formats } from '@sealbreak/readers';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { writeListing } from '../listing.ts';
import type { OutputOptions } from '../output.ts';
import type { CommandEnvironment } from '../program.ts';

const columns = ['log', 'format', 'recognised by', 'sourcetypes', 'how to get it'];

/** Prints the logs that are read, and how one gets them. */
export async function listSources(
  options: OutputOptions,
  { console }: CommandEnvironment,
): Promise<ExitCode> {
  const rows = formats.flatMap(({ id, title, doc }) =>
    doc === null ? [] : [[title, id, doc.recognisedBy, doc.sourcetypes, doc.howToGet]],
  );
  await writeListing({ title: 'Log sources', columns, rows }, options, console);
  return exitCode.ok;
}
