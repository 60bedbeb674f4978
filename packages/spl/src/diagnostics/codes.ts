import { catalogue } from './catalogue.ts';
import { evalMessages } from './eval-messages.ts';
import { lowerMessages } from './lower-messages.ts';

/** The codes of all diagnostics of a search, in order. */
export const diagnosticCodes: readonly string[] = [catalogue, evalMessages, lowerMessages]
  .flatMap((table) => Object.keys(table))
  .sort();
