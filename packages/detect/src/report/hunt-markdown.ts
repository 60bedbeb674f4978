import { type Entities, type EvidenceEvent, type Finding, type HuntReport, severities } from '../finding.ts';
import { cellOf } from '../findings/cell-of.ts';
import type { Rule } from '../rules/rule.ts';
import { encodeMarkdown, encodeMarkdownCode } from './encode/markdown.ts';
import { countOf, formatBytes, groupDigits } from './number.ts';
import type { ReportOptions } from './report-options.ts';
import { isoUtc } from './time.ts';

const entityLabels: Readonly<Record<keyof Entities, string>> = {
  users: 'Accounts',
  mailboxes: 'Mailboxes',
  addresses: 'Addresses',
  clients: 'Clients',
};

const listedAtOnce = 20;

/** The report for a ticket or a wiki: GitHub-flavoured Markdown, values from logs in code spans. */
export function* renderHuntMarkdown(report: HuntReport, { rules }: ReportOptions): Generator<string> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  yield `# Email collection findings\n\n${summary(report)}`;
  for (const finding of report.findings) yield findingText(finding, byId.get(finding.ruleId));
  yield checksText(report, byId);
  yield accountText(report);
}

function summary({ findings, totals, generatedAt, tool }: HuntReport): string {
  const bySeverity = severities.toReversed().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  const period =
    totals.firstEvent === null ? '' : `, ${isoUtc(totals.firstEvent)} to ${isoUtc(totals.lastEvent)}`;
  const outcome =
    findings.length === 0
      ? 'No findings'
      : `${countOf(findings.length, 'finding', 'findings')} (${bySeverity.join(', ')})`;
  return `${outcome} in ${countOf(totals.events, 'event', 'events')} of ${countOf(totals.files, 'file', 'files')} (${formatBytes(totals.bytes)})${period}. Made ${isoUtc(generatedAt)} by ${tool.name} ${tool.version}. Times are UTC.\n`;
}

function findingText(finding: Finding, rule: Rule | undefined): string {
  const techniques = (rule?.attack.techniques ?? []).map(({ id }) => id).join(', ');
  const lines = [
    `\n## ${finding.severity}: ${encodeMarkdown(finding.title)}\n`,
    `${encodeMarkdown(finding.why)}\n`,
    `- Risk ${finding.risk}, rule ${encodeMarkdownCode(finding.ruleId)}${techniques === '' ? '' : `, ATT&CK ${encodeMarkdown(techniques)}`}, id ${encodeMarkdownCode(finding.id)}`,
    `- First seen ${isoUtc(finding.firstSeen) || 'unknown'}, last seen ${isoUtc(finding.lastSeen) || 'unknown'}`,
    ...Object.entries(entityLabels).flatMap(([kind, label]) =>
      entityLine(label, finding.entities[kind as keyof Entities]),
    ), // the table's keys are the kinds
  ];
  return `${lines.join('\n')}\n${evidenceText(finding)}`;
}

function entityLine(label: string, values: readonly string[]): readonly string[] {
  if (values.length === 0) return [];
  const more = values.length > listedAtOnce ? ` and ${values.length - listedAtOnce} more` : '';
  return [`- ${label}: ${values.slice(0, listedAtOnce).map(encodeMarkdownCode).join(', ')}${more}`];
}

const evidenceHead = ['Time', 'Operation', 'Mailbox', 'Address', 'Client', 'Source', 'Record id'];

function evidenceText({ evidence }: Finding): string {
  if (evidence.shown.length === 0) return `\nEvidence: ${countOf(evidence.total, 'event', 'events')}.\n`;
  const count = `${evidence.shown.length} of ${countOf(evidence.total, 'event', 'events')}`;
  return `\nEvidence, ${count}:\n\n${tableLine(evidenceHead)}${tableLine(evidenceHead.map(() => '---'))}${evidence.shown.map(evidenceLine).join('')}`;
}

function evidenceLine(event: EvidenceEvent): string {
  const pick = (...names: readonly string[]): string => {
    for (const name of names) {
      const cell = cellOf(event.fields, name);
      if (cell !== null && cell !== '')
        return encodeMarkdownCode(typeof cell === 'object' ? cell.join(', ') : String(cell));
    }
    return '';
  };
  return tableLine([
    isoUtc(event.time),
    pick('Operation'),
    pick('MailboxOwnerUPN', 'ObjectId'),
    pick('ClientIPAddress', 'ClientIP', 'ActorIpAddress', 'ActorIP'),
    pick('ClientInfoString', 'UserAgent', 'ActorInfoString'),
    encodeMarkdownCode(event.source),
    encodeMarkdownCode(event.id ?? ''),
  ]);
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** The checks once for each rule that found something, as boxes to tick. */
function checksText({ findings }: HuntReport, byId: ReadonlyMap<string, Rule>): string {
  const rules = [...new Set(findings.map((finding) => finding.ruleId))].flatMap((id) => byId.get(id) ?? []);
  return rules
    .filter((rule) => rule.texts.falsePositives.length > 0)
    .map((rule) => {
      const items = rule.texts.falsePositives.map(
        ({ name, looksLike, check }) =>
          `- [ ] **${encodeMarkdown(name)}**: ${encodeMarkdown(looksLike)} ${encodeMarkdown(check)}\n`,
      );
      return `\n## Benign causes to rule out: ${encodeMarkdown(rule.name)}\n\n${items.join('')}`;
    })
    .join('');
}

function accountText({ rules, inputs, skipped, quarantine, totals }: HuntReport): string {
  const ruleLines = rules.map((rule) =>
    rule.state === 'evaluated'
      ? `- ${encodeMarkdown(rule.ruleName)}: evaluated, ${countOf(rule.findings, 'finding', 'findings')}${(rule.notices ?? []).map((notice) => `; **${encodeMarkdown(notice)}**`).join('')}\n`
      : `- ${encodeMarkdown(rule.ruleName)}: **not evaluated**, ${encodeMarkdown(rule.reason)}\n`,
  );
  const inputLines = inputs.map(
    (file) =>
      `- ${encodeMarkdownCode(file.path)}: ${encodeMarkdown(file.format)}, ${countOf(file.records, 'record', 'records')}, ${groupDigits(file.read)} read, ${groupDigits(file.duplicates)} duplicates, ${groupDigits(file.quarantined)} unreadable${file.notices.map((notice) => `; ${encodeMarkdown(notice)}`).join('')}\n`,
  );
  const skippedLines = skipped.map(
    (file) => `- ${encodeMarkdownCode(file.path)}: skipped, ${encodeMarkdown(file.reason)}\n`,
  );
  const badLines = quarantine.map(
    (record) =>
      `- ${encodeMarkdownCode(`${record.path}${record.line === null ? '' : `:${record.line}`}`)}: ${encodeMarkdown(record.reason)}\n`,
  );
  const unread =
    totals.quarantined > 0
      ? `\n## Records that could not be read: ${totals.quarantined}\n\n${badLines.join('')}`
      : '';
  return `\n## Rules\n\n${ruleLines.join('')}\n## Files\n\n${inputLines.join('')}${skippedLines.join('')}${unread}`;
}
