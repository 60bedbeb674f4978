import { ownerOf, type Principal } from '../access.ts';
import { ewsProgram } from '../clients.ts';
import type { Mailbox } from '../mailbox.ts';
import { cmdletRecord } from '../records/exchange-admin.ts';
import { folderBindRecord } from '../records/mailbox-audit.ts';
import { at } from '../table.ts';
import {
  context,
  type Expected,
  type Foothold,
  foothold,
  type Incident,
  logIn,
  open,
  type PlantedEvent,
  readOn,
  repeatSome,
  type Stage,
  upns,
} from './incident.ts';

/** Programs over EWS that give themselves away by their agent, and two that do not. */
export function ewsClients(stage: Stage): Incident[] {
  return [pythonBulk(stage), goClient(stage), curlOnce(stage), reportsRobot(stage), mailSniper(stage)];
}

const AGENT: Expected = { detection: 'SuspiciousEWSClient', score: 1 };

/** A person acting in a mailbox that is not his. */
function delegate({ upn, puid, sid, displayName }: Mailbox): Principal {
  return { userId: upn, userKey: puid, userType: 0, sid, displayName };
}

function pythonBulk(stage: Stage): Incident {
  const { organisation, scene } = stage;
  const { tenant, people, admins } = organisation;
  const actor = at(people, 9).mailbox;
  const targets = Array.from({ length: 9 }, (_, i) => at(people, i).mailbox);
  const appId = scene.random.guid();
  const proxied = (version: string, python: string) =>
    ewsProgram(`ExchangeWebServicesProxy/CrossSite/EXCH/${version}/python-requests/${python}`, appId);
  const enter = (mailbox: Mailbox, i: number): Foothold =>
    foothold({
      principal: delegate(actor),
      mailbox,
      client: i < 6 ? proxied('15.20.9654.015', '2.32.3') : proxied('15.20.9678.011', '2.32.4'),
      ip: i < 6 ? '198.51.100.217' : '203.0.113.222',
      logonType: 2,
    });
  const events = targets.flatMap((mailbox, i): PlantedEvent[] => {
    const hold = enter(mailbox, i);
    const from = i < 6 ? stage.moment(7, 19, 8 * i, 20) : stage.moment(8, 20, 9 * (i - 6), 5);
    const bind: PlantedEvent = {
      at: from + 2,
      line: folderBindRecord(scene, from + 2, hold.access, 'inbox'),
      role: 'act',
      delayHours: 0,
      signal: {
        ...AGENT,
        userId: actor.upn,
        operation: 'FolderBind',
        mailbox: mailbox.upn,
        clientIp: hold.plan.ip,
        agent: hold.plan.client.info,
      },
    };
    const login = i === 4 ? [logIn(stage, hold, from, { ...AGENT, score: 2 })] : [];
    return [...login, bind, ...readOn(stage, hold, from + 5, 9 + ((i * 5) % 8), 24, AGENT)];
  });
  const role = cmdletRecord(scene, stage.moment(7, 18, 51, 33), {
    cmdlet: 'New-ManagementRoleAssignment',
    userId: at(admins, 0).upn,
    userKey: at(admins, 0).puid,
    userType: 2,
    clientIp: '203.0.113.201:41873',
    objectId: 'qhvwzkrtbn',
    server: at(admins, 0).server,
    serverVersion: tenant.serverVersions[1],
    parameters: [
      ['Name', 'qhvwzkrtbn'],
      ['Role', 'ApplicationImpersonation'],
      ['User', actor.upn],
    ],
  });
  return {
    id: 'python-ews-bulk',
    title: 'Nine mailboxes read over EWS by a Python program',
    technique: 'T1114.002',
    verdict: 'attack',
    actor: actor.upn,
    mailboxes: upns(targets),
    expectedByStartingDetection: true,
    explanation:
      'python-requests in ClientInfoString, one account in nine mailboxes. One of the events is also a MailboxLogin into a foreign mailbox, so MaxScore is 2. MailItemsAccessed carries no ClientIP: the addresses come from the FolderBind and MailboxLogin records.',
    events: [context(stage.moment(7, 18, 51, 33), role), ...repeatSome(events, 14)],
  };
}

function goClient(stage: Stage): Incident {
  const owner = at(stage.organisation.people, 10).mailbox;
  const hold = foothold({
    principal: ownerOf(owner),
    mailbox: owner,
    client: ewsProgram('Go-http-client/1.1'),
    ip: '192.0.2.211',
    logonType: 0,
  });
  const events = [
    logIn(stage, hold, stage.moment(5, 22, 40, 2), AGENT),
    ...readOn(stage, hold, stage.moment(5, 22, 40, 30), 34, 41, AGENT),
  ];
  return {
    id: 'go-ews-own-mailbox',
    title: 'A mailbox emptied by a Go program with the password of its owner',
    technique: 'T1114.002',
    verdict: 'attack',
    actor: owner.upn,
    mailboxes: [owner.upn],
    expectedByStartingDetection: true,
    explanation:
      'Go-http-client in ClientInfoString, late on a Saturday, from an address never seen before. One mailbox, so only Medium.',
    events: repeatSome(events, 19),
  };
}

function curlOnce(stage: Stage): Incident {
  const owner = at(stage.organisation.people, 11).mailbox;
  const hold = foothold({
    principal: ownerOf(owner),
    mailbox: owner,
    client: ewsProgram('curl/8.12.1'),
    ip: '198.51.100.231',
    logonType: 0,
  });
  return {
    id: 'curl-probe',
    title: 'One request with curl to see whether stolen credentials work',
    technique: 'T1114.002',
    verdict: 'attack',
    actor: owner.upn,
    mailboxes: [owner.upn],
    expectedByStartingDetection: true,
    explanation: 'curl/ in ClientInfoString, a single event of two messages.',
    events: [open(stage, hold, stage.moment(11, 4, 17, 53), 2, AGENT)],
  };
}

/** A job of the company's own: every working day at six it reads the mail that was sent to it. */
function reportsRobot(stage: Stage): Incident {
  const mailbox = stage.organisation.services['svc-reports'];
  const hold = foothold({
    principal: ownerOf(mailbox),
    mailbox,
    client: ewsProgram('python-requests/2.31.0'),
    ip: '10.44.7.12',
    logonType: 0,
  });
  const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11];
  return {
    id: 'reports-robot',
    title: 'Reporting job that reads its own mailbox',
    technique: 'none',
    verdict: 'false-positive',
    actor: mailbox.upn,
    mailboxes: [mailbox.upn],
    expectedByStartingDetection: true,
    explanation:
      'python-requests, but a service account in its own mailbox, from the private network, at the same minute of each working day.',
    events: days.flatMap((day) => [
      logIn(stage, hold, stage.moment(day, 6, 0, 4), AGENT),
      open(stage, hold, stage.moment(day, 6, 0, 6), 3, AGENT),
    ]),
  };
}

function mailSniper(stage: Stage): Incident {
  const { people } = stage.organisation;
  const actor = at(people, 23).mailbox;
  const others = [24, 25, 26].map((i) => at(people, i).mailbox);
  const client = ewsProgram('ExchangeServicesClient/15.00.0847.030');
  const ip = '203.0.113.240';
  const own = foothold({ principal: ownerOf(actor), mailbox: actor, client, ip, logonType: 0 });
  const foreign = others.flatMap((mailbox, i) =>
    readOn(
      stage,
      foothold({ principal: delegate(actor), mailbox, client, ip, logonType: 2 }),
      stage.moment(9, 21, 20 + 6 * i),
      7,
      30,
    ),
  );
  return {
    id: 'mailsniper-default-agent',
    title: 'MailSniper searches four mailboxes for passwords',
    technique: 'T1114.002',
    verdict: 'attack',
    actor: actor.upn,
    mailboxes: upns([actor, ...others]),
    expectedByStartingDetection: false,
    explanation:
      'MailSniper never sends its name: its agent is that of the EWS library it carries, ExchangeServicesClient/15.00.0847.030. No token of the list occurs in it, and MailItemsAccessed is not MailboxLogin.',
    events: [...readOn(stage, own, stage.moment(9, 21, 2), 22, 33), ...foreign],
  };
}
