import { type HuntReport, type Severity, severities } from '../../finding.ts';
import { type Html, html } from '../encode/html.ts';
import { countOf, formatBytes, groupDigits } from '../number.ts';
import { formatSpan, isoDay } from '../time.ts';
import { badge, moment } from './elements.ts';
import { brand } from './page.ts';

const worstFirst = severities.toReversed();

/** The head of the report: what it is, the outcome in one sentence, four figures, and what is missing. */
export function masthead(report: HuntReport): Html {
  return html`<header class="masthead">${brand}
<h1>Email collection findings</h1>
<p class="lede">${lede(report)}</p>
${tiles(report)}
${incomplete(report)}
</header>`;
}

function lede({ findings, totals }: HuntReport): Html {
  const read = html`${countOf(totals.events, 'event', 'events')} of ${countOf(totals.files, 'file', 'files')}`;
  const worst = findings[0];
  if (!worst)
    return html`<strong>No findings</strong> in ${read}. That is what the rules below say of these files; it is no proof that nothing happened.`;
  const users = new Set(findings.flatMap((finding) => finding.entities.users)).size;
  const mailboxes = new Set(findings.flatMap((finding) => finding.entities.mailboxes)).size;
  const reach = mailboxes > 0 ? `, reaching ${countOf(mailboxes, 'mailbox', 'mailboxes')}` : '';
  return html`<strong>${countOf(findings.length, 'finding', 'findings')}</strong> about ${countOf(users, 'account', 'accounts')}${reach}, in ${read}. The worst is ${worst.severity}: ${worst.title}.`;
}

function tiles({ findings, totals, generatedAt }: HuntReport): Html {
  const duplicates =
    totals.duplicates > 0
      ? `${countOf(totals.duplicates, 'duplicate', 'duplicates')} left out`
      : 'no duplicates';
  const { firstEvent, lastEvent } = totals;
  const span = firstEvent !== null && lastEvent !== null ? formatSpan(lastEvent - firstEvent) : 'unknown';
  const period =
    firstEvent !== null && lastEvent !== null
      ? `${isoDay(firstEvent)} to ${isoDay(lastEvent)}`
      : 'no event has a time';
  return html`<ul class="tiles">
<li class="tile"><span class="label">Findings</span><span class="figure">${groupDigits(findings.length)}</span><span class="tally">${tally(countBySeverity(findings))}</span></li>
<li class="tile"><span class="label">Events</span><span class="figure">${groupDigits(totals.events)}</span><span class="note">${duplicates}</span></li>
<li class="tile"><span class="label">Files</span><span class="figure">${groupDigits(totals.files)}</span><span class="note">${formatBytes(totals.bytes)}</span></li>
<li class="tile"><span class="label">Period</span><span class="figure text">${span}</span><span class="note">${period}</span></li>
</ul>
<p class="small soft">Made ${moment(generatedAt)}. All times are UTC.</p>`;
}

function countBySeverity(findings: HuntReport['findings']): readonly (readonly [Severity, number])[] {
  return worstFirst.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [[severity, count] as const] : [];
  });
}

function tally(counts: readonly (readonly [Severity, number])[]): Html {
  if (counts.length === 0) return html`none of any severity`;
  return html`${counts.map(([severity, count]) => html`<span><span class="dot ${severity}"></span>${groupDigits(count)} ${severity}</span>`)}`;
}

/** A reader must not take silence for safety: what was not looked at stands at the top. */
function incomplete({ rules, totals, skipped: all }: HuntReport): Html {
  const skipped = all.filter((file) => !file.isDocument);
  const missing = rules.filter((rule) => rule.state === 'not-evaluated').length;
  const parts = [
    ...(missing > 0 ? [`${countOf(missing, 'rule was', 'rules were')} not evaluated`] : []),
    ...(totals.quarantined > 0
      ? [`${countOf(totals.quarantined, 'record', 'records')} could not be read`]
      : []),
    ...(skipped.length > 0 ? [`${countOf(skipped.length, 'file was', 'files were')} skipped`] : []),
  ];
  if (parts.length === 0) return html``;
  return html`<aside class="notice"><p><strong>Not everything was looked at:</strong> ${parts.join('; ')}. The <a href="#appendix">appendix</a> lists what and why.</p></aside>`;
}

/** All findings at a glance, each linked to its section. */
export function findingIndex({ findings }: HuntReport): Html {
  if (findings.length < 2) return html``;
  const rows = findings.map(
    (finding) =>
      html`<tr><td data-label="Severity">${badge(finding.severity)}</td><td data-label="Risk" class="number">${finding.risk}</td><td data-label="Finding"><a href="#f-${finding.id}">${finding.title}</a></td><td data-label="Events" class="number">${groupDigits(finding.evidence.total)}</td><td data-label="Last seen">${moment(finding.lastSeen)}</td></tr>`,
  );
  return html`<table class="index stack"><thead><tr><th>Severity</th><th class="number">Risk</th><th>Finding</th><th class="number">Events</th><th>Last seen</th></tr></thead><tbody>${rows}</tbody></table>`;
}
