import { type Severity, severities, type TimelineBin } from '../../finding.ts';
import { type Html, html } from '../encode/html.ts';
import { countOf, groupDigits } from '../number.ts';
import { formatSpan, isoDay, isoUtc } from '../time.ts';
import { niceCeiling, type TimeTick, timeTicks } from './axis.ts';

/** The chart is drawn twice, each with letters of readable size; the style sheet shows the one that fits. */
const layouts = {
  wide: { width: 1000, left: 92, plotHeight: 150, tickSpacing: 110, mostBins: 400 },
  narrow: { width: 340, left: 62, plotHeight: 120, tickSpacing: 92, mostBins: 90 },
} as const;

type Layout = keyof typeof layouts;
const layoutNames: readonly Layout[] = ['wide', 'narrow'];

const laneHeight = 20;
const laneLabels: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  informational: 'Info',
};

/** Events over time as bars, and above them a lane for each severity with a mark where its events lie. */
export function timelineChart(bins: readonly TimelineBin[]): Html {
  if (bins.length === 0)
    return html`<p class="soft">No event carries a time, so there is nothing to draw.</p>`;
  return html`<figure class="card chart">${layoutNames.map((layout) => drawTimeline(bins, layout))}<figcaption>${caption(bins)}</figcaption></figure>`;
}

function caption(bins: readonly TimelineBin[]): Html {
  const spans = layoutNames.map((layout) => {
    const each = formatSpan(mergeBins(bins, layouts[layout].mostBins)[0]?.seconds ?? 0);
    return html`<span class="${layout}">${each.startsWith('1 ') && !each.slice(2).includes(' ') ? `for each ${each.slice(2)}` : `in steps of ${each}`}</span>`;
  });
  return html`Bars: all events read, ${spans}. Marks: events behind findings, by severity. Times are UTC.`;
}

function drawTimeline(source: readonly TimelineBin[], layout: Layout): Html {
  const { width, left, plotHeight, tickSpacing, mostBins } = layouts[layout];
  const bins = mergeBins(source, mostBins);
  const lanes = severities.filter((severity) => bins.some((bin) => bin.matched[severity] > 0)).toReversed();
  const plotTop = lanes.length * laneHeight + (lanes.length > 0 ? 14 : 6);
  const plotBottom = plotTop + plotHeight;
  const start = bins[0]?.start ?? 0;
  const end = (bins.at(-1)?.start ?? 0) + (bins.at(-1)?.seconds ?? 1);
  const x = (time: number): number => left + ((time - start) / (end - start || 1)) * (width - left);
  const most = niceCeiling(Math.max(1, ...bins.map((bin) => bin.events)));
  const y = (events: number): number => plotBottom - (events / most) * plotHeight;
  const ticks = timeTicks(start, end, Math.max(2, Math.floor((width - left) / tickSpacing)));
  return html`<svg class="${layout}" viewBox="0 0 ${width} ${plotBottom + 26}" role="img" aria-labelledby="timeline-${layout}-title timeline-${layout}-text"><title id="timeline-${layout}-title">Events over time</title><desc id="timeline-${layout}-text">${describe(source)}</desc>
${lanes.map((severity, index) => drawLane(bins, severity, index * laneHeight, x, width, left))}
${[most, most / 2].map((value) => drawGridLine(value, y(value), left, width))}
<path class="bar" d="${bins.map((bin) => barPath(bin, x, y, plotBottom)).join('')}"/>
<line class="axis" x1="${left}" x2="${width}" y1="${plotBottom}" y2="${plotBottom}"/>
${ticks.map((tick) => drawTick(tick, x(tick.time), plotBottom, width))}</svg>`;
}

function drawLane(
  bins: readonly TimelineBin[],
  severity: Severity,
  top: number,
  x: (time: number) => number,
  width: number,
  left: number,
): Html {
  const marks = bins
    .filter((bin) => bin.matched[severity] > 0)
    .map((bin) => {
      const from = x(bin.start);
      const size = Math.max(5, x(bin.start + bin.seconds) - from);
      const at = Math.min(from, width - size);
      const text = `${isoUtc(bin.start)}: ${countOf(bin.matched[severity], 'event', 'events')} behind ${severity} findings`;
      return html`<rect class="mark ${severity}" x="${round(at)}" y="${top + 3}" width="${round(size)}" height="12" rx="2"><title>${text}</title></rect>`;
    });
  return html`<text x="0" y="${top + 13}">${laneLabels[severity]}</text><rect class="lane" x="${left}" y="${top + 3}" width="${width - left}" height="12" rx="2"/>${marks}`;
}

function drawGridLine(value: number, at: number, left: number, width: number): Html {
  return html`<line class="grid" x1="${left}" x2="${width}" y1="${round(at)}" y2="${round(at)}"/><text x="${left - 10}" y="${round(at + 4)}" text-anchor="end">${groupDigits(value)}</text>`;
}

function drawTick({ label }: TimeTick, at: number, plotBottom: number, width: number): Html {
  const half = label.length * 3.6;
  const anchor = at + half > width ? 'end' : 'middle';
  return html`<line class="axis" x1="${round(at)}" x2="${round(at)}" y1="${plotBottom}" y2="${plotBottom + 5}"/><text x="${round(anchor === 'end' ? width : at)}" y="${plotBottom + 20}" text-anchor="${anchor}">${label}</text>`;
}

function barPath(
  bin: TimelineBin,
  x: (time: number) => number,
  y: (events: number) => number,
  plotBottom: number,
): string {
  if (bin.events === 0) return '';
  const from = x(bin.start);
  const gap = x(bin.start + bin.seconds) - from > 4 ? 1 : 0;
  const top = Math.min(y(bin.events), plotBottom - 1.5);
  return `M${round(from)} ${plotBottom}V${round(top)}H${round(x(bin.start + bin.seconds) - gap)}V${plotBottom}Z`;
}

/** Neighbouring bins put together until there are at most `most`. */
export function mergeBins(bins: readonly TimelineBin[], most: number): readonly TimelineBin[] {
  const group = Math.ceil(bins.length / most);
  if (group <= 1) return bins;
  const merged: TimelineBin[] = [];
  for (let at = 0; at < bins.length; at += group) {
    const part = bins.slice(at, at + group);
    const matched = Object.fromEntries(
      severities.map((severity) => [severity, part.reduce((sum, bin) => sum + bin.matched[severity], 0)]),
    ) as Record<Severity, number>; // every severity is a key: the list is complete
    const sum = (value: (bin: TimelineBin) => number): number =>
      part.reduce((total, bin) => total + value(bin), 0);
    merged.push({
      start: part[0]?.start ?? 0,
      seconds: sum((bin) => bin.seconds),
      events: sum((bin) => bin.events),
      matched,
    });
  }
  return merged;
}

/** The chart in words, for those who cannot see it. */
function describe(bins: readonly TimelineBin[]): string {
  const last = bins.at(-1);
  const total = bins.reduce((sum, bin) => sum + bin.events, 0);
  const parts = severities.toReversed().flatMap((severity) => {
    const hits = bins.filter((bin) => bin.matched[severity] > 0);
    if (hits.length === 0) return [];
    return [
      ` Events of ${severity} findings from ${isoUtc(hits[0]?.start ?? null)} to ${isoUtc(hits.at(-1)?.start ?? null)}, in ${countOf(hits.length, 'step', 'steps')}.`,
    ];
  });
  return `${countOf(total, 'event', 'events')} from ${isoDay(bins[0]?.start ?? null)} to ${isoDay(last ? last.start + last.seconds : null)}.${parts.join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
