import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Rows of the CloudAppEvents table, RawEventData as an object or as text. */
export const defenderJson: Format = {
  id: 'defender-json',
  title: 'Defender CloudAppEvents (JSON)',
  recognise: ({ json }) =>
    json?.carriers.has('defender') ? { why: 'records under RawEventData', plan: jsonPlan(json) } : null,
};
