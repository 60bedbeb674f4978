import { CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { endQuietlyOnClosedPipe, processConsole } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { createProgram } from './program.ts';

/** Runs the command line and gives the exit code. Never shows a stack trace; `SEALBREAK_DEBUG=1` does, for a bug report. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  endQuietlyOnClosedPipe();
  const console = processConsole();
  const abort = new AbortController();
  const interrupt = (): void => {
    // A second Ctrl-C does not wait for the engine.
    if (abort.signal.aborted) process.exit(exitCode.interrupted);
    abort.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  let code: ExitCode = exitCode.ok;
  const program = createProgram({ console, signal: abort.signal, setExitCode: (value) => (code = value) });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return report(error, abort.signal.aborted);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

function report(error: unknown, interrupted: boolean): ExitCode {
  if (interrupted) {
    process.stderr.write('interrupted\n');
    return exitCode.interrupted;
  }
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.misuse;
  if (process.env['SEALBREAK_DEBUG'] === '1')
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error: ${message}\n`);
  // Errors of the packages below carry a hint in the same way, and misuse is theirs to know (InputError).
  const hint = error instanceof Error && 'hint' in error ? error.hint : undefined;
  if (typeof hint === 'string') process.stderr.write(`  hint: ${hint}\n`);
  if (error instanceof CliError) return error.exitCode;
  return error instanceof Error && error.name === 'InputError' ? exitCode.misuse : exitCode.failure;
}
