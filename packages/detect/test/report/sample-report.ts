import type { EvidenceEvent, Finding, HuntReport, Severity, TimelineBin } from '../../src/finding.ts';

const dayStart = Date.UTC(2026, 2, 2) / 1000;

function event(
  time: number,
  fields: EvidenceEvent['fields'],
  source = 'exports/tenant-audit.ndjson',
): EvidenceEvent {
  const id = `00000000-0000-4000-8000-${String(time).padStart(12, '0')}`;
  const raw = JSON.stringify({
    CreationTime: new Date(time * 1000).toISOString().slice(0, 19),
    Id: id,
    ...fields,
  });
  return { time, source, id, fields, raw };
}

const columns = [
  'FirstSeen',
  'LastSeen',
  'UserId',
  'DetectionType',
  'RiskLevel',
  'EventCount',
  'DistinctMailboxes',
  'Operations',
  'ClientIPs',
  'UserAgents',
  'MaxScore',
];

export function sampleFinding(change: Partial<Finding> = {}): Finding {
  const firstSeen = dayStart + 3 * 86_400 + 79_831;
  const mailboxes = ['ana', 'ben', 'cleo', 'dan', 'eli', 'fay', 'gus'].map((name) => `${name}@example.com`);
  const client = 'Client=OWA;Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36;';
  return {
    id: '9f2c4a7d1be80356',
    ruleId: 'remote-email-collection',
    ruleName: 'Remote Email Collection',
    title: 'Read 7 mailboxes as gina@example.com',
    why: 'gina@example.com logged in 7 times to 7 mailboxes whose owner is someone else, from 203.0.113.77.',
    severity: 'high',
    risk: 70,
    firstSeen,
    lastSeen: firstSeen + 2460,
    entities: { users: ['gina@example.com'], mailboxes, addresses: ['203.0.113.77'], clients: [client] },
    columns,
    row: {
      FirstSeen: firstSeen,
      LastSeen: firstSeen + 2460,
      UserId: 'gina@example.com',
      DetectionType: 'CrossMailboxAccess',
      RiskLevel: 'High',
      EventCount: 7,
      DistinctMailboxes: 7,
      Operations: 'MailboxLogin',
      ClientIPs: '203.0.113.77',
      UserAgents: client,
      MaxScore: 1,
    },
    evidence: {
      total: 7,
      shown: mailboxes.slice(0, 5).map((MailboxOwnerUPN, index) =>
        event(firstSeen + index * 410, {
          Operation: 'MailboxLogin',
          UserId: 'gina@example.com',
          MailboxOwnerUPN,
          ClientIP: '203.0.113.77',
          ClientInfoString: client,
        }),
      ),
    },
    ...change,
  };
}

function cmdletFinding(): Finding {
  const firstSeen = dayStart + 8 * 86_400 + 37_211;
  const users = ['admin@example.com'];
  return sampleFinding({
    id: '41d07c5be2a9f813',
    title: 'Ran New-MailboxExportRequest and Search-Mailbox 3 times as admin@example.com',
    why: 'admin@example.com ran New-MailboxExportRequest and Search-Mailbox, which searches or exports mailboxes, 3 times from 192.0.2.20:62589, 192.0.2.20:62591 and 1 more. Such a cmdlet reaches many mailboxes at once and is rarely part of a working day.',
    risk: 65,
    firstSeen,
    lastSeen: firstSeen + 1191,
    entities: {
      users,
      mailboxes: [],
      addresses: ['192.0.2.20:62589', '192.0.2.20:62591', '192.0.2.20:62710'],
      clients: [],
    },
    row: {
      FirstSeen: firstSeen,
      LastSeen: firstSeen + 1191,
      UserId: 'admin@example.com',
      DetectionType: 'ExchangeCollectionCmdlet',
      RiskLevel: 'High',
      EventCount: 3,
      DistinctMailboxes: 0,
      Operations: ['New-MailboxExportRequest', 'Search-Mailbox'],
      ClientIPs: ['192.0.2.20:62589', '192.0.2.20:62591', '192.0.2.20:62710'],
      UserAgents: null,
      MaxScore: 1,
    },
    evidence: {
      total: 3,
      shown: [0, 89, 1191].map((after) =>
        event(firstSeen + after, {
          Operation: after < 100 ? 'New-MailboxExportRequest' : 'Search-Mailbox',
          UserId: 'admin@example.com',
          ObjectId: 'bob',
          ClientIP: '192.0.2.20:62589',
        }),
      ),
    },
  });
}

function scriptFinding(): Finding {
  const firstSeen = dayStart + 10 * 86_400 + 7865;
  const client = 'Client=WebServices;python-requests/2.28.1[AppId=11111111-2222-4333-8444-555555555555];';
  return sampleFinding({
    id: 'c8816a02f94d7be5',
    title: 'Used python-requests/2.28.1 against 2 mailboxes as kim@example.com',
    why: '1 204 events of kim@example.com in 2 mailboxes came from python-requests/2.28.1, a script library or tool and no mail program, from an address that was not recorded.',
    severity: 'medium',
    risk: 40,
    firstSeen,
    lastSeen: firstSeen + 90_000,
    entities: {
      users: ['kim@example.com'],
      mailboxes: ['kim@example.com', 'lee@example.com'],
      addresses: [],
      clients: [client],
    },
    row: {
      FirstSeen: firstSeen,
      LastSeen: firstSeen + 90_000,
      UserId: 'kim@example.com',
      DetectionType: 'SuspiciousEWSClient',
      RiskLevel: 'Medium',
      EventCount: 1204,
      DistinctMailboxes: 2,
      Operations: 'MailItemsAccessed',
      ClientIPs: null,
      UserAgents: client,
      MaxScore: 1,
    },
    evidence: {
      total: 1204,
      shown: [0, 1, 225, 400, 460].map((after, index) =>
        event(
          firstSeen + after,
          {
            Operation: 'MailItemsAccessed',
            UserId: 'kim@example.com',
            MailboxOwnerUPN: index % 2 ? 'lee@example.com' : 'kim@example.com',
            ClientIPAddress: '198.51.100.7',
            ClientInfoString: client,
          },
          'exports/purview/AuditLog_2026-03-13.csv',
        ),
      ),
    },
  });
}

const none: Readonly<Record<Severity, number>> = {
  informational: 0,
  low: 0,
  medium: 0,
  high: 0,
  critical: 0,
};

/** Two weeks of hours with a working-day rhythm. */
function sampleTimeline(findings: readonly Finding[]): readonly TimelineBin[] {
  return Array.from({ length: 14 * 24 }, (_, index) => {
    const start = dayStart + index * 3600;
    const weekend = Math.floor(index / 24) % 7 >= 5;
    const busy = Math.max(0, Math.sin((((index % 24) - 6) / 13) * Math.PI));
    const matched = { ...none };
    for (const finding of findings) {
      matched[finding.severity] += finding.evidence.shown.filter(
        ({ time }) => time !== null && time >= start && time < start + 3600,
      ).length;
    }
    return {
      start,
      seconds: 3600,
      events: Math.round(40 + (weekend ? 0.15 : 1) * busy * (900 + ((index * 7919) % 240))),
      matched,
    };
  });
}

/** A report as a hunt gives it: three findings, a damaged file, a skipped one, a rule that could not run. */
export function sampleReport(change: Partial<HuntReport> = {}): HuntReport {
  const findings = [sampleFinding(), cmdletFinding(), scriptFinding()];
  return {
    tool: { name: 'sealbreak', version: '0.1.0' },
    generatedAt: dayStart + 15 * 86_400 + 32_400,
    elapsedMs: 2412,
    range: { earliest: null, latest: null },
    totals: {
      files: 3,
      bytes: 184_220_113,
      records: 148_803,
      events: 146_912,
      duplicates: 1888,
      quarantined: 3,
      firstEvent: dayStart + 51,
      lastEvent: dayStart + 14 * 86_400 - 12,
    },
    inputs: [
      {
        path: 'exports/tenant-audit.ndjson',
        format: 'O365 records, NDJSON',
        sizeBytes: 151_203_847,
        records: 121_400,
        read: 121_400,
        duplicates: 0,
        quarantined: 0,
        notices: [],
      },
      {
        path: 'exports/purview/AuditLog_2026-03-13.csv',
        format: 'Purview audit CSV',
        sizeBytes: 32_012_266,
        records: 26_891,
        read: 25_000,
        duplicates: 1888,
        quarantined: 3,
        notices: ['7 invalid UTF-8 bytes replaced'],
      },
      {
        path: 'exports/late.json.gz',
        format: 'O365 records, JSON array',
        sizeBytes: 1_004_000,
        records: 512,
        read: 512,
        duplicates: 0,
        quarantined: 0,
        notices: [],
      },
    ],
    skipped: [
      {
        path: 'exports/notes.docx',
        sizeBytes: 48_211,
        reason: 'no log format that is known',
        isDocument: false,
      },
    ],
    quarantine: [11, 405, 20_118].map((line) => ({
      path: 'exports/purview/AuditLog_2026-03-13.csv',
      line,
      reason: 'AuditData is no JSON object',
      excerpt: '{"CreationTime":"2026-03-13T',
    })),
    rules: [
      {
        ruleId: 'remote-email-collection',
        ruleName: 'Remote Email Collection',
        state: 'evaluated',
        findings: 3,
        events: 1214,
      },
      {
        ruleId: 'graph-mail-read',
        ruleName: 'Mail Read Through Graph',
        state: 'not-evaluated',
        reason: 'no Graph activity log among the files',
      },
    ],
    findings,
    timeline: sampleTimeline(findings),
    ...change,
  };
}
