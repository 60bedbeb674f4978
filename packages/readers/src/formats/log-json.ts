import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Records under `log`, as detection tests of Panther have them. */
export const logJson: Format = {
  id: 'log-json',
  title: 'audit records under log (JSON)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'audit records under log',
    howToGet: 'Tests and data lake exports of Panther',
  },
  recognise: ({ json }) =>
    json?.carriers.has('log') ? { why: 'audit records under log', plan: jsonPlan(json) } : null,
};
