import type { EventTags } from '../lower/event-tags.ts';

const windows = '(sourcetype=XmlWinEventLog* OR sourcetype=WinEventLog*)';
const sysmon = `${windows} source=*Sysmon*`;
const security = `${windows} source=*Security`;

/** Source: Splunk Add-on for Sysmon, Splunk Add-on for Microsoft Windows; CIM, tags of each model. */
export const windowsTags: readonly EventTags[] = [
  { tags: ['process', 'report'], search: `${sysmon} EventCode=1` },
  { tags: ['process', 'report'], search: `${security} EventCode=4688` },
  { tags: ['endpoint', 'filesystem'], search: `${sysmon} EventCode IN (11, 15, 23, 26)` },
  { tags: ['endpoint', 'registry'], search: `${sysmon} EventCode IN (12, 13, 14)` },
  { tags: ['network', 'communicate'], search: `${sysmon} EventCode=3` },
  { tags: ['network', 'resolution', 'dns'], search: `${sysmon} EventCode=22` },
  { tags: ['service', 'report'], search: `${windows} EventCode IN (7045, 4697)` },
  { tags: ['authentication'], search: `${security} EventCode IN (4624, 4625, 4648, 4776)` },
  {
    tags: ['change'],
    search: `${security} EventCode IN (1102, 4720, 4722, 4724, 4725, 4726, 4732, 4738, 4740, 4794)`,
  },
  { tags: ['account'], search: `${security} EventCode IN (4720, 4722, 4724, 4725, 4726, 4738, 4740, 4794)` },
];
