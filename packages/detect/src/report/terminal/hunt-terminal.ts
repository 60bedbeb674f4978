import {
  type Entities,
  type EvidenceEvent,
  type Finding,
  type HuntReport,
  type Severity,
  severities,
} from '../../finding.ts';
import { cellOf } from '../../findings/cell-of.ts';
import { shortClient } from '../../template/short-client.ts';
import { visible } from '../encode/visible.ts';
import { countOf, formatBytes, groupDigits } from '../number.ts';
import type { ReportOptions } from '../report-options.ts';
import { isoDay, isoUtc } from '../time.ts';
import { type Paint, type Palette, plainPalette } from './palette.ts';
import { displayWidth, pad, truncate, wrap } from './width.ts';

/** Narrower than this is not laid out for: the lines then run over. */
const smallestWidth = 40;
const indent = '  ';
const labelWidth = 10;

/** The findings for a terminal, worst first, then the account of what was read. No line is wider than the terminal. */
export function* renderHuntTerminal(report: HuntReport, options: ReportOptions): Generator<string> {
  const width = Math.max(smallestWidth, options.width ?? 100);
  const palette = options.palette ?? plainPalette;
  for (const finding of report.findings) yield `${findingLines(finding, width, palette).join('\n')}\n\n`;
  yield `${summaryLines(report, width, palette).join('\n')}\n`;
}

function findingLines(finding: Finding, width: number, palette: Palette): readonly string[] {
  const paint = palette.severity[finding.severity];
  const label = finding.severity.toUpperCase();
  const [first = '', ...rest] = wrap(visible(finding.title), width - displayWidth(label) - 1);
  return [
    `${paint(label)} ${palette.strong(first)}`,
    ...rest.map((line) => ' '.repeat(label.length + 1) + palette.strong(line)),
    ...wrap(visible(finding.why), width - indent.length).map((line) => indent + line),
    ...factLines(finding, width, palette.dim),
    ...evidenceLines(finding, width, palette.dim),
  ];
}

const entityLabels: readonly (readonly [label: string, kind: keyof Entities])[] = [
  ['account', 'users'],
  ['mailboxes', 'mailboxes'],
  ['addresses', 'addresses'],
  ['clients', 'clients'],
];

function factLines(finding: Finding, width: number, dim: Paint): readonly string[] {
  const room = width - indent.length - labelWidth;
  const line = (label: string, value: string): string =>
    `${indent}${dim(pad(label, labelWidth, 'right'))}${truncate(value, room)}`;
  const seen =
    finding.firstSeen === finding.lastSeen
      ? isoUtc(finding.firstSeen)
      : `${isoUtc(finding.firstSeen)} to ${isoUtc(finding.lastSeen)}`;
  return [
    line('when', seen || 'unknown'),
    ...entityLabels.flatMap(([label, kind]) => {
      const values = finding.entities[kind];
      return values.length === 0 ? [] : [line(label, listInWidth(values, room))];
    }),
    line('rule', `${visible(finding.ruleId)}, risk ${finding.risk}, id ${finding.id}`),
  ];
}

/** As many values as fit, then how many more there are. */
function listInWidth(values: readonly string[], width: number): string {
  let out = '';
  for (const [index, value] of values.entries()) {
    const next = (index === 0 ? '' : ', ') + visible(value.slice(0, width * 8));
    const left = values.length - index - 1;
    const tail = left > 0 ? ` and ${groupDigits(left)} more` : '';
    if (index > 0 && displayWidth(out + next + tail) > width)
      return `${out} and ${groupDigits(left + 1)} more`;
    // A first value too long for the line is cut so that the number of the others still shows.
    out += index === 0 ? truncate(next, Math.max(1, width - displayWidth(tail))) : next;
  }
  return out;
}

/** Of each list, the first field that an event has is printed. */
const evidenceFields: readonly (readonly string[])[] = [
  ['Operation'],
  ['MailboxOwnerUPN', 'ObjectId'],
  ['ClientIPAddress', 'ClientIP', 'ActorIpAddress', 'ActorIP'],
  ['ClientInfoString', 'UserAgent', 'ActorInfoString'],
];
/** No column but the last may take more than this, or nothing would be left of the others. */
const widestEvidence = 32;

function evidenceLines({ evidence }: Finding, width: number, dim: Paint): readonly string[] {
  const { shown, total } = evidence;
  const count =
    shown.length > 0 && shown.length < total
      ? `${groupDigits(total)}, the first ${groupDigits(shown.length)}:`
      : groupDigits(total);
  const head = `${indent}${dim(pad('events', labelWidth, 'right'))}${truncate(count, width - indent.length - labelWidth)}`;
  const table = shown.map(eventTexts);
  const widths = evidenceFields.map((_, column) =>
    Math.min(widestEvidence, Math.max(0, ...table.map((texts) => displayWidth(texts[column + 1] ?? '')))),
  );
  const line = ([time = '', ...texts]: readonly string[]): string => {
    const cells = texts.flatMap((text, column) => {
      const cellWidth = widths[column] ?? 0;
      if (cellWidth === 0) return [];
      return [column === texts.length - 1 ? text : pad(text, cellWidth, 'right')];
    });
    return indent + indent + dim(truncate([time, ...cells].join('  ').trimEnd(), width - indent.length * 2));
  };
  return [head, ...table.map(line)];
}

/** Time and fields of an event, '' for a field that it lacks. */
function eventTexts(event: EvidenceEvent): readonly string[] {
  const texts = evidenceFields.map((names) => {
    const cell = names
      .map((name) => cellOf(event.fields, name))
      .find((value) => value !== null && value !== '');
    if (cell == null) return '';
    const text = typeof cell === 'object' ? cell.join(', ') : String(cell);
    return visible((names.includes('ClientInfoString') ? shortClient(text) : text).slice(0, 500));
  });
  return [isoUtc(event.time) || 'no time'.padEnd(isoUtc(0).length), ...texts];
}

function summaryLines(report: HuntReport, width: number, palette: Palette): readonly string[] {
  const { findings, totals, elapsedMs } = report;
  const skipped = report.skipped.filter((file) => !file.isDocument);
  const count = countOf(findings.length, 'finding', 'findings');
  const parts = tally(findings);
  const inOneLine = displayWidth([count, ...parts.map((part) => part.text)].join(', ')) <= width;
  const painted = parts.map(({ text, severity }) => palette.severity[severity](text));
  const lines = [
    ...(inOneLine
      ? [`${palette.strong(count)}${painted.length > 0 ? `: ${painted.join(', ')}` : ''}`]
      : [palette.strong(count), ...painted.map((part) => indent + part)]),
    ...wrap(readText(report), width),
    `${(elapsedMs / 1000).toFixed(1)} s`,
  ];
  const notices = report.rules.flatMap((rule) =>
    rule.state === 'evaluated'
      ? (rule.notices ?? []).map((notice) => `${visible(rule.ruleName)}: ${visible(notice)}`)
      : [],
  );
  const remarks = [
    ...notEvaluated(report).flatMap((line) => wrap(line, width)),
    ...notices,
    ...(totals.quarantined > 0
      ? [`${countOf(totals.quarantined, 'record', 'records')} could not be read:`]
      : []),
    ...report.quarantine
      .slice(0, 5)
      .map(
        (record) =>
          `${indent}${visible(record.path)}${record.line === null ? '' : `:${record.line}`}: ${visible(record.reason)}`,
      ),
    ...skipped.slice(0, 5).map((file) => `skipped ${visible(file.path)}: ${visible(file.reason)}`),
    ...(skipped.length > 5 ? [`and ${countOf(skipped.length - 5, 'more file', 'more files')} skipped`] : []),
  ];
  return [...lines, ...remarks.map((line) => truncate(line, width))];
}

/** A line for each reason, with the rules that it keeps from being evaluated. */
function notEvaluated({ rules }: HuntReport): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const rule of rules) {
    if (rule.state !== 'not-evaluated') continue;
    const names = byReason.get(rule.reason) ?? [];
    byReason.set(rule.reason, [...names, visible(rule.ruleName)]);
  }
  return [...byReason].map(([reason, names]) =>
    names.length === 1
      ? `not evaluated: ${names[0] ?? ''}, ${visible(reason)}`
      : `not evaluated, ${visible(reason)}: ${names.join(', ')}`,
  );
}

function readText({ totals }: HuntReport): string {
  const period =
    totals.firstEvent === null ? '' : `, ${isoDay(totals.firstEvent)} to ${isoDay(totals.lastEvent)}`;
  const duplicates =
    totals.duplicates > 0 ? `, ${countOf(totals.duplicates, 'duplicate', 'duplicates')} left out` : '';
  return `${countOf(totals.events, 'event', 'events')} of ${countOf(totals.files, 'file', 'files')} (${formatBytes(totals.bytes)})${duplicates}${period}`;
}

function tally(
  findings: readonly Finding[],
): readonly { readonly severity: Severity; readonly text: string }[] {
  return severities.toReversed().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [{ severity, text: `${groupDigits(count)} ${severity}` }] : [];
  });
}
