import type { Rule } from '../rules/rule.ts';
import type { Palette } from './terminal/palette.ts';

/** What a renderer of a hunt needs beside the report itself. */
export interface ReportOptions {
  /** The rules that ran: their false-positive checks, techniques and limits are printed. A rule that is missing here loses only these. */
  readonly rules: readonly Rule[];
  /** Cells of the terminal; only `table` looks at it. */
  readonly width?: number;
  readonly palette?: Palette;
}
