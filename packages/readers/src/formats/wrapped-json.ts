import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Records inside an envelope that names no product: event, message, record, properties, body. */
export const wrappedJson: Format = {
  id: 'wrapped-json',
  title: 'audit records inside other objects (JSON)',
  recognise: ({ json }) =>
    json?.carriers.has('wrapper')
      ? { why: 'audit records inside other objects', plan: jsonPlan(json) }
      : null,
};
