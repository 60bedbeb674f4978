import { visible } from '@sealbreak/detect/report';
import type { LoadedEvents } from '@sealbreak/engine';
import type { Console } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { InputOptions } from './input-options.ts';
import type { EventInput } from './load-events.ts';

/** Lines of quarantined records and skipped files that a summary shows; json and html reports list more. */
const shownLines = 5;

/** Says on stderr what was read and what was not, and gives the exit code that follows from it. */
export async function inputSummary(
  input: EventInput,
  loaded: LoadedEvents,
  options: InputOptions,
  console: Console,
): Promise<ExitCode> {
  const quarantined = input.quarantinedCount();
  const incomplete = loaded.failed.length > 0 || (options.strict && quarantined > 0);
  const code = incomplete ? exitCode.incomplete : exitCode.ok;
  if (options.quiet) return code;
  const accounts = await input.accounts(loaded);
  const records = accounts.reduce((sum, file) => sum + file.records, 0);
  const duplicates = accounts.reduce((sum, file) => sum + file.duplicates, 0);
  const lines = [
    `${plural(accounts.length, 'file')}, ${plural(records, 'record')}: ${records - duplicates - quarantined} read, ${plural(duplicates, 'duplicate')} ${options.keepDuplicates ? 'kept' : 'left out'}, ${quarantined} quarantined`,
    ...accounts.flatMap((account) => account.notices.map((notice) => `note: ${account.path}: ${notice}`)),
    ...shorten(
      input.quarantine().map(({ path, line, reason }) => `quarantined: ${path}:${line ?? '?'}: ${reason}`),
      'more records were quarantined',
    ),
    ...shorten(
      input.skipped
        .filter((file) => !file.isDocument)
        .map(({ path, reason }) => `not read: ${path}: ${reason}`),
      'more files were not read',
    ),
    ...loaded.failed.map(({ file, error }) => `failed: ${file.source}: ${error.message}`),
  ];
  console.err.write(`${lines.map((line) => visible(line)).join('\n')}\n`);
  return code;
}

function shorten(lines: readonly string[], what: string): readonly string[] {
  if (lines.length <= shownLines) return lines;
  return [...lines.slice(0, shownLines), `… ${lines.length - shownLines} ${what}`];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
