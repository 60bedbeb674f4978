import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Events of the Elastic o365 integration, before or after its pipeline. */
export const elasticJson: Format = {
  id: 'elastic-json',
  title: 'Elastic o365 events (JSON)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'records under o365audit, o365.audit or event.original',
    howToGet:
      'Kibana: Discover on logs-o365.audit-*, or the _search and _bulk forms of Elasticsearch (elasticdump and others)',
  },
  recognise: ({ json }) =>
    json?.carriers.has('elastic')
      ? { why: 'records under o365audit, o365.audit or event.original', plan: jsonPlan(json) }
      : null,
};
