import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Activities of the Reports API, in an API response, a list or lines, whole or one event each. */
export const googleJson: Format = {
  id: 'google-json',
  title: 'Google Workspace audit activities (JSON)',
  doc: {
    sourcetypes: ['gws:reports:<application>'],
    recognisedBy: 'activities of the Reports API: id.applicationName and id.time',
    howToGet:
      'Reports API: activities.list for each application (admin, drive, gmail, login, takeout, token, user_accounts, vault); exports of the same from Elastic, Panther, Sentinel and Splunk',
  },
  recognise: ({ json }) =>
    json?.carriers.has('google')
      ? { why: 'activities of the Reports API (id.applicationName, id.time)', plan: jsonPlan(json) }
      : null,
};
