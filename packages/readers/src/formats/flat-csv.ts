import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** A column for each top-level field: nested values were lost when it was exported. */
export const flatCsv: Format = {
  id: 'flat-csv',
  title: 'audit records as columns (CSV)',
  recognise: ({ csv }) =>
    csvWithColumns(csv, ['operation', 'workload'], 'columns Operation and Workload') ??
    csvWithColumns(csv, ['operation', 'recordtype'], 'columns Operation and RecordType'),
};
