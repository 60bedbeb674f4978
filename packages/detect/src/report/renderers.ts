import type { HuntReport } from '../finding.ts';
import type { ReportFormat } from './format.ts';
import { renderHuntHtml } from './html/hunt-html.ts';
import { renderTableHtml } from './html/table-html.ts';
import { renderHuntMarkdown } from './hunt-markdown.ts';
import { renderHuntCsv, renderHuntJson, renderHuntNdjson } from './hunt-plain.ts';
import type { ReportOptions } from './report-options.ts';
import {
  renderTableCsv,
  renderTableJson,
  renderTableMarkdown,
  renderTableNdjson,
} from './table/plain-tables.ts';
import type { ResultTable, TableOptions } from './table/result-table.ts';
import { renderTableTerminal } from './table/terminal-table.ts';
import { renderHuntTerminal } from './terminal/hunt-terminal.ts';

/** Every output of a hunt, in pieces to be written one after the other. Pure: no clock, no terminal, no file. */
export const huntRenderers: Readonly<
  Record<ReportFormat, (report: HuntReport, options: ReportOptions) => Iterable<string>>
> = {
  table: renderHuntTerminal,
  json: renderHuntJson,
  ndjson: renderHuntNdjson,
  csv: renderHuntCsv,
  markdown: renderHuntMarkdown,
  html: renderHuntHtml,
};

/** Every output of a search, as it streams. A failing source of rows fails the iteration with its own error. */
export const tableRenderers: Readonly<
  Record<ReportFormat, (table: ResultTable, options: TableOptions) => AsyncIterable<string>>
> = {
  table: renderTableTerminal,
  json: renderTableJson,
  ndjson: renderTableNdjson,
  csv: renderTableCsv,
  markdown: renderTableMarkdown,
  html: renderTableHtml,
};
