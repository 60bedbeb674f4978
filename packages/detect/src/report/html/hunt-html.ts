import type { HuntReport } from '../../finding.ts';
import { html, htmlText } from '../encode/html.ts';
import type { ReportOptions } from '../report-options.ts';
import { appendix } from './appendix.ts';
import { findingSection } from './finding-section.ts';
import { pageEnd, pageStart } from './page.ts';
import { findingIndex, masthead } from './summary-section.ts';
import { timelineChart } from './timeline-chart.ts';

/** The report as one self-contained HTML file, without scripts and without requests. */
export function* renderHuntHtml(report: HuntReport, { rules }: ReportOptions): Generator<string> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  yield pageStart('Email collection findings');
  yield htmlText(masthead(report));
  yield htmlText(
    html`<main><h2>Timeline</h2>${timelineChart(report.timeline)}<h2>Findings</h2>${findingIndex(report)}`,
  );
  const seen = new Set<string>();
  for (const finding of report.findings) {
    // The checks are the same for every finding of a rule: the first shows them, the others have them folded.
    yield htmlText(findingSection(finding, byId.get(finding.ruleId), !seen.has(finding.ruleId)));
    seen.add(finding.ruleId);
  }
  if (report.findings.length === 0)
    yield htmlText(html`<p class="quiet">The rules that were evaluated match no event of these files.</p>`);
  yield htmlText(html`${appendix(report, rules)}</main><footer>sealbreak ${report.tool.version}</footer>`);
  yield pageEnd;
}
