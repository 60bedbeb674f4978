import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { CliError } from './cli-error.ts';

/** The JSON values of a file, one a line; blank lines are passed over. Throws CliError with file and line. */
export async function* readJsonLines(
  path: string,
): AsyncGenerator<{ readonly value: unknown; readonly line: number }> {
  const input = createReadStream(path, 'utf8');
  const opened = new Promise<void>((resolve, reject) => {
    input.once('open', () => resolve());
    input.once('error', reject);
  });
  try {
    await opened;
  } catch (error) {
    throw new CliError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    try {
      yield { value: JSON.parse(text), line };
    } catch {
      throw new CliError(`${path}:${line}: the line is not JSON`, 'the file holds one JSON object a line');
    }
  }
}
