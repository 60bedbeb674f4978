import { type Access, openAccess, ownerOf } from '../access.ts';
import { backEndAddress } from '../addresses.ts';
import { backEndService, type Client, ewsProgram, graphApplication } from '../clients.ts';
import type { Mailbox } from '../mailbox.ts';
import { recentMessage } from '../messages.ts';
import { ATTACHMENTS } from '../names.ts';
import type { Organisation } from '../organisation.ts';
import { mix, type Random } from '../random.ts';
import { bindRecord, itemRecord } from '../records/mailbox-audit.ts';
import type { Scene } from '../scene.ts';
import { at } from '../table.ts';
import { type ServiceSource, type Slot, timeWithin } from './source.ts';

/** Applications that read mail in many mailboxes, day and night, with the mailbox's owner as the user of each record. */
export function applicationSources(organisation: Organisation): ServiceSource[] {
  return [backEnds(organisation), connectors(organisation), archiver(organisation)];
}

/** Microsoft's own services. Their addresses are those of its data centres. */
function backEnds(organisation: Organisation): ServiceSource {
  const clients = organisation.backEnds.map((app) => backEndService(app.appId));
  const mailboxes = organisation.people.map((person) => person.mailbox);
  return {
    name: 'Microsoft back ends',
    perMille: 110,
    weight: (slot) => 4 + (isOfficeHour(slot) ? 10 : 0),
    emit(scene, slot, count, lines) {
      readInRuns(scene, slot, count, lines, mailboxes, 14, (mailbox) =>
        asOwner(mailbox, scene.random.pick(clients), backEndAddress(scene.random)),
      );
    },
  };
}

/** Applications of third parties over Graph, each for the people who subscribed to it. */
function connectors(organisation: Organisation): ServiceSource {
  const clients = organisation.connectors.map((app) => graphApplication(app.appId));
  const subscribers = clients.map((_, app) =>
    organisation.people.filter((person) => person.salt % 9 === app).map((person) => person.mailbox),
  );
  return {
    name: 'third-party Graph applications',
    perMille: 14,
    weight: (slot) => (mix(slot.index, 0xc4a) % 3 === 0 ? 1 + (isOfficeHour(slot) ? 6 : 0) : 0),
    emit(scene, slot, count, lines) {
      const { random } = scene;
      const app = random.below(clients.length);
      const mailbox = random.pick(at(subscribers, app));
      const access = asOwner(mailbox, at(clients, app), backEndAddress(random));
      for (let i = 0; i < count; i++) {
        const when = timeWithin(random, slot, i, count);
        const message = recentMessage(random, when);
        lines.push(
          random.oneIn(9)
            ? itemRecord(scene, when, access, 'Send', 'drafts', message, {
                attachments: random.pick(ATTACHMENTS),
              })
            : bindRecord(scene, when, access, [{ folder: mailbox.folders.inbox, messages: [message] }]),
        );
      }
    },
  };
}

/** A licensed archiving product that copies new mail of every mailbox at night, over EWS with rights of its own. */
function archiver(organisation: Organisation): ServiceSource {
  const client = ewsProgram('VaultKeep-Archiver/7.4.2 (journal; x64)', organisation.archiver.appId);
  const mailboxes = [...organisation.people.map((person) => person.mailbox), ...organisation.shared];
  return {
    name: 'archiving product',
    perMille: 30,
    weight: (slot) => (new Date(slot.start * 1000).getUTCHours() < 4 ? 1 : 0),
    emit(scene, slot, count, lines) {
      readInRuns(scene, slot, count, lines, mailboxes, 12, (mailbox) =>
        openAccess({
          principal: { ...ownerOf(mailbox), userKey: organisation.archiver.appId, userType: 5 },
          mailbox,
          client,
          ip: '192.0.2.104',
          logonType: 0,
        }),
      );
    },
  };
}

/** Bind records in runs of about `runLength` of one mailbox. */
function readInRuns(
  scene: Scene,
  slot: Slot,
  count: number,
  lines: string[],
  mailboxes: readonly Mailbox[],
  runLength: number,
  open: (mailbox: Mailbox) => Access,
): void {
  const { random } = scene;
  let access = open(random.pick(mailboxes));
  for (let i = 0; i < count; i++) {
    if (random.oneIn(runLength)) access = open(random.pick(mailboxes));
    const when = timeWithin(random, slot, i, count);
    const newest = recentMessage(random, when);
    const messages = Array.from({ length: amount(random) }, (_, n) => newest - n);
    lines.push(bindRecord(scene, when, access, [{ folder: access.mailbox.folders.inbox, messages }]));
  }
}

/** Mostly one message, up to eleven. */
function amount(random: Random): number {
  return random.oneIn(4) ? 1 + random.below(random.oneIn(6) ? 11 : 3) : 1;
}

function asOwner(mailbox: Mailbox, client: Client, ip: string): Access {
  return openAccess({ principal: ownerOf(mailbox), mailbox, client, ip, logonType: 0 });
}

/** Whether most of the staff, which is in Europe, is at work. */
export function isOfficeHour(slot: Slot): boolean {
  const leeds = at(slot.local, 0);
  return leeds.weekday !== 0 && leeds.weekday !== 6 && leeds.hour >= 7 && leeds.hour < 18;
}
