import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Rows of the CloudAppEvents table, RawEventData as an object or as text. */
export const defenderJson: Format = {
  id: 'defender-json',
  title: 'Defender CloudAppEvents (JSON)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'records under RawEventData',
    howToGet:
      'Graph: POST /security/runHuntingQuery with a query on CloudAppEvents; or the streaming API of Defender XDR',
  },
  recognise: ({ json }) =>
    json?.carriers.has('defender') ? { why: 'records under RawEventData', plan: jsonPlan(json) } : null,
};
