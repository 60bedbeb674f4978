import type { Sureness } from '../formats/format.ts';

/** A file to read, under the name the user gave it. */
export interface InputFile {
  readonly kind: 'file';
  /** What is opened: absolute, or a spool file that holds standard input. */
  readonly path: string;
  /** As the user named it, `stdin` for standard input: the events' `source`. */
  readonly name: string;
  readonly sizeBytes: number;
  /** A member of an archive, unpacked into the spool folder: who does not read it may remove it. */
  readonly isTemporary?: boolean;
  /** What a person should know of how it was unpacked. */
  readonly notice?: string;
}

/** Something that was found and is not read, with the reason in words for the person who runs the command. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly name: string;
  /** Format id where the content was recognised, or why it was not looked at. */
  readonly format: string;
  readonly title: string;
  readonly reason: string;
  /** What in the content told the format, and how sure that is; not there where the content was not looked at. */
  readonly why?: string;
  readonly sure?: Sureness;
}

/** A path that the user named cannot be used. Misuse, not a fault of ours: exit code 2. */
export class InputError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'InputError';
    this.hint = hint;
  }
}
