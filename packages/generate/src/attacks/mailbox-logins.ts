import type { Principal } from '../access.ts';
import { ewsProgram, OUTLOOK_VERSIONS, outlookMapi, outlookWeb } from '../clients.ts';
import type { Mailbox } from '../mailbox.ts';
import { at } from '../table.ts';
import {
  type Expected,
  foothold,
  type Incident,
  logIn,
  open,
  readOn,
  repeatSome,
  type Stage,
  upns,
} from './incident.ts';

/** Logins whose user is not the owner of the mailbox, or seems not to be. */
export function mailboxLogins(stage: Stage): Incident[] {
  return [bulkLogins(stage), helpdesk(stage), letterCase(stage), withoutUser(stage)];
}

const CROSS: Expected = { detection: 'CrossMailboxAccess', score: 1 };

function delegate({ upn, puid, sid, displayName }: Mailbox): Principal {
  return { userId: upn, userKey: puid, userType: 0, sid, displayName };
}

function bulkLogins(stage: Stage): Incident {
  const { people } = stage.organisation;
  const actor = at(people, 12).mailbox;
  const targets = Array.from({ length: 7 }, (_, i) => at(people, 13 + i).mailbox);
  const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
  const events = targets.flatMap((mailbox, i) => {
    const hold = foothold({
      principal: delegate(actor),
      mailbox,
      client: outlookWeb(browser),
      ip: i < 4 ? '192.0.2.244' : '2001:db8:bad:9::5',
      logonType: 2,
      sessionId: stage.scene.random.guid(),
    });
    const from = stage.moment(i < 4 ? 10 : 11, 20, 11 * (i % 4), 7 * i);
    const logins = Array.from({ length: 2 + (i % 3) }, (_, n) => logIn(stage, hold, from + 95 * n, CROSS));
    return [...logins, ...readOn(stage, hold, from + 8, 5, 60)];
  });
  return {
    id: 'cross-mailbox-bulk',
    title: 'One account logs on to seven mailboxes of the management',
    technique: 'T1114.002',
    verdict: 'attack',
    actor: actor.upn,
    mailboxes: upns(targets),
    expectedByStartingDetection: true,
    explanation:
      'MailboxLogin with UserId other than MailboxOwnerUPN in seven mailboxes, in two evenings, from addresses that the account never used. The MailItemsAccessed records of the same visits are not counted by the starting detection.',
    events: repeatSome(events, 11),
  };
}

function helpdesk(stage: Stage): Incident {
  const { people, shared } = stage.organisation;
  const agent = at(people, 20).mailbox;
  const mailboxes = [at(shared, 0), at(shared, 2)];
  const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11];
  const events = mailboxes.flatMap((mailbox, i) => {
    const hold = foothold({
      principal: delegate(agent),
      mailbox,
      client: outlookMapi(at(OUTLOOK_VERSIONS, 0)),
      ip: '203.0.113.10',
      logonType: 2,
      sessionId: stage.scene.random.guid(),
    });
    return days.flatMap((day) => {
      const morning = stage.moment(day, 8, 31 + 3 * i, 12 + ((day * 7) % 40));
      return [
        logIn(stage, hold, morning, CROSS),
        ...(day % 3 === i ? [logIn(stage, hold, morning + 18_000, CROSS)] : []),
        open(stage, hold, morning + 25, 2),
      ];
    });
  });
  return {
    id: 'helpdesk-delegate',
    title: 'Helpdesk agent in two shared mailboxes',
    technique: 'none',
    verdict: 'false-positive',
    actor: agent.upn,
    mailboxes: upns(mailboxes),
    expectedByStartingDetection: true,
    explanation:
      'A delegate with full access to two mailboxes of departments, from the office, at the beginning of each working day.',
    events: repeatSome(events, 23),
  };
}

function letterCase(stage: Stage): Incident {
  const owner = at(stage.organisation.people, 21).mailbox;
  const lower = owner.upn.toLowerCase();
  const typed = owner.upn === lower ? lower.replace(/^./, (first) => first.toUpperCase()) : lower;
  const hold = foothold({
    principal: { userId: typed, userKey: owner.puid, userType: 0, sid: owner.sid },
    mailbox: owner,
    client: outlookMapi(at(OUTLOOK_VERSIONS, 1)),
    ip: '203.0.113.20',
    logonType: 0,
    sessionId: stage.scene.random.guid(),
  });
  return {
    id: 'owner-in-other-letters',
    title: 'Owner whose name is spelt with other letter case in two services',
    technique: 'none',
    verdict: 'false-positive',
    actor: typed,
    mailboxes: [owner.upn],
    expectedByStartingDetection: true,
    explanation:
      'UserId and MailboxOwnerUPN name the same account; only the case of a letter differs, and != of eval compares exactly. LogonType 0 and equal SIDs tell that it is the owner.',
    events: [1, 2, 3, 8, 9, 10].map((day) =>
      logIn(stage, hold, stage.moment(day, 7, 40 + day, 3 * day), CROSS),
    ),
  };
}

function withoutUser(stage: Stage): Incident {
  const mailbox = at(stage.organisation.people, 22).mailbox;
  const hold = foothold({
    principal: { userId: undefined, userKey: '', userType: 0, sid: mailbox.sid },
    mailbox,
    client: ewsProgram('Wget/1.25.0'),
    ip: '198.51.100.244',
    logonType: 0,
  });
  return {
    id: 'no-user-id',
    title: 'Reads with Wget whose records lost the user',
    technique: 'T1114.002',
    verdict: 'attack',
    actor: '198.51.100.244',
    mailboxes: [mailbox.upn],
    expectedByStartingDetection: false,
    explanation:
      'The agent is on the list, but stats ... by UserId drops events without UserId. MailboxOwnerUPN and LogonUserSid still name the mailbox.',
    events: [0, 1, 2].map((n) => open(stage, hold, stage.moment(12, 13, 5 + 7 * n, 31), 4)),
  };
}
