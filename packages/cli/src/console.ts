import { writeSync } from 'node:fs';

/** Where a command prints. Made once in main, so that tests can catch all of it. */
export interface Console {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  /** Width of the terminal in columns; 100 when output goes to a pipe. */
  readonly width: number;
  readonly colour: boolean;
  /** True when stderr is a terminal: a progress bar is shown only then. */
  readonly interactive: boolean;
}

export function processConsole(): Console {
  const { stdout, stderr, env } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return {
    out: stdout,
    err: stderr,
    width: Math.max(40, Number(env['COLUMNS']) || stdout.columns || 100),
    colour: !refused && (forced || stdout.isTTY === true),
    interactive: stderr.isTTY === true,
  };
}

/** Writes text and waits while the reader is slow, so that a pipe of any size is never held in memory. */
export async function writeAll(
  stream: NodeJS.WritableStream,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  for await (const chunk of chunks) {
    if (chunk === '') continue;
    if (!stream.write(chunk)) await new Promise<void>((resolve) => stream.once('drain', resolve));
  }
}

/** A reader that went away (`| head`) is no error of ours: the process ends quietly. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    writeSync(2, `error: cannot write the output: ${error.message}\n`);
    process.exit(1);
  });
}
