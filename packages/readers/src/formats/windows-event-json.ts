import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Windows events as other tools write them in JSON. */
export const windowsEventJson: Format = {
  id: 'windows-event-json',
  title: 'Windows events (JSON)',
  doc: {
    sourcetypes: ['XmlWinEventLog'],
    recognisedBy: 'objects with Event.System, winlog, or EventId or EventID beside a channel',
    howToGet:
      'evtx_dump -o jsonl Security.evtx; EvtxECmd.exe -d logs --json out; Winlogbeat events out of Elasticsearch; NXLog im_msvistalog with to_json()',
  },
  recognise: ({ json }) =>
    json?.carriers.has('windows') ? { why: 'Windows events as JSON objects', plan: jsonPlan(json) } : null,
};
