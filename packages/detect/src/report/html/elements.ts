import type { Cell } from '@sealbreak/spl';
import type { Severity } from '../../finding.ts';
import type { RuleAttack } from '../../rules/rule.ts';
import { type Html, html } from '../encode/html.ts';
import { countOf } from '../number.ts';
import { isoUtc } from '../time.ts';

export function badge(severity: Severity): Html {
  return html`<span class="badge ${severity}">${severity}</span>`;
}

/** A moment in UTC; a dash when it is unknown. */
export function moment(epochSeconds: number | null): Html {
  const text = isoUtc(epochSeconds);
  return text === ''
    ? html`<span class="soft">unknown</span>`
    : html`<time datetime="${text}">${text}</time>`;
}

const listedAtOnce = 10;

/** Values one a line; those beyond the first ten fold away. */
export function valueList(values: readonly string[]): Html {
  const items = (some: readonly string[]): Html =>
    html`<ul class="values">${some.map((value) => html`<li>${value}</li>`)}</ul>`;
  if (values.length <= listedAtOnce + 1) return items(values);
  const rest = values.slice(listedAtOnce);
  return html`${items(values.slice(0, listedAtOnce))}<details><summary>${countOf(rest.length, 'more', 'more')}</summary>${items(rest)}</details>`;
}

/** A cell of a result. `isTime`: the number is epoch seconds, its date stands before it. */
export function cellMarkup(cell: Cell, isTime: boolean): Html {
  if (cell === null) return html`<span class="soft">none</span>`;
  if (typeof cell === 'number') {
    const date = isTime ? isoUtc(cell) : '';
    return date === ''
      ? html`<span class="number">${cell}</span>`
      : html`<time datetime="${date}">${date}</time> <span class="soft number">${cell}</span>`;
  }
  return typeof cell === 'string' ? html`${cell}` : valueList(cell);
}

/** A link to a web page of a rule's references; other addresses stay text. Rules are content, but public ones are foreign. */
export function webLink(address: string, label: string): Html {
  return /^https?:\/\/[^\s]+$/i.test(address)
    ? html`<a href="${address}" rel="noreferrer noopener">${label}</a>`
    : html`${label}`;
}

/** The techniques, each linked to its ATT&CK page, then the tactics. */
export function attackMarkup(attack: RuleAttack): Html {
  const techniques = attack.techniques.map(({ id, name }, index) => {
    const label = name === '' ? id : `${id} ${name}`;
    const page = /^T\d{4}(\.\d{3})?$/.test(id)
      ? `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`
      : '';
    return html`${index > 0 ? ', ' : ''}${webLink(page, label)}`;
  });
  return html`${techniques}${attack.tactics.length > 0 ? ` (${attack.tactics.join(', ')})` : ''}`;
}
