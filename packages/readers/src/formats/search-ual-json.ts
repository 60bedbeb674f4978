import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** What ConvertTo-Json makes of Search-UnifiedAuditLog, AuditData as text or as an object. */
export const searchUalJson: Format = {
  id: 'search-ual-json',
  title: 'Search-UnifiedAuditLog (JSON)',
  recognise: ({ json }) =>
    json?.carriers.has('audit-data') ? { why: 'records under AuditData', plan: jsonPlan(json) } : null,
};
