import { type Access, openAccess, ownerOf } from '../access.ts';
import { noiseAddress } from '../addresses.ts';
import { APPS, OUTLOOK_VERSIONS, outlookMapi } from '../clients.ts';
import { recentMessage } from '../messages.ts';
import type { Organisation } from '../organisation.ts';
import { bindRecord, folderBindRecord, itemRecord, loginRecord } from '../records/mailbox-audit.ts';
import { signInRecord } from '../records/sign-in.ts';
import { SITES } from '../staff.ts';
import { at } from '../table.ts';
import { isOfficeHour } from './applications.ts';
import { type ServiceSource, timeWithin } from './source.ts';

/** Access by accounts other than a person at his own devices. */
export function accountSources(organisation: Organisation): ServiceSource[] {
  return [delegates(organisation), scanners(organisation), guessers(organisation)];
}

/** People who look after the mailboxes of departments, in their own Outlook. */
function delegates(organisation: Organisation): ServiceSource {
  const accesses = organisation.shared.flatMap((mailbox, i) =>
    [0, 1, 2].map((n) => {
      const person = at(organisation.people, 30 + 3 * i + n);
      const { userId, userKey, userType, sid } = ownerOf(person.mailbox);
      return openAccess({
        principal: { userId, userKey, userType, sid, displayName: person.mailbox.displayName },
        mailbox,
        client: outlookMapi(at(OUTLOOK_VERSIONS, i % OUTLOOK_VERSIONS.length)),
        ip: at(SITES, person.site).officeAddress,
        logonType: 2,
        sessionId: person.stations.desktop[0].signInSession,
      });
    }),
  );
  return {
    name: 'delegates of shared mailboxes',
    perMille: 24,
    weight: (slot) => (isOfficeHour(slot) ? 1 : 0),
    emit(scene, slot, count, lines) {
      const { random } = scene;
      let access: Access = random.pick(accesses);
      for (let i = 0; i < count; i++) {
        if (random.oneIn(12)) access = random.pick(accesses);
        const when = timeWithin(random, slot, i, count);
        const message = recentMessage(random, when);
        const act = random.below(10);
        if (act === 0) lines.push(folderBindRecord(scene, when, access, 'inbox'));
        else if (act < 3) lines.push(itemRecord(scene, when, access, 'Send', 'drafts', message));
        else {
          const folder = access.mailbox.folders.inbox;
          lines.push(bindRecord(scene, when, access, [{ folder, messages: [message] }]));
        }
      }
    },
  };
}

/** Machines that log on to mailboxes of their own over IMAP, every few minutes, from the private network. */
function scanners({ services }: Organisation): ServiceSource {
  const owned = [services['svc-scan-leeds'], services['svc-scan-rotterdam'], services['svc-labels']];
  const accesses = owned.map((mailbox, i) =>
    openAccess({
      principal: ownerOf(mailbox),
      mailbox,
      client: { info: 'Client=POP3/IMAP4;Protocol=IMAP4', hasSession: false },
      ip: `10.44.${i + 1}.20`,
      logonType: 0,
    }),
  );
  return {
    name: 'scanners and printers',
    perMille: 16,
    weight: () => 1,
    emit(scene, slot, count, lines) {
      const access = at(accesses, slot.index % accesses.length);
      for (let i = 0; i < count; i++) {
        lines.push(loginRecord(scene, timeWithin(scene.random, slot, i, count), access));
      }
    },
  };
}

const GUESSING_AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36';

/** Passwords tried from the internet, at the low rate that every tenant has. */
function guessers({ people }: Organisation): ServiceSource {
  return {
    name: 'password guessing',
    perMille: 8,
    weight: () => 1,
    emit(scene, slot, count, lines) {
      const { random } = scene;
      for (let i = 0; i < count; i++) {
        const record = signInRecord(scene, timeWithin(random, slot, i, count), {
          user: random.pick(people).mailbox,
          ip: noiseAddress(random),
          userAgent: GUESSING_AGENT,
          applicationId: APPS.exchangeOnline,
          resourceId: APPS.exchangeOnline,
          requestType: 'OAuth2:Token',
          failure: random.oneIn(4)
            ? { number: '50053', error: 'IdsLocked' }
            : { number: '50126', error: 'InvalidUserNameOrPassword' },
        });
        lines.push(record);
      }
    },
  };
}
