import type { ReadPlan } from './format.ts';
import type { JsonSample } from './json-sample.ts';

/** How to read JSON of the arrangement that the sample shows. */
export function jsonPlan(json: JsonSample): ReadPlan {
  return json.layout === 'lines'
    ? { how: 'json-lines' }
    : { how: 'json-values', containers: json.containers };
}
