import type { Format } from './format.ts';

/** An audit record on each line: the engine reads it in place when every line of the sample is regular. */
export const o365Ndjson: Format = {
  id: 'o365-ndjson',
  title: 'Microsoft 365 audit records (NDJSON)',
  doc: {
    sourcetypes: ['o365:management:activity'],
    recognisedBy: 'an object with Operation and Workload or RecordType on each line',
    howToGet:
      'Management Activity API collectors; Microsoft-Extractor-Suite: Get-UAL -Output SOF-ELK or JSON with -AuditDataOnly',
  },
  recognise: ({ json, isPlainUtf8 }) => {
    if (json?.layout !== 'lines' || !json.carriers.has('self')) return null;
    const isInPlace = json.isRegular && isPlainUtf8;
    return isInPlace
      ? { why: 'an audit record on each line', plan: { how: 'in-place' } }
      : { why: 'audit records on lines, not all regular', plan: { how: 'json-lines' } };
  },
};
