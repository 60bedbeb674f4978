import { tokens } from './tokens.ts';

const base = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: var(--text-m)/1.55 var(--sans); overflow-wrap: anywhere; }
main, .masthead, footer { max-width: var(--page-width); margin: 0 auto; padding: 0 var(--gap-l); }
h1, h2, h3, h4 { line-height: 1.2; font-weight: 650; text-wrap: balance; margin: 0; }
h1 { font-size: var(--text-2xl); letter-spacing: -0.02em; }
h2 { font-size: var(--text-xl); letter-spacing: -0.01em; margin: var(--gap-xl) 0 var(--gap-m); }
h3 { font-size: var(--text-l); }
h4 { font-size: var(--text-xs); text-transform: uppercase; letter-spacing: 0.07em; color: var(--ink-soft); margin: var(--gap-l) 0 var(--gap-s); }
p { margin: 0 0 var(--gap-s); max-width: var(--measure); }
a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code, pre, .mono { font-family: var(--mono); font-size: 0.92em; font-variant-ligatures: none; }
time, .number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.soft { color: var(--ink-soft); }
.small { font-size: var(--text-s); }
ul.values { list-style: none; margin: 0; padding: 0; }
ul.plain { margin: 0; padding-left: 1.1rem; max-width: var(--measure); }
ul.plain li { margin: 0 0 var(--gap-xs); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--gap-l); }
summary { cursor: pointer; }
`;

const head = `
.masthead { padding-top: var(--gap-xl); }
.brand { display: flex; align-items: center; gap: 0.6rem; font-weight: 650; color: var(--accent); margin-bottom: var(--gap-l); }
.brand svg { width: 1.5rem; height: 1.5rem; flex: none; }
.lede { font-size: var(--text-l); line-height: 1.45; color: var(--ink-soft); margin-top: var(--gap-m); max-width: 54rem; text-wrap: pretty; }
.lede strong { color: var(--ink); font-weight: 650; }
.tiles { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: var(--gap-m); margin: var(--gap-l) 0 var(--gap-m); padding: 0; list-style: none; }
.tile { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: 0.9rem 1.1rem 1rem; }
.tile .label { font-size: var(--text-s); color: var(--ink-soft); display: block; }
.tile .figure { font-size: var(--text-2xl); line-height: 1.2; font-weight: 600; letter-spacing: -0.02em; display: block; font-variant-numeric: tabular-nums; }
.tile .figure.text { font-size: var(--text-l); line-height: 1.35; letter-spacing: 0; padding: 0.42rem 0 0.2rem; }
.tile .note { font-size: var(--text-s); color: var(--ink-soft); display: block; }
.tally { display: flex; flex-wrap: wrap; gap: 0.15rem 0.8rem; font-size: var(--text-s); color: var(--ink-soft); }
.tally .dot { width: 0.6em; height: 0.6em; border-radius: 50%; display: inline-block; margin-right: 0.35em; }
.notice { background: var(--notice); border: 1px solid var(--notice-line); color: var(--notice-ink); border-radius: var(--radius); padding: 0.8rem 1.1rem; margin: 0 0 var(--gap-m); }
.notice p { margin: 0; max-width: none; }
.notice a { color: inherit; }
.quiet { border-left: 3px solid var(--line-strong); padding-left: var(--gap-m); }
footer { margin-top: var(--gap-xl); padding-top: var(--gap-m); padding-bottom: var(--gap-xl); color: var(--ink-soft); font-size: var(--text-s); }
`;

const severity = ['critical', 'high', 'medium', 'low', 'informational']
  .map(
    (name) => `
.badge.${name}, .dot.${name} { background: var(--${name}); }
.mark.${name} { fill: var(--${name}); }
.finding.${name} { border-top-color: var(--${name}); }`,
  )
  .join('');

const findings = `
.badge { display: inline-block; color: var(--on-severity); font-size: var(--text-xs); font-weight: 650; letter-spacing: 0.04em; text-transform: uppercase; padding: 0.16rem 0.55rem; border-radius: 999px; white-space: nowrap; }
.finding { border-top-width: 3px; margin-bottom: var(--gap-l); }
.finding > header { display: flex; flex-wrap: wrap; align-items: center; gap: var(--gap-s) var(--gap-m); font-size: var(--text-s); color: var(--ink-soft); margin-bottom: 0.7rem; }
.finding > header .id { margin-left: auto; }
.finding h3 { font-size: 1.375rem; letter-spacing: -0.01em; margin-bottom: 0.5rem; text-wrap: pretty; }
.finding > p { max-width: 54rem; }
.index { margin-bottom: var(--gap-l); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: var(--gap-m) var(--gap-l); margin: var(--gap-l) 0 0; padding: var(--gap-m) 0 0; border-top: 1px solid var(--line); }
.facts dt, .pairs dt { font-size: var(--text-s); color: var(--ink-soft); }
.facts dd, .pairs dd { margin: 0; }
.facts dd { font-size: var(--text-m); }
.facts dd.mono { font-size: var(--text-s); line-height: 1.6; }
.facts details summary { color: var(--accent); font-family: var(--sans); }
.pairs { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; margin: 0; font-size: var(--text-s); }
.pairs dt, .pairs dd { padding: 0.28rem 0; border-bottom: 1px solid var(--line); }
.pairs dt { padding-right: var(--gap-l); }
.fold { margin-top: var(--gap-m); border-top: 1px solid var(--line); padding-top: 0.75rem; }
.fold > summary { font-weight: 600; font-size: var(--text-m); color: var(--accent); }
.fold > *:not(summary) { margin-top: 0.75rem; }
.checks { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: var(--gap-m) var(--gap-l); }
.checks li { position: relative; padding-left: 1.7rem; font-size: var(--text-s); }
.checks li::before { content: ""; position: absolute; left: 0; top: 0.2em; width: 0.95rem; height: 0.95rem; border: 1.5px solid var(--line-strong); border-radius: 3px; }
.checks strong { display: block; font-size: var(--text-m); font-weight: 600; }
.checks p { margin: 0.2rem 0 0; }
`;

const tables = `
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: var(--text-s); line-height: 1.45; }
caption { text-align: left; color: var(--ink-soft); padding-bottom: var(--gap-s); }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--line); min-width: 4rem; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--ink-soft); font-weight: 600; white-space: nowrap; border-bottom-color: var(--line-strong); }
td.number, th.number { text-align: right; }
tr.event > td { border-bottom: 0; padding-bottom: 0.15rem; }
tr.origin > td { padding-top: 0; color: var(--ink-soft); font-size: var(--text-xs); }
.origin-line { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
tr.origin summary { color: var(--accent); width: max-content; }
.origin-line details[open] { flex: 1 0 100%; }
tr.origin:last-child > td { border-bottom: 0; }
table + p, .scroll + p { margin-top: var(--gap-s); }
.rule-name { margin: var(--gap-xl) 0 var(--gap-s); }
.w-m { min-width: 8.5rem; }
.w-l { min-width: 11.5rem; }
pre { background: var(--sunken); border-radius: 6px; padding: 0.75rem 0.9rem; margin: 0.5rem 0 0; white-space: pre-wrap; font-size: var(--text-xs); line-height: 1.5; max-height: 28rem; overflow: auto; }
.index td { padding-top: 0.65rem; padding-bottom: 0.65rem; }
.index a { text-decoration: none; color: var(--ink); font-weight: 550; }
.index a:hover { text-decoration: underline; }
`;

const chart = `
.chart svg { display: block; width: 100%; height: auto; overflow: visible; }
.chart .narrow { display: none; }
.chart text { font: 12px var(--sans); fill: var(--ink-soft); font-variant-numeric: tabular-nums; }
.chart .bar { fill: var(--bar); }
.chart .grid { stroke: var(--line); stroke-width: 1; }
.chart .axis { stroke: var(--line-strong); stroke-width: 1; }
.chart .lane { fill: var(--sunken); }
.chart figcaption { color: var(--ink-soft); font-size: var(--text-s); margin-top: var(--gap-m); }
figure { margin: 0; }
`;

const phone = `
@media screen and (max-width: 46rem) {
  :root { --text-2xl: 1.75rem; --text-xl: 1.3125rem; --gap-l: 1.125rem; --gap-xl: 2.25rem; }
  main, .masthead, footer { padding-left: var(--gap-m); padding-right: var(--gap-m); }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.6rem; }
  .tile { padding: 0.7rem 0.85rem; }
  .finding > header .id { margin-left: 0; }
  .facts, .checks { grid-template-columns: 1fr; }
  .pairs { grid-template-columns: 1fr; }
  .pairs dt { border-bottom: 0; padding-bottom: 0; }
  .pairs dd { padding-top: 0; }
  .chart .wide { display: none; }
  .chart svg.narrow { display: block; }
  .chart span.narrow { display: inline; }
  table.stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.stack, table.stack tbody, table.stack tr, table.stack td { display: block; }
  table.stack tr { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
  table.stack tr.event { border-bottom: 0; padding-bottom: 0; }
  table.stack tr.origin { padding-top: 0.2rem; }
  table.stack td { border: 0; padding: 0.12rem 0; min-width: 0; text-align: left; display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: var(--gap-s); justify-items: start; }
  table.stack tr.origin > td { display: block; }
  table.stack td[data-label]::before { content: attr(data-label); color: var(--ink-soft); font-family: var(--sans); }
  table.stack.index tr { display: grid; grid-template-columns: 1fr auto; gap: 0.2rem var(--gap-m); }
  table.stack.index td { display: block; }
  table.stack.index td[data-label]::before, table.stack.index td[data-label="Risk"], table.stack.index td[data-label="Events"] { display: none; }
  table.stack.index td[data-label="Finding"] { grid-column: 1 / -1; grid-row: 2; font-size: var(--text-m); }
  table.stack td:empty { display: none; }
}
`;

const print = `
@page { size: A4; margin: 16mm 14mm 18mm; }
@media print {
  :root { --page: #ffffff; --gap-xl: 1.75rem; --text-m: 0.84rem; --text-s: 0.75rem; --text-2xl: 1.75rem; }
  main, .masthead, footer { max-width: none; padding: 0; }
  .masthead { padding-top: 0; }
  .card { border-radius: 0; padding: var(--gap-m); }
  .finding { break-before: auto; }
  h2, h3, h4, .finding > header, summary { break-after: avoid; }
  tr, .tile, .checks li, .facts > div, .chart { break-inside: avoid; }
  thead { display: table-header-group; }
  .fold::details-content { content-visibility: visible; display: block; height: auto; }
  tr.event { break-after: avoid; }
  tr.origin details { display: none; }
  .w-m, .w-l, th, td { min-width: 0; }
  .scroll { overflow: visible; }
  .appendix { break-before: page; }
  .badge, .dot, .chart, .notice { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
  pre { max-height: none; }
}
`;

/** The whole style sheet of the report and of search results. */
export const styleSheet = [tokens, base, head, severity, findings, tables, chart, phone, print].join('');
