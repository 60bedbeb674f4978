/** A fact about audit records, with where it comes from: a vendor's page, or `observed` in real records. */
export interface Sourced {
  readonly source: string;
}

export type RecordKindId =
  | 'exchange-admin'
  | 'exchange-item'
  | 'exchange-group'
  | 'exchange-aggregated'
  | 'compliance-cmdlet'
  | 'compliance-activity'
  | 'compliance-premium'
  | 'compliance-alert'
  | 'directory'
  | 'sign-in'
  | 'other';

/** Records that share their fields. */
export interface RecordKind extends Sourced {
  readonly id: RecordKindId;
  readonly recordTypes: readonly number[];
  readonly workload: string;
  /** Fields that no record of the kind has. */
  readonly never: readonly string[];
  /** False where the operations below are all that are logged in it. */
  readonly hasOtherOperations: boolean;
}

/** One value of `Operation`. */
export interface OperationFact extends Sourced {
  readonly name: string;
  /** Kinds of records that it is logged in; none for one that this log never has, and `why` then says so. */
  readonly kinds: readonly RecordKindId[];
  readonly why?: string;
  /** What the records of this operation have in common beyond their kind, said after "because". */
  readonly ownersOnly?: string;
  readonly topic?: 'mailbox access' | 'mail search and export';
  /** Where the record says what was done, when the name alone does not. */
  readonly purposeIn?: { readonly field: string; readonly says: string };
}

/** A field with a fixed set of values, as they are written. */
export interface Enumeration extends Sourced {
  readonly field: string;
  readonly values: readonly string[];
  readonly note?: string;
}

/** A client as `ClientInfoString` shows it. */
export interface ClientFact extends Sourced {
  readonly name: string;
  readonly sample: string;
  /** `script`: a program that is no mail client and leaves a mark. `silent`: one that sends no agent at all. */
  readonly nature: 'user' | 'service' | 'script' | 'silent';
}

/** A text that some expect in `ClientInfoString` and no client sends. */
export interface NeverSent extends Sourced {
  readonly text: string;
  readonly why: string;
}
