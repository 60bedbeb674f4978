import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Events of the Elastic o365 integration, before or after its pipeline. */
export const elasticJson: Format = {
  id: 'elastic-json',
  title: 'Elastic o365 events (JSON)',
  recognise: ({ json }) =>
    json?.carriers.has('elastic')
      ? { why: 'records under o365audit, o365.audit or event.original', plan: jsonPlan(json) }
      : null,
};
