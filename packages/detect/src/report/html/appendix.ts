import type { HuntReport } from '../../finding.ts';
import type { Rule } from '../../rules/rule.ts';
import { type Html, html } from '../encode/html.ts';
import { countOf, formatBytes, groupDigits } from '../number.ts';
import { attackMarkup, webLink } from './elements.ts';

/** What ran, what was read, what was not, how to check it, and what the rules cannot see. */
export function appendix(report: HuntReport, rules: readonly Rule[]): Html {
  return html`<section class="appendix" id="appendix" aria-label="Appendix"><h2>Appendix</h2>
${rulesTable(report)}
${inputsTable(report)}
${skippedTable(report)}
${quarantineTable(report)}
${verification(report)}
${rules.map(aboutRule)}
</section>`;
}

function rulesTable({ rules }: HuntReport): Html {
  const rows = rules.map((rule) =>
    rule.state === 'evaluated'
      ? html`<tr><td data-label="Rule">${rule.ruleName}</td><td data-label="Outcome">evaluated${(rule.notices ?? []).map((notice) => html`<br><strong>${notice}</strong>`)}</td><td data-label="Events" class="number">${groupDigits(rule.events)}</td><td data-label="Findings" class="number">${groupDigits(rule.findings)}</td></tr>`
      : html`<tr><td data-label="Rule">${rule.ruleName}</td><td data-label="Outcome"><strong>not evaluated</strong>: ${rule.reason}</td><td data-label="Events" class="number"></td><td data-label="Findings" class="number"></td></tr>`,
  );
  return html`<h4>Rules</h4><table class="stack"><thead><tr><th>Rule</th><th>Outcome</th><th class="number">Events</th><th class="number">Findings</th></tr></thead><tbody>${rows}</tbody></table>
<p class="small soft">A rule that was not evaluated says nothing: its absence from the findings is no result.</p>`;
}

function inputsTable({ inputs }: HuntReport): Html {
  if (inputs.length === 0) return html`<h4>Files read</h4><p class="small soft">None.</p>`;
  const rows = inputs.map(
    (file) =>
      html`<tr><td data-label="File">${file.path}${file.notices.map((notice) => html`<br><span class="soft">${notice}</span>`)}</td><td data-label="Format">${file.format}</td><td data-label="Size" class="number">${formatBytes(file.sizeBytes)}</td><td data-label="Records" class="number">${groupDigits(file.records)}</td><td data-label="Read" class="number">${groupDigits(file.read)}</td><td data-label="Duplicates" class="number">${groupDigits(file.duplicates)}</td><td data-label="Unreadable" class="number">${groupDigits(file.quarantined)}</td></tr>`,
  );
  const head = html`<th>File</th><th>Format</th><th class="number">Size</th><th class="number">Records</th><th class="number">Read</th><th class="number">Duplicates</th><th class="number">Unreadable</th>`;
  return html`<h4>Files read</h4><div class="scroll"><table class="stack"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>
<p class="small soft">Records = read + duplicates + unreadable. A duplicate has the same record id as one read before.</p>`;
}

function skippedTable({ skipped }: HuntReport): Html | null {
  if (skipped.length === 0) return null;
  const rows = skipped.map(
    (file) =>
      html`<tr><td data-label="File">${file.path}</td><td data-label="Size" class="number">${formatBytes(file.sizeBytes)}</td><td data-label="Reason">${file.reason}</td></tr>`,
  );
  return html`<h4>Files skipped</h4><table class="stack"><thead><tr><th>File</th><th class="number">Size</th><th>Reason</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function quarantineTable({ quarantine, totals }: HuntReport): Html | null {
  if (totals.quarantined === 0) return null;
  const rows = quarantine.map(
    (record) =>
      html`<tr><td data-label="File">${record.path}</td><td data-label="Line" class="number">${record.line === null ? '' : groupDigits(record.line)}</td><td data-label="Reason">${record.reason}</td><td data-label="Begins with" class="mono">${record.excerpt}</td></tr>`,
  );
  const rest = totals.quarantined - quarantine.length;
  return html`<h4>Records that could not be read</h4><table class="stack"><thead><tr><th>File</th><th class="number">Line</th><th>Reason</th><th>Begins with</th></tr></thead><tbody>${rows}</tbody></table>${
    rest > 0
      ? html`<p class="small soft">And ${countOf(rest, 'more', 'more')}, counted and not listed.</p>`
      : null
  }`;
}

function verification({ tool }: HuntReport): Html {
  return html`<h4>How to verify</h4><ul class="plain small">
<li>Run the same hunt on the same files: a finding keeps its id, the sixteen characters at its head, as long as rule, account and window are the same.</li>
<li>Look up an event in its source file by the record id; where a raw record is shown, it is the text of that file.</li>
<li><code>sealbreak rules show</code> prints a rule with its search; the search runs unchanged in Splunk and gives the same rows.</li>
<li>Made by ${tool.name} ${tool.version}. This page holds no script and asks no server for anything.</li>
</ul>`;
}

function aboutRule(rule: Rule): Html {
  const limits = rule.texts.limits.map((limit) => html`<li>${limit}</li>`);
  const references = rule.references.map((address) => html`<li>${webLink(address, address)}</li>`);
  return html`<h3 class="rule-name">${rule.name}</h3><p class="small">${rule.description}</p>
<p class="small soft">${rule.id}, version ${rule.version}. ATT&amp;CK${rule.attack.version === '' ? '' : ` ${rule.attack.version}`}: ${attackMarkup(rule.attack)}</p>
${limits.length > 0 ? html`<h4>What this rule cannot see</h4><ul class="plain small">${limits}</ul>` : null}
${references.length > 0 ? html`<h4>References</h4><ul class="plain small">${references}</ul>` : null}`;
}
