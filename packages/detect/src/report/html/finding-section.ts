import type { Entities, Finding } from '../../finding.ts';
import { cellOf } from '../../findings/cell-of.ts';
import type { Rule } from '../../rules/rule.ts';
import { type Html, html } from '../encode/html.ts';
import { countOf } from '../number.ts';
import { attackMarkup, badge, cellMarkup, moment, valueList } from './elements.ts';
import { evidenceTable } from './evidence-table.ts';

const entityLabels: readonly (readonly [kind: keyof Entities, one: string, many: string])[] = [
  ['users', 'Account', 'Accounts'],
  ['mailboxes', 'Mailbox', 'Mailboxes'],
  ['addresses', 'Address', 'Addresses'],
  ['clients', 'Client', 'Clients'],
];

/** One finding: what, why, who and when, the events, the result row and the checks. `rule` is missing when it was not handed in. */
export function findingSection(finding: Finding, rule: Rule | undefined, checksOpen: boolean): Html {
  return html`<article class="card finding ${finding.severity}" id="f-${finding.id}" aria-labelledby="t-${finding.id}">
<header>${badge(finding.severity)}<span>Risk ${finding.risk}</span><span>${finding.ruleName}</span>${
    rule && rule.attack.techniques.length > 0 ? html`<span>${attackMarkup(rule.attack)}</span>` : null
  }<span class="id mono">${finding.id}</span></header>
<h3 id="t-${finding.id}">${finding.title}</h3>
<p>${finding.why}</p>
${facts(finding)}
${evidenceTable(finding)}
${rule ? checks(rule, checksOpen) : null}
${resultRow(finding, rule)}
</article>`;
}

/** Account and times in the first line of the grid, the longer lists below. */
function facts({ entities, firstSeen, lastSeen }: Finding): Html {
  const lists = entityLabels.flatMap(([kind, one, many]) => {
    const values = entities[kind];
    if (values.length === 0) return [];
    return [
      html`<div><dt>${values.length === 1 ? one : many}</dt><dd class="mono">${valueList(values)}</dd></div>`,
    ];
  });
  return html`<dl class="facts">${lists.slice(0, 1)}<div><dt>First seen</dt><dd>${moment(firstSeen)}</dd></div><div><dt>Last seen</dt><dd>${moment(lastSeen)}</dd></div>${lists.slice(1)}</dl>`;
}

function checks(rule: Rule, open: boolean): Html | null {
  const causes = rule.texts.falsePositives;
  if (causes.length === 0) return null;
  const items = causes.map(
    ({ name, looksLike, check }) =>
      html`<li><strong>${name}</strong><p class="soft">${looksLike}</p><p>${check}</p></li>`,
  );
  const label = `Before it is called an incident: rule out ${countOf(causes.length, 'benign cause', 'benign causes')}`;
  return open
    ? html`<details class="fold" open><summary>${label}</summary><ul class="checks">${items}</ul></details>`
    : html`<details class="fold"><summary>${label}</summary><ul class="checks">${items}</ul></details>`;
}

function resultRow({ columns, row }: Finding, rule: Rule | undefined): Html {
  const times = new Set([rule?.finding.firstSeen, rule?.finding.lastSeen, '_time']);
  const pairs = columns.map(
    (column) => html`<dt>${column}</dt><dd>${cellMarkup(cellOf(row, column), times.has(column))}</dd>`,
  );
  return html`<details class="fold"><summary>Result row of the rule</summary><dl class="pairs">${pairs}</dl></details>`;
}
