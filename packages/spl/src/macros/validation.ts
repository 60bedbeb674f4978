/** What the validation of a macro says of the arguments of a call. */
export type MacroVerdict =
  | { readonly kind: 'valid' }
  /** `message` is null when the validation is a condition. */
  | { readonly kind: 'refused'; readonly message: string | null }
  /** It depends on more than the arguments, or is no expression. */
  | { readonly kind: 'unknown' };

/** Evaluates a validation whose `$name$` are already replaced; `args` are the arguments by name, quotes off. */
export type MacroValidator = (expression: string, args: ReadonlyMap<string, string>) => MacroVerdict;
