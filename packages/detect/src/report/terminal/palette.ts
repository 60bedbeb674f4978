import type { Severity } from '../../finding.ts';

export type Paint = (text: string) => string;

/** The colours of terminal output. `plainPalette` for pipes and NO_COLOR. */
export interface Palette {
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly strong: Paint;
  readonly dim: Paint;
}

const same: Paint = (text) => text;

export const plainPalette: Palette = {
  severity: { informational: same, low: same, medium: same, high: same, critical: same },
  strong: same,
  dim: same,
};

/** SGR codes of the basic set, which every terminal maps to colours that suit its background. */
const paint =
  (codes: string): Paint =>
  (text) =>
    text === '' ? '' : `\u001b[${codes}m${text}\u001b[0m`;

export const ansiPalette: Palette = {
  severity: {
    informational: paint('36'),
    low: paint('34'),
    medium: paint('33'),
    high: paint('1;31'),
    critical: paint('1;35'),
  },
  strong: paint('1'),
  dim: paint('2'),
};
