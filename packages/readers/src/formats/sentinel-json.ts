import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Rows of the OfficeActivity table of Microsoft Sentinel. */
export const sentinelJson: Format = {
  id: 'sentinel-json',
  title: 'Sentinel OfficeActivity (JSON)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'columns OfficeWorkload or OfficeId',
    howToGet:
      'Sentinel: az monitor log-analytics query -w <workspace> --analytics-query OfficeActivity -o json, or a data export rule',
  },
  recognise: ({ json }) =>
    json?.carriers.has('sentinel')
      ? { why: 'columns OfficeWorkload or OfficeId', plan: jsonPlan(json) }
      : null,
};
