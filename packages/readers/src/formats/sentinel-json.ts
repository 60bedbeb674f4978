import type { Format } from './format.ts';
import { jsonPlan } from './json-plan.ts';

/** Rows of the OfficeActivity table of Microsoft Sentinel. */
export const sentinelJson: Format = {
  id: 'sentinel-json',
  title: 'Sentinel OfficeActivity (JSON)',
  recognise: ({ json }) =>
    json?.carriers.has('sentinel')
      ? { why: 'columns OfficeWorkload or OfficeId', plan: jsonPlan(json) }
      : null,
};
