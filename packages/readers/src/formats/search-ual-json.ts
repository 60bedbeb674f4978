import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** What ConvertTo-Json makes of Search-UnifiedAuditLog, AuditData as text or as an object. */
export const searchUalJson: Format = {
  id: 'search-ual-json',
  title: 'Search-UnifiedAuditLog (JSON)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'records under AuditData, as text or as objects',
    howToGet:
      'Exchange Online PowerShell: Search-UnifiedAuditLog … | ConvertTo-Json -Depth 100; Microsoft-Extractor-Suite: Get-UAL -Output JSON',
  },
  recognise: ({ json }) =>
    json?.carriers.has('audit-data') ? { why: 'records under AuditData', plan: jsonPlan(json) } : null,
};
