import type { Cell } from '@sealbreak/spl';
import type { EvidenceEvent, Finding } from '../../finding.ts';
import { cellOf } from '../../findings/cell-of.ts';
import { type Html, html, preformatted } from '../encode/html.ts';
import { countOf, groupDigits } from '../number.ts';
import { moment } from './elements.ts';
import { indentJson } from './indent-json.ts';

/** A column of the evidence table; of its fields, the first that an event has is shown. */
interface EvidenceColumn {
  readonly label: string;
  readonly fields: readonly string[];
  readonly style: string;
}

/** Which fields name what in Microsoft 365 audit records: addresses stand in different fields for different record types. */
const eventColumns: readonly EvidenceColumn[] = [
  { label: 'Operation', fields: ['Operation'], style: 'w-l' },
  { label: 'Mailbox', fields: ['MailboxOwnerUPN', 'ObjectId'], style: 'w-l' },
  { label: 'Address', fields: ['ClientIPAddress', 'ClientIP', 'ActorIpAddress', 'ActorIP'], style: 'w-m' },
  { label: 'Client', fields: ['ClientInfoString', 'UserAgent', 'ActorInfoString'], style: 'w-l' },
];

/** A raw record beyond this is cut: the report is to be read, the file has the whole. */
const longestRaw = 20_000;

/** The events behind a finding, each with its raw record folded away beneath it. */
export function evidenceTable({ evidence }: Finding): Html {
  const { shown, total } = evidence;
  if (shown.length === 0) {
    return html`<h4>Evidence</h4><p class="small soft">${total === 0 ? 'No event behind this finding is known.' : `${countOf(total, 'event', 'events')}, none shown.`}</p>`;
  }
  const columns = eventColumns.filter((column) =>
    shown.some((event) => fieldText(event, column.fields) !== ''),
  );
  const head = ['Time', ...columns.map((column) => column.label)];
  const count =
    total > shown.length
      ? `${groupDigits(shown.length)} of ${countOf(total, 'event', 'events')}`
      : countOf(total, 'event', 'events');
  return html`<h4>Evidence: ${count}</h4>
<div class="scroll"><table class="stack"><thead><tr>${head.map((label) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>${shown.map((event) => eventRows(event, columns, head.length))}</tbody></table></div>`;
}

/** Two rows: what happened, and below it where the record is, with the record itself folded away. */
function eventRows(event: EvidenceEvent, columns: readonly EvidenceColumn[], width: number): Html {
  const cells = columns.map(
    ({ label, fields, style }) =>
      html`<td data-label="${label}" class="${style}">${fieldText(event, fields)}</td>`,
  );
  const id = event.id === null ? null : html`<span>Record id <span class="mono">${event.id}</span></span>`;
  return html`<tr class="event"><td data-label="Time">${moment(event.time)}</td>${cells}</tr>
<tr class="origin"><td colspan="${width}"><div class="origin-line"><span>Source file <span class="mono">${event.source}</span></span>${id}${rawRecord(event)}</div></td></tr>`;
}

function rawRecord({ raw, fields }: EvidenceEvent): Html | null {
  if (raw !== undefined) {
    const cut = raw.length > longestRaw ? `\n… ${groupDigits(raw.length - longestRaw)} more characters` : '';
    return html`<details><summary>Raw record</summary><pre>${preformatted(shownRaw(raw.slice(0, longestRaw)) + cut)}</pre></details>`;
  }
  const entries = Object.entries(fields);
  if (entries.length === 0) return null;
  const lines = entries.map(([name, cell]) => `${name}: ${cellLine(cell)}`).join('\n');
  return html`<details><summary>All fields read</summary><pre>${preformatted(lines.slice(0, longestRaw))}</pre></details>`;
}

function shownRaw(raw: string): string {
  return /^\s*[{[]/.test(raw) ? indentJson(raw.trim()) : raw;
}

function fieldText(event: EvidenceEvent, names: readonly string[]): string {
  for (const name of names) {
    const text = cellLine(cellOf(event.fields, name));
    if (text !== '') return text;
  }
  return '';
}

function cellLine(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.join(', ') : String(cell);
}
