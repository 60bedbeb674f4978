import { type AbstractValue, constant, missing } from './abstract-value.ts';
import type { OperationFact, RecordKind } from './facts/fact.ts';
import { operationFacts, recordKinds, unloggedVerb } from './facts/records.ts';
import { enumerations } from './facts/values.ts';

/** One sort of record that a log can hold: a kind, and one operation or all that are not listed. */
export interface World {
  /** Undefined for records of kinds that are not listed. */
  readonly kind?: RecordKind;
  readonly operation?: OperationFact;
}

const byName: ReadonlyMap<string, OperationFact> = new Map(
  operationFacts.map((fact) => [fact.name.toLowerCase(), fact]),
);

export function findOperation(name: string): OperationFact | undefined {
  return byName.get(name.toLowerCase());
}

/** All sorts of records of the sourcetype. */
export const allWorlds: readonly World[] = [
  ...recordKinds.flatMap((kind): readonly World[] => [
    ...operationFacts
      .filter(({ kinds }) => kinds.includes(kind.id))
      .map((operation) => ({ kind, operation })),
    ...(kind.hasOtherOperations ? [{ kind }] : []),
  ]),
  {},
];

/** A field of the records of a world. */
export function fieldOf({ kind, operation }: World, name: string): AbstractValue {
  if (name === 'Operation') return operation ? constant(operation.name) : otherOperation(kind);
  if (kind?.never.includes(name)) return missing;
  if (name === 'Workload' && kind) return constant(kind.workload);
  if (name === 'RecordType' && kind) return constant(...kind.recordTypes);
  const listed = enumerations.find(({ field }) => field === name);
  if (listed) return { kind: 'const', values: listed.values, nullable: true };
  // Records of other kinds have other types.
  const isExcluded = name === 'RecordType' ? isListedType : undefined;
  return { kind: 'any', nullable: true, field: name, ...(isExcluded ? { isExcluded } : {}) };
}

function isListedType(text: string): boolean {
  return recordKinds.some(({ recordTypes }) => recordTypes.some((type) => String(type) === text));
}

function otherOperation(kind: RecordKind | undefined): AbstractValue {
  const logsGet = kind?.id === 'compliance-cmdlet';
  return {
    kind: 'any',
    nullable: false,
    field: 'Operation',
    isExcluded: (text) =>
      byName.has(text.toLowerCase()) ||
      (!logsGet && text.toLowerCase().startsWith(unloggedVerb.prefix.toLowerCase())),
  };
}
