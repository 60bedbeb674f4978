import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** JSON of the Splunk user interface or REST API, and event samples with _raw. */
export const splunkJson: Format = {
  id: 'splunk-json',
  title: 'Splunk export (JSON)',
  recognise: ({ json }) =>
    json?.carriers.has('splunk') ? { why: 'results with _raw', plan: jsonPlan(json) } : null,
};
