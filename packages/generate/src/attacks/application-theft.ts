import { ownerOf } from '../access.ts';
import { APPS, BROWSERS, graphApplication } from '../clients.ts';
import { appRoleGrant, consent, directoryRecord, type RegisteredApp } from '../records/directory.ts';
import { at } from '../table.ts';
import { context, foothold, type Incident, readOn, type Stage, upns } from './incident.ts';

/** The id of Microsoft Graph's application permission to read mail in all mailboxes. */
const MAIL_READ = {
  id: '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  value: 'Mail.Read',
  displayName: 'Read mail in all mailboxes',
};

/** A new application with rights of its own reads fourteen mailboxes over Graph. */
export function applicationTheft(stage: Stage): Incident[] {
  const { organisation, scene } = stage;
  const { random } = scene;
  const admin = at(organisation.admins, 1);
  const app: RegisteredApp = {
    name: 'Mailbox Insights',
    appId: random.guid(),
    servicePrincipalId: random.guid(),
  };
  const targets = Array.from({ length: 14 }, (_, i) => at(organisation.people, i).mailbox);
  const granted = stage.moment(8, 17, 48, 10);
  const preparation = [
    context(granted, directoryRecord(scene, granted, appRoleGrant(admin, app, MAIL_READ, at(BROWSERS, 4)))),
    context(
      granted + 95,
      directoryRecord(
        scene,
        granted + 95,
        consent(admin, app, 'Mail.Read offline_access', true, random.hex(20)),
      ),
    ),
  ];
  const reads = targets.flatMap((mailbox, i) => {
    const hold = foothold({
      principal: { ...ownerOf(mailbox), userKey: app.appId, userType: 5 },
      mailbox,
      client: graphApplication(app.appId),
      ip: i % 2 === 0 ? '198.18.6.77' : '2001:db8:10a6:40c:cafe::5d',
      logonType: 0,
      appContext: {
        APIId: APPS.graph,
        ClientAppId: app.appId,
        IssuedAtTime: scene.clock(granted + 240),
        UniqueTokenId: random.hex(16),
      },
    });
    return readOn(stage, hold, granted + 300 + 160 * i, 6, 20);
  });
  return [
    {
      id: 'graph-application-theft',
      title: 'Fourteen mailboxes read over Graph by an application registered minutes before',
      technique: 'T1114.002',
      verdict: 'attack',
      actor: app.appId,
      mailboxes: upns(targets),
      expectedByStartingDetection: false,
      explanation:
        'With application permissions UserId is the owner of each mailbox, the agent is empty (Client=REST;;) and the address is one of the cloud. Only ClientAppId, new in the tenant, and the role grant before it give it away.',
      events: [...preparation, ...reads],
    },
  ];
}
