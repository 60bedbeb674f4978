import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** JSON of the Splunk user interface or REST API, and event samples with _raw. */
export const splunkJson: Format = {
  id: 'splunk-json',
  title: 'Splunk export (JSON)',
  doc: {
    sourcetypes: ['o365:management:activity', 'that of the event in _raw'],
    recognisedBy: 'results with _raw',
    howToGet: 'Splunk: search, Export > JSON; or POST /services/search/jobs/export with output_mode=json',
  },
  recognise: ({ json }) =>
    json?.carriers.has('splunk') ? { why: 'results with _raw', plan: jsonPlan(json) } : null,
};
