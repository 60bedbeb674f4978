import type { EventTags } from '../lower/event-tags.ts';
import type { CalculatedField } from './define.ts';
import { iisFields, iisTags } from './iis.ts';
import { o365Fields } from './o365-fields.ts';
import { o365Normalised } from './o365-normalised.ts';
import { o365Properties } from './o365-properties.ts';
import { o365Tags } from './o365-tags.ts';
import { otherNormalised } from './other-normalised.ts';
import { windowsFields } from './windows-fields.ts';
import { windowsTags } from './windows-tags.ts';

/** What a search over logs as they were written needs, and one over events that Splunk has prepared already does not. */
export interface AddOns {
  readonly calculatedFields: readonly CalculatedField[];
  readonly eventTags: readonly EventTags[];
}

export const addOns: AddOns = {
  calculatedFields: [
    ...o365Fields,
    ...o365Properties,
    ...windowsFields,
    ...iisFields,
    ...o365Normalised,
    ...otherNormalised,
  ],
  eventTags: [...o365Tags, ...windowsTags, ...iisTags],
};
