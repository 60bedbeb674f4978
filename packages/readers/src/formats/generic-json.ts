import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Objects that are no audit records: searchable, though no rule is written for them. */
export const genericJson: Format = {
  id: 'generic-json',
  title: 'other JSON',
  recognise: ({ json }) =>
    json === null ? null : { why: 'JSON without audit records at its start', plan: jsonPlan(json) },
};
