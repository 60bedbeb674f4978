import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** Export-Csv of Search-UnifiedAuditLog, also by Microsoft-Extractor-Suite. */
export const searchUalCsv: Format = {
  id: 'search-ual-csv',
  title: 'Search-UnifiedAuditLog (CSV)',
  recognise: ({ csv }) =>
    csvWithColumns(csv, ['auditdata', 'resultindex'], 'columns AuditData and ResultIndex') ??
    csvWithColumns(csv, ['auditdata', 'identity'], 'columns AuditData and Identity'),
};
