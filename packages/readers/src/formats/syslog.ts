import { parseSyslogLine } from '../syslog/parse-line.ts';
import type { Format } from './format.ts';

const LINES = 20;

export const syslog: Format = {
  id: 'syslog',
  title: 'syslog',
  doc: {
    sourcetypes: ['syslog'],
    recognisedBy:
      'lines of RFC 5424 or RFC 3164, or as daemons write them to files: a time, a host, a tag with a colon',
    howToGet:
      'Copy /var/log/syslog, messages, auth.log, maillog of a Linux host or appliance, or journalctl -o short-iso; times without a year are read by the last change of the file, so keep it (cp -p, tar)',
  },
  recognise: ({ json, csv, text, isWhole }) => {
    if (json !== null || csv !== null) return null;
    const all = text.split('\n');
    // The last line of a sample may be cut off.
    const lines = (isWhole ? all : all.slice(0, -1)).filter((line) => line.trim() !== '').slice(0, LINES);
    const parsed = lines.map((line) => parseSyslogLine(line.trim())).filter((line) => line !== null);
    if (parsed.length === 0 || parsed.length < lines.length * 0.75) return null;
    const plan = { how: 'syslog' } as const;
    return parsed.some(({ form }) => form === 'rfc5424')
      ? { why: 'lines of RFC 5424', plan }
      : { why: 'a time, a host and a tag on each line', sure: 'likely', plan };
  },
};
