import { type Access, openAccess, ownerOf } from './access.ts';
import { homeAddress, mobileAddress } from './addresses.ts';
import type { ClockRule } from './calendar.ts';
import {
  BROWSERS,
  type Client,
  OUTLOOK_VERSIONS,
  outlookEws,
  outlookMapi,
  outlookMobile,
  outlookWeb,
} from './clients.ts';
import { createMailbox, type Language, type Mailbox } from './mailbox.ts';
import { GIVEN_NAMES, SURNAMES } from './names.ts';
import type { Random } from './random.ts';
import { spread } from './table.ts';
import type { Tenant } from './tenant.ts';

export interface Site {
  readonly name: string;
  readonly language: Language;
  readonly clockRule: ClockRule;
  readonly standardMinutes: number;
  readonly officeAddress: string;
}

export const SITES: readonly Site[] = [
  site('Leeds', 'en', 'eu', 0, '203.0.113.10'),
  site('Rotterdam', 'nl', 'eu', 60, '203.0.113.20'),
  site('Lyon', 'fr', 'eu', 60, '203.0.113.24'),
  site('Toronto', 'en', 'us', -300, '203.0.113.31'),
  site('Singapore', 'en', 'none', 480, '203.0.113.40'),
];

function site(
  name: string,
  language: Language,
  clockRule: ClockRule,
  standardMinutes: number,
  officeAddress: string,
): Site {
  return { name, language, clockRule, standardMinutes, officeAddress };
}

const SITE_OF_PERSON = spread<number>([
  [0, 45],
  [1, 25],
  [2, 10],
  [3, 13],
  [4, 7],
]);

export type DeviceKind = 'desktop' | 'ews' | 'web' | 'phone';

/** A device at one place. */
export interface Station {
  readonly access: Access;
  readonly ip: string;
  /** User agent of what the device does outside the mailbox. */
  readonly userAgent: string;
  readonly os: string;
  readonly browser: string;
  readonly signInSession: string;
}

export interface Person {
  readonly mailbox: Mailbox;
  /** Index into SITES. */
  readonly site: number;
  readonly salt: number;
  /** How busy, relative to others: 4 to 16. */
  readonly pace: number;
  /** Devices in the order in which they are used, the most used one twice. */
  readonly devices: readonly DeviceKind[];
  /** Each device at its two places: at the office and at home; the phone on the road and at home. */
  readonly stations: Readonly<Record<DeviceKind, readonly [Station, Station]>>;
  /** Epoch seconds of the days off, `from` included; empty when equal. */
  readonly away: { readonly from: number; readonly until: number };
}

const DEVICES = spread<readonly DeviceKind[]>([
  [['desktop', 'desktop', 'desktop', 'ews', 'web', 'phone'], 55],
  [['desktop', 'desktop', 'ews', 'phone', 'phone'], 20],
  [['web', 'web', 'web', 'phone'], 18],
  [['web', 'phone', 'phone', 'phone'], 7],
]);

/** @param from epoch seconds of the first day, @param days length of the window */
export function createStaff(
  random: Random,
  tenant: Tenant,
  count: number,
  from: number,
  days: number,
): Person[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const site = random.draw(SITE_OF_PERSON);
    const mailbox = createPersonMailbox(random, tenant, SITES[site]?.language ?? 'en', taken);
    return {
      mailbox,
      site,
      salt: random.next(),
      pace: random.between(4, 16),
      devices: random.draw(DEVICES),
      stations: createStations(random, mailbox, SITES[site]?.officeAddress ?? '', index),
      away: createAbsence(random, from, days),
    };
  });
}

function createPersonMailbox(
  random: Random,
  tenant: Tenant,
  language: Language,
  taken: Set<string>,
): Mailbox {
  const given = random.pick(GIVEN_NAMES);
  const surname = random.pick(SURNAMES);
  const base = `${given}.${surname}`.toLowerCase();
  let alias = base;
  for (let n = 2; taken.has(alias); n++) alias = `${base}${n}`;
  taken.add(alias);
  // Some accounts came from an old directory that kept the capitals. All records of such an account write them alike.
  const local = alias === base && random.oneIn(12) ? `${given}.${surname}` : alias;
  const upn = `${local}@${tenant.domain}`;
  return createMailbox(random, tenant, { upn, displayName: `${given} ${surname}`, alias, language });
}

function createStations(random: Random, mailbox: Mailbox, office: string, index: number): Person['stations'] {
  const home = homeAddress(random, index);
  const version = random.pick(OUTLOOK_VERSIONS);
  const browser = random.pick(BROWSERS);
  const platform = random.oneIn(3) ? 'Android' : 'iOS';
  const station = (client: Client, ip: string, userAgent: string): Station => ({
    ip,
    userAgent,
    os: platform === 'iOS' && client.info.includes('Outlook-') ? 'Ios' : osOf(userAgent),
    browser: browserOf(userAgent),
    signInSession: random.guid(),
    access: openAccess({
      principal: ownerOf(mailbox),
      mailbox,
      client,
      ip,
      logonType: 0,
      sessionId: random.guid(),
    }),
  });
  const both = (client: Client, agent: string, first: string): readonly [Station, Station] => [
    station(client, first, agent),
    station(client, home, agent),
  ];
  const desktopAgent = `Mozilla/5.0 (Windows NT 10.0; Microsoft Outlook ${version}; Pro)`;
  const mobileAgent =
    platform === 'iOS'
      ? 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_3 like Mac OS X)'
      : 'Mozilla/5.0 (Linux; Android 16)';
  return {
    desktop: both(outlookMapi(version), desktopAgent, office),
    ews: both(outlookEws(version), desktopAgent, office),
    web: both(outlookWeb(random.oneIn(6) ? null : browser), browser, office),
    phone: both(outlookMobile(platform), mobileAgent, mobileAddress(random)),
  };
}

/** Operating system and browser as sign-in records name them. */
const OS_MARKS = [
  ['Windows', 'Windows10'],
  ['Macintosh', 'MacOs'],
  ['Android', 'Android'],
  ['iPhone', 'Ios'],
] as const;
const BROWSER_MARKS = [
  ['Edg/', 'Edge'],
  ['Chrome/', 'Chrome'],
  ['Firefox/', 'Firefox'],
  ['Version/', 'Safari'],
] as const;

function osOf(userAgent: string): string {
  return OS_MARKS.find(([mark]) => userAgent.includes(mark))?.[1] ?? 'Linux';
}

function browserOf(userAgent: string): string {
  return BROWSER_MARKS.find(([mark]) => userAgent.includes(mark))?.[1] ?? 'Other';
}

/** One in eight is away for three to nine days. */
function createAbsence(random: Random, from: number, days: number): Person['away'] {
  if (!random.oneIn(8)) return { from: 0, until: 0 };
  const start = from + random.below(days) * 86_400;
  return { from: start, until: start + random.between(3, 9) * 86_400 };
}
