import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Objects that are no audit records: searchable, though no rule is written for them. */
export const genericJson: Format = {
  id: 'generic-json',
  title: 'other JSON',
  doc: {
    sourcetypes: ['_json', 'what a field sourcetype says'],
    recognisedBy: 'JSON objects without an audit record in them',
    howToGet: 'Any log written as JSON: lines, arrays, or values one after another',
  },
  recognise: ({ json }) =>
    json === null
      ? null
      : { why: 'JSON without audit records at its start', sure: 'guess', plan: jsonPlan(json) },
};
