import { type ExitCode, exitCode } from './exit-code.ts';

/** A mistake that the person at the keyboard can mend. Printed as `error: message` and a hint, never with a stack. */
export class CliError extends Error {
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, hint?: string, code: ExitCode = exitCode.misuse) {
    super(message);
    this.hint = hint;
    this.exitCode = code;
  }
}
