import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Audit records in arrays, one after another, over several lines, in API blobs or in pages with `value`. */
export const o365Json: Format = {
  id: 'o365-json',
  title: 'Microsoft 365 audit records (JSON)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'JSON values with Operation and Workload or RecordType: arrays, blobs, pages with value',
    howToGet: 'Management Activity API: the blobs of GET …/subscriptions/content as they are',
  },
  recognise: ({ json }) =>
    json?.carriers.has('self') ? { why: 'audit records as JSON values', plan: jsonPlan(json) } : null,
};
