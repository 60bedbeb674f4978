/** A macro: a call by this name with this number of arguments becomes `definition`, `$name$` being the argument. */
export interface MacroDefinition {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly definition: string;
}
