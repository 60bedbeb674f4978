import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Records of a Graph auditLogQuery, in pages or alone. */
export const graphJson: Format = {
  id: 'graph-json',
  title: 'Microsoft Graph audit search (JSON)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'records under auditData',
    howToGet:
      'Graph: POST /security/auditLog/queries, then GET …/queries/<id>/records; Microsoft-Extractor-Suite: Get-UALGraph',
  },
  recognise: ({ json }) =>
    json?.carriers.has('graph') ? { why: 'records under auditData', plan: jsonPlan(json) } : null,
};
