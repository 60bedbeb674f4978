import { withPort } from '../addresses.ts';
import { APPS, BROWSERS } from '../clients.ts';
import { complianceCmdletRecord, type DiscoveryActivity, discoveryRecord } from '../records/compliance.ts';
import { type CmdletRun, cmdletRecord } from '../records/exchange-admin.ts';
import { signInRecord } from '../records/sign-in.ts';
import { at } from '../table.ts';
import { context, type Incident, type PlantedEvent, type Stage } from './incident.ts';

/** Exports by cmdlet and by compliance search. */
export function adminExports(stage: Stage): Incident[] {
  return [mailboxExport(stage), complianceSearch(stage), legalHold(stage)];
}

/** A taken-over admin account exports two mailboxes and copies the mail of others. These cmdlets exist on premises only, so
 *  a present tenant cannot log them in this form: it is the case that the detection's text describes. */
function mailboxExport(stage: Stage): Incident {
  const { organisation, scene } = stage;
  const admin = at(organisation.admins, 0);
  const targets = [0, 1, 2].map((i) => at(organisation.people, i).mailbox);
  const run = (when: number, ip: string, cmdlet: string, parameters: CmdletRun['parameters']) => {
    const clientIp = withPort(ip, scene.random.between(20_000, 60_000));
    const line = cmdletRecord(scene, when, {
      cmdlet,
      userId: admin.upn,
      userKey: admin.puid,
      userType: 2,
      clientIp,
      objectId: parameters[0]?.[1] ?? '',
      server: admin.server,
      serverVersion: organisation.tenant.serverVersions[when < organisation.tenant.updateAt ? 0 : 1],
      parameters,
    });
    return { line, clientIp };
  };
  const act = (
    when: number,
    ip: string,
    cmdlet: string,
    parameters: CmdletRun['parameters'],
  ): PlantedEvent => {
    const { line, clientIp } = run(when, ip, cmdlet, parameters);
    const signal = {
      detection: 'ExchangeCollectionCmdlet',
      score: 1,
      userId: admin.upn,
      operation: cmdlet,
      clientIp,
    } as const;
    return { at: when, line, role: 'act', delayHours: 0, signal };
  };
  const exportTo = (when: number, ip: string, i: number) =>
    act(when, ip, 'New-MailboxExportRequest', [
      ['Mailbox', at(targets, i).upn],
      ['FilePath', `\\\\fs-leeds-02\\transfer$\\${at(targets, i).alias}.pst`],
    ]);
  const copyOut = (when: number, ip: string, query: string) =>
    act(when, ip, 'Search-Mailbox', [
      ['Identity', at(targets, 2).upn],
      ['SearchQuery', query],
      ['TargetMailbox', admin.upn],
      ['TargetFolder', 'q1'],
      ['LogLevel', 'Suppress'],
    ]);
  const v4 = '203.0.113.201';
  const v6 = '2001:db8:bad:17::24';
  const signIn = signInRecord(scene, stage.moment(3, 1, 12, 9), {
    user: admin,
    ip: v4,
    userAgent: at(BROWSERS, 0),
    applicationId: APPS.adminPortal,
    resourceId: APPS.exchangeOnline,
    requestType: 'OAuth2:Authorize',
  });
  const role = run(stage.moment(3, 1, 19, 40), v4, 'New-ManagementRoleAssignment', [
    ['Name', 'Mailbox Import Export-adm'],
    ['Role', 'Mailbox Import Export'],
    ['User', admin.upn],
  ]);
  return {
    id: 'mailbox-export-by-admin',
    title: 'Mailboxes exported to PST files by a taken-over admin account',
    technique: 'T1114.002',
    verdict: 'attack',
    actor: admin.upn,
    mailboxes: targets.map((target) => target.upn),
    expectedByStartingDetection: true,
    explanation:
      'New-MailboxExportRequest and Search-Mailbox with Workload Exchange. Synthetic: both cmdlets exist on premises only, so a present tenant does not log them. MailboxOwnerUPN is absent on admin records, hence DistinctMailboxes 0; the targets are in Parameters.',
    events: [
      context(stage.moment(3, 1, 12, 9), signIn),
      context(stage.moment(3, 1, 19, 40), role.line),
      exportTo(stage.moment(3, 1, 24, 2), v4, 0),
      exportTo(stage.moment(3, 1, 26, 51), v4, 1),
      {
        ...copyOut(stage.moment(3, 1, 41, 17), v6, 'subject:"contract" OR subject:"tender"'),
        repeatAfterHours: 31,
      },
      copyOut(stage.moment(4, 2, 3, 35), v6, 'body:"password" OR body:"iban"'),
      { ...exportTo(stage.moment(4, 2, 20, 8), v6, 0), delayHours: 5 },
    ],
  };
}

/** The same search as cmdlet (RecordType 18, hours late) and as activity (RecordType 24). */
interface SearchPlot {
  readonly userId: string;
  readonly search: string;
  readonly caseName?: string;
  readonly locations: string;
  readonly query: string;
  readonly day: number;
  readonly hour: number;
}

function searchEvents(stage: Stage, plot: SearchPlot): PlantedEvent[] {
  const { scene } = stage;
  const quoted = (text: string) => `"${text}"`;
  const cmdlet = (
    minute: number,
    name: string,
    delayHours: number,
    parameters: readonly (readonly [string, string])[],
  ): PlantedEvent => {
    const when = stage.moment(plot.day, plot.hour, minute, 11);
    const run = {
      cmdlet: name,
      userId: plot.userId,
      objectId: plot.search,
      application: 'PowerShell',
      parameters,
    } as const;
    return { at: when, line: complianceCmdletRecord(scene, when, run), role: 'act', delayHours };
  };
  const activity = (
    minute: number,
    operation: string,
    objectType: DiscoveryActivity['objectType'],
  ): PlantedEvent => {
    const when = stage.moment(plot.day, plot.hour, minute, 14);
    const line = discoveryRecord(scene, when, {
      operation,
      userId: plot.userId,
      objectId: plot.search,
      objectType,
      ...(plot.caseName ? { caseName: plot.caseName } : {}),
      query: plot.query,
      exchangeLocations: plot.locations,
      parameters: '',
    });
    return { at: when, line, role: 'act', delayHours: 0 };
  };
  const action = `${plot.search}_Export`;
  return [
    cmdlet(5, 'New-ComplianceSearch', 9, [
      ['Name', quoted(plot.search)],
      ['ExchangeLocation', `(${quoted(plot.locations)})`],
      ['ContentMatchQuery', quoted(plot.query)],
    ]),
    activity(5, 'SearchCreated', 'Search'),
    cmdlet(6, 'Start-ComplianceSearch', 9, [['Identity', quoted(plot.search)]]),
    activity(6, 'SearchStarted', 'Search'),
    cmdlet(31, 'New-ComplianceSearchAction', 14, [
      ['SearchName', quoted(plot.search)],
      ['Export', '"True"'],
      ['Format', '"FxStream"'],
    ]),
    activity(31, 'SearchExported', 'ComplianceSearchAction'),
    cmdlet(44, 'Get-ComplianceSearchAction', 14, [['Identity', quoted(action)]]),
    activity(52, 'SearchExportDownloaded', 'ComplianceSearchAction'),
  ];
}

function complianceSearch(stage: Stage): Incident {
  const admin = at(stage.organisation.admins, 2);
  const query = '(password OR vpn OR "bank details")';
  return {
    id: 'compliance-search-export',
    title: 'All mailboxes searched for credentials and exported by compliance search',
    technique: 'T1114.002',
    verdict: 'attack',
    actor: admin.upn,
    mailboxes: ['All'],
    expectedByStartingDetection: false,
    explanation:
      'Real compliance searches are logged with Workload SecurityComplianceCenter (RecordType 18 and 24), which the condition Workload=Exchange excludes, although New-ComplianceSearch is in the list of cmdlets. Query for credentials in all mailboxes, at night, without a case.',
    events: searchEvents(stage, {
      userId: admin.upn,
      search: 'tmp-0312',
      locations: 'All',
      query,
      day: 10,
      hour: 3,
    }),
  };
}

function legalHold(stage: Stage): Incident {
  const manager = at(stage.organisation.people, 27).mailbox;
  const custodian = at(stage.organisation.people, 28).mailbox.upn;
  return {
    id: 'legal-hold-search',
    title: 'Compliance search of the legal department in an open case',
    technique: 'none',
    verdict: 'legitimate',
    actor: manager.upn,
    mailboxes: [custodian],
    expectedByStartingDetection: false,
    explanation:
      'One custodian, a named case (Halden v. Tarnbrook, file 2026-004), office hours. Not seen by the starting detection for the same reason as compliance-search-export.',
    events: searchEvents(stage, {
      userId: manager.upn,
      search: 'Halden custodian mail',
      caseName: 'Halden v. Tarnbrook 2026-004',
      locations: custodian,
      query: 'participants:halden.example AND received>=2025-06-01',
      day: 2,
      hour: 10,
    }),
  };
}
