/** A macro: a call by this name with this number of arguments becomes `definition`, `$name$` being the argument. */
export interface MacroDefinition {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly definition: string;
  /**
   * An eval expression over the arguments, as `$name$` or as fields. A condition must be true; any other expression must
   * give nothing, and what it gives is the message.
   */
  readonly validation?: string;
  /** What to say when a condition is not true. */
  readonly errorMessage?: string;
  /** The definition is an eval expression that computes the text. Not supported: a call is refused. */
  readonly isEval?: boolean;
}
