import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** A column for each top-level field: nested values were lost when it was exported. */
export const flatCsv: Format = {
  id: 'flat-csv',
  title: 'audit records as columns (CSV)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'columns Operation and Workload, or Operation and RecordType',
    howToGet:
      'Microsoft-Extractor-Suite with -AuditDataOnly in CSV, or any table of records; prefer a JSON export: nested values are lost in this one',
  },
  recognise: ({ csv }) =>
    csvWithColumns(csv, ['operation', 'workload'], 'columns Operation and Workload') ??
    csvWithColumns(csv, ['operation', 'recordtype'], 'columns Operation and RecordType'),
};
