import { csvWithColumns } from './csv-plan.ts';
import type { Format } from './format.ts';

/** Export-Csv of Search-UnifiedAuditLog, also by Microsoft-Extractor-Suite. */
export const searchUalCsv: Format = {
  id: 'search-ual-csv',
  title: 'Search-UnifiedAuditLog (CSV)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'columns AuditData and ResultIndex or Identity',
    howToGet:
      'Exchange Online PowerShell: Search-UnifiedAuditLog -StartDate … -EndDate … -SessionCommand ReturnLargeSet -ResultSize 5000 | Export-Csv; Microsoft-Extractor-Suite: Get-UAL',
  },
  recognise: ({ csv }) =>
    csvWithColumns(csv, ['auditdata', 'resultindex'], 'columns AuditData and ResultIndex') ??
    csvWithColumns(csv, ['auditdata', 'identity'], 'columns AuditData and Identity'),
};
