import type { Finding, HuntReport } from '../finding.ts';
import { encodeCsvLine } from './encode/csv.ts';
import { encodeJson } from './encode/json.ts';
import { isoUtc } from './time.ts';

/** The whole report as one JSON object: the `HuntReport`, key for key, times in epoch seconds. */
export function* renderHuntJson(report: HuntReport): Generator<string> {
  let separator = '{\n';
  for (const [key, value] of Object.entries(report)) {
    yield `${separator}${encodeJson(key)}: `;
    // An item at a time: evidence with its raw records can outgrow what one string holds.
    if (Array.isArray(value)) yield* jsonItems(value);
    else yield encodeJson(value);
    separator = ',\n';
  }
  yield '\n}\n';
}

function* jsonItems(items: readonly unknown[]): Generator<string> {
  let separator = '[\n  ';
  for (const item of items) {
    yield separator + encodeJson(item);
    separator = ',\n  ';
  }
  yield items.length === 0 ? '[]' : '\n]';
}

/** A finding a line. */
export function* renderHuntNdjson({ findings }: HuntReport): Generator<string> {
  for (const finding of findings) yield `${encodeJson(finding)}\n`;
}

interface CsvColumn {
  readonly name: string;
  readonly value: (finding: Finding) => string | number;
}

/** Entities stand in one cell, a value a line; `result` is the rule's row as JSON. */
const csvColumns: readonly CsvColumn[] = [
  { name: 'id', value: (finding) => finding.id },
  { name: 'severity', value: (finding) => finding.severity },
  { name: 'risk', value: (finding) => finding.risk },
  { name: 'rule', value: (finding) => finding.ruleId },
  { name: 'title', value: (finding) => finding.title },
  { name: 'why', value: (finding) => finding.why },
  { name: 'first_seen', value: (finding) => isoUtc(finding.firstSeen) },
  { name: 'last_seen', value: (finding) => isoUtc(finding.lastSeen) },
  { name: 'users', value: (finding) => finding.entities.users.join('\n') },
  { name: 'mailboxes', value: (finding) => finding.entities.mailboxes.join('\n') },
  { name: 'addresses', value: (finding) => finding.entities.addresses.join('\n') },
  { name: 'clients', value: (finding) => finding.entities.clients.join('\n') },
  { name: 'events', value: (finding) => finding.evidence.total },
  { name: 'result', value: (finding) => encodeJson(finding.row) },
];

/** A finding a line, with a header. */
export function* renderHuntCsv({ findings }: HuntReport): Generator<string> {
  yield encodeCsvLine(csvColumns.map(({ name }) => name));
  for (const finding of findings) yield encodeCsvLine(csvColumns.map(({ value }) => value(finding)));
}
