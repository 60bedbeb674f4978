/** What is wrong in a rule, and where. Codes never change their meaning; 6xxx is content. */
export interface RuleFault {
  readonly code: RuleFaultCode;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** Lower case, quotes the offending text. */
  readonly message: string;
  /** What to do, without "you". */
  readonly hint?: string;
}

/** Every code with the kind of fault it stands for. */
const ruleFaultCodes = {
  SPL6001: 'the file or folder cannot be read',
  SPL6002: 'the text is not YAML',
  SPL6003: 'a key is missing',
  SPL6004: 'a value has the wrong type or is not one of those allowed',
  SPL6005: 'a key under "sealbreak" is not known',
  SPL6006: 'a rule has no search, or two',
  SPL6007: 'a template is malformed',
  SPL6008: 'two rules share an id',
  SPL6009: 'the id is not the name of the folder',
  SPL6010: 'a column is used that the rule does not list',
  SPL6011: 'a sample is missing or malformed',
  SPL6012: 'the search does not compile',
  SPL6013: 'a text that a reader of the report needs is missing',
} as const;

export type RuleFaultCode = keyof typeof ruleFaultCodes;

/** A fault as a person reads it: where, what, and what to do. */
export function renderRuleFault(fault: RuleFault): string {
  const head = `${fault.file}:${fault.line}:${fault.column}: ${fault.severity}[${fault.code}]: ${fault.message}`;
  return fault.hint === undefined ? head : `${head}\n  hint: ${fault.hint}`;
}
