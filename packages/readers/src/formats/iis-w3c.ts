import { inferColumns } from '../w3c/infer-columns.ts';
import { splitLine } from '../w3c/split-line.ts';
import type { Format } from './format.ts';

/** A W3C extended log with columns of a web server; the logs of Exchange itself have commas between their fields. */
export const iisW3c: Format = {
  id: 'iis-w3c',
  title: 'IIS log (W3C)',
  doc: {
    sourcetypes: ['iis'],
    recognisedBy: 'a #Software or #Fields line of IIS, or values in the order in which IIS writes them',
    howToGet:
      'Copy C:\\inetpub\\logs\\LogFiles\\W3SVC1 (front end) and W3SVC2 (back end) of each Exchange server',
  },
  recognise: ({ text }) => {
    const head = text.slice(0, 16_384);
    const plan = { how: 'w3c' } as const;
    if (/^#Software: Microsoft Internet Information Services/im.test(head))
      return { why: 'a #Software line of IIS', plan };
    const fields = /^#Fields: ?(.*)$/im.exec(head)?.[1];
    if (fields !== undefined)
      return /(?:^|\s)(?:cs-method|cs-uri-stem|c-ip)(?:\s|$)/.test(fields)
        ? { why: 'a #Fields line with the columns of a web server', plan }
        : null;
    const line = head.split('\n').find((candidate) => candidate.trim() !== '');
    const values = line === undefined ? null : splitLine(line.trim());
    return values !== null && inferColumns(values) !== null
      ? { why: 'the values of an IIS log in their order, without #Fields', sure: 'likely', plan }
      : null;
  },
};
