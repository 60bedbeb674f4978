import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Records inside an envelope that names no product: event, message, record, properties, body. */
export const wrappedJson: Format = {
  id: 'wrapped-json',
  title: 'audit records inside other objects (JSON)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'audit records under event, message, record, properties or body',
    howToGet: 'Forwarders and queues: Event Hubs, HTTP Event Collector bodies, Logstash',
  },
  recognise: ({ json }) =>
    json?.carriers.has('wrapper')
      ? { why: 'audit records inside other objects', sure: 'likely', plan: jsonPlan(json) }
      : null,
};
