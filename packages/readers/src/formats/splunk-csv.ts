import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** CSV of the Splunk user interface: the event in _raw, or in AuditData where that was extracted. */
export const splunkCsv: Format = {
  id: 'splunk-csv',
  title: 'Splunk export (CSV)',
  doc: {
    sourcetypes: ['o365:management:activity', 'that of the event in _raw'],
    recognisedBy: 'a column _raw',
    howToGet: 'Splunk: search, Export > CSV with _raw among the fields; or outputcsv',
  },
  recognise: ({ csv }) => csvWithColumns(csv, ['_raw'], 'a column _raw'),
};
