import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** CSV of the Splunk user interface: the event in _raw, or in AuditData where that was extracted. */
export const splunkCsv: Format = {
  id: 'splunk-csv',
  title: 'Splunk export (CSV)',
  recognise: ({ csv }) => csvWithColumns(csv, ['_raw'], 'a column _raw'),
};
