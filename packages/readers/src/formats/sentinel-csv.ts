import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** CSV export of the OfficeActivity table. */
export const sentinelCsv: Format = {
  id: 'sentinel-csv',
  title: 'Sentinel OfficeActivity (CSV)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'a column OfficeWorkload, or OfficeId and Operation',
    howToGet: 'Sentinel: Logs, query OfficeActivity, Export > CSV - all columns',
  },
  recognise: ({ csv }) =>
    csvWithColumns(csv, ['officeworkload'], 'a column OfficeWorkload') ??
    csvWithColumns(csv, ['officeid', 'operation'], 'columns OfficeId and Operation'),
};
