import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Activities of the Reports API, in an API response, a list or lines, whole or one event each. */
export const googleJson: Format = {
  id: 'google-json',
  title: 'Google Workspace audit activities (JSON)',
  recognise: ({ json }) =>
    json?.carriers.has('google')
      ? { why: 'activities of the Reports API (id.applicationName, id.time)', plan: jsonPlan(json) }
      : null,
};
