import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HuntReport } from '../../src/finding.ts';
import { contentPolicy } from '../../src/report/html/page.ts';
import { huntRenderers } from '../../src/report/renderers.ts';
import { ansiPalette } from '../../src/report/terminal/palette.ts';
import { displayWidth } from '../../src/report/terminal/width.ts';
import { contentFolder } from '../../src/rules/content-folder.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { hostileReport, hostileValues } from './hostile-report.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';

let rules: readonly Rule[] = [];
beforeAll(async () => {
  rules = (await loadRules(contentFolder())).rules;
});

const render = (format: keyof typeof huntRenderers, report: HuntReport, width = 100) =>
  [...huntRenderers[format](report, { rules, width })].join('');
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('table', () => {
  it('reads well', () => {
    expect(render('table', sampleReport(), 80)).toMatchInlineSnapshot(`
      "HIGH Read 7 mailboxes as gina@example.com
        gina@example.com logged in 7 times to 7 mailboxes whose owner is someone else,
        from 203.0.113.77.
        when      2026-03-05T22:10:31Z to 2026-03-05T22:51:31Z
        account   gina@example.com
        mailboxes ana@example.com, ben@example.com, cleo@example.com and 4 more
        addresses 203.0.113.77
        clients   Client=OWA;Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36;
        rule      remote-email-collection, risk 70, id 9f2c4a7d1be80356
        events    7, the first 5:
          2026-03-05T22:10:31Z  MailboxLogin  ana@example.com   203.0.113.77  Mozilla…
          2026-03-05T22:17:21Z  MailboxLogin  ben@example.com   203.0.113.77  Mozilla…
          2026-03-05T22:24:11Z  MailboxLogin  cleo@example.com  203.0.113.77  Mozilla…
          2026-03-05T22:31:01Z  MailboxLogin  dan@example.com   203.0.113.77  Mozilla…
          2026-03-05T22:37:51Z  MailboxLogin  eli@example.com   203.0.113.77  Mozilla…

      HIGH Ran New-MailboxExportRequest and Search-Mailbox 3 times as
           admin@example.com
        admin@example.com ran New-MailboxExportRequest and Search-Mailbox, which
        searches or exports mailboxes, 3 times from 192.0.2.20:62589, 192.0.2.20:62591
        and 1 more. Such a cmdlet reaches many mailboxes at once and is rarely part of
        a working day.
        when      2026-03-10T10:20:11Z to 2026-03-10T10:40:02Z
        account   admin@example.com
        addresses 192.0.2.20:62589, 192.0.2.20:62591, 192.0.2.20:62710
        rule      remote-email-collection, risk 65, id 41d07c5be2a9f813
        events    3
          2026-03-10T10:20:11Z  New-MailboxExportRequest  bob  192.0.2.20:62589
          2026-03-10T10:21:40Z  New-MailboxExportRequest  bob  192.0.2.20:62589
          2026-03-10T10:40:02Z  Search-Mailbox            bob  192.0.2.20:62589

      MEDIUM Used python-requests/2.28.1 against 2 mailboxes as kim@example.com
        1 204 events of kim@example.com in 2 mailboxes came from
        python-requests/2.28.1, a script library or tool and no mail program, from an
        address that was not recorded.
        when      2026-03-12T02:11:05Z to 2026-03-13T03:11:05Z
        account   kim@example.com
        mailboxes kim@example.com, lee@example.com
        clients   Client=WebServices;python-requests/2.28.1[AppId=11111111-2222-4333-…
        rule      remote-email-collection, risk 40, id c8816a02f94d7be5
        events    1 204, the first 5:
          2026-03-12T02:11:05Z  MailItemsAccessed  kim@example.com  198.51.100.7  pyt…
          2026-03-12T02:11:06Z  MailItemsAccessed  lee@example.com  198.51.100.7  pyt…
          2026-03-12T02:14:50Z  MailItemsAccessed  kim@example.com  198.51.100.7  pyt…
          2026-03-12T02:17:45Z  MailItemsAccessed  lee@example.com  198.51.100.7  pyt…
          2026-03-12T02:18:45Z  MailItemsAccessed  kim@example.com  198.51.100.7  pyt…

      3 findings: 2 high, 1 medium
      146 912 events of 3 files (184 MB), 1 888 duplicates left out, 2026-03-02 to
      2026-03-15
      2.4 s
      not evaluated: Mail Read Through Graph, no Graph activity log among the files
      3 records could not be read:
        exports/purview/AuditLog_2026-03-13.csv:11: AuditData is no JSON object
        exports/purview/AuditLog_2026-03-13.csv:405: AuditData is no JSON object
        exports/purview/AuditLog_2026-03-13.csv:20118: AuditData is no JSON object
      skipped exports/notes.docx: no log format that is known
      "
    `);
  });

  it('fits any width, and nothing in it acts', () => {
    for (const width of [40, 63, 80, 132]) {
      for (const line of render('table', hostileReport(), width).split('\n')) {
        expect(line).not.toMatch(acting);
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }
    }
  });

  it('colours only with its own codes', () => {
    const text = [...huntRenderers.table(hostileReport(), { rules, width: 80, palette: ansiPalette })].join(
      '',
    );
    expect(text).toContain('\u001b[1;31mHIGH\u001b[0m');
    for (const line of text.replaceAll(/\u001b\[[\d;]*m/g, '').split('\n')) {
      expect(line).not.toMatch(acting);
      expect(displayWidth(line)).toBeLessThanOrEqual(80);
    }
  });

  it('says what was not evaluated and not read when there are no findings', () => {
    const text = render('table', sampleReport({ findings: [] }));
    expect(text).toContain('0 findings\n');
    expect(text).toContain('not evaluated: Mail Read Through Graph, no Graph activity log among the files');
    expect(text).toContain('3 records could not be read');
  });
});

describe('json and ndjson', () => {
  it('give the report and the findings as they are', () => {
    for (const report of [sampleReport(), hostileReport(), sampleReport({ findings: [] })]) {
      const json = render('json', report);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(report)));
      const lines = render('ndjson', report).split('\n').slice(0, -1);
      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
        JSON.parse(JSON.stringify(report.findings)),
      );
      expect(json.replaceAll('\n', '')).not.toMatch(acting);
    }
  });
});

describe('csv', () => {
  it('gives a line for each finding, whatever is in it', () => {
    const [head, first] = render('csv', sampleReport()).split('\r\n');
    expect(head).toBe(
      'id,severity,risk,rule,title,why,first_seen,last_seen,users,mailboxes,addresses,clients,events,result',
    );
    expect(first).toMatch(
      /^9f2c4a7d1be80356,high,70,remote-email-collection,Read 7 mailboxes as gina@example\.com,/,
    );
    expect(first).toContain('2026-03-05T22:10:31Z,2026-03-05T22:51:31Z');
    expect(render('csv', hostileReport()).split('\r\n')).toHaveLength(hostileValues.length + 2);
  });
});

describe('markdown', () => {
  it('reads well', () => {
    const { findings } = sampleReport();
    expect(
      render('markdown', sampleReport({ findings: findings.slice(0, 1), timeline: [] })),
    ).toMatchInlineSnapshot(`
      "# Email collection findings

      1 finding (1 high) in 146 912 events of 3 files (184 MB), 2026-03-02T00:00:51Z to 2026-03-15T23:59:48Z. Made 2026-03-17T09:00:00Z by sealbreak 0.1.0. Times are UTC.

      ## high: Read 7 mailboxes as gina@example.com

      gina@example.com logged in 7 times to 7 mailboxes whose owner is someone else, from 203.0.113.77.

      - Risk 70, rule \`remote-email-collection\`, ATT&CK T1114, T1114.002, id \`9f2c4a7d1be80356\`
      - First seen 2026-03-05T22:10:31Z, last seen 2026-03-05T22:51:31Z
      - Accounts: \`gina@example.com\`
      - Mailboxes: \`ana@example.com\`, \`ben@example.com\`, \`cleo@example.com\`, \`dan@example.com\`, \`eli@example.com\`, \`fay@example.com\`, \`gus@example.com\`
      - Addresses: \`203.0.113.77\`
      - Clients: \`Client=OWA;Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36;\`

      Evidence, 5 of 7 events:

      | Time | Operation | Mailbox | Address | Client | Source | Record id |
      | --- | --- | --- | --- | --- | --- | --- |
      | 2026-03-05T22:10:31Z | \`MailboxLogin\` | \`ana@example.com\` | \`203.0.113.77\` | \`Client=OWA;Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36;\` | \`exports/tenant-audit.ndjson\` | \`00000000-0000-4000-8000-001772748631\` |
      | 2026-03-05T22:17:21Z | \`MailboxLogin\` | \`ben@example.com\` | \`203.0.113.77\` | \`Client=OWA;Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36;\` | \`exports/tenant-audit.ndjson\` | \`00000000-0000-4000-8000-001772749041\` |
      | 2026-03-05T22:24:11Z | \`MailboxLogin\` | \`cleo@example.com\` | \`203.0.113.77\` | \`Client=OWA;Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36;\` | \`exports/tenant-audit.ndjson\` | \`00000000-0000-4000-8000-001772749451\` |
      | 2026-03-05T22:31:01Z | \`MailboxLogin\` | \`dan@example.com\` | \`203.0.113.77\` | \`Client=OWA;Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36;\` | \`exports/tenant-audit.ndjson\` | \`00000000-0000-4000-8000-001772749861\` |
      | 2026-03-05T22:37:51Z | \`MailboxLogin\` | \`eli@example.com\` | \`203.0.113.77\` | \`Client=OWA;Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36;\` | \`exports/tenant-audit.ndjson\` | \`00000000-0000-4000-8000-001772750271\` |

      ## Benign causes to rule out: Remote Email Collection

      - [ ] **Legal hold or eDiscovery case**: A member of the compliance team runs New-ComplianceSearch or a search action. Ask for the case number. Compare it with the list of open legal holds; custodians, dates and search terms of the case must cover what was searched, and the account must be one of the people named in it.
      - [ ] **Export for a leaver or a migration**: An Exchange administrator exports one or a few mailboxes to PST files. Find the change ticket. It must name these mailboxes, this administrator and this day; then see that the target folder is the approved one and who can read it.
      - [ ] **Archiving service**: A service account reads many mailboxes through EWS with an unusual client (Mimecast, Veritas, Barracuda and the like). Compare account, application id and client addresses with the vendor's documentation and your contract. The number of mailboxes must fit the licence; a new address or a sudden rise is not covered by it.
      - [ ] **Mail security service**: A scripted client opens many mailboxes in a short time after a new threat became known (Proofpoint TAP, Defender for Office 365 and the like). Look for the hunt or the clean-up in the service's own console at the same time. The application must be the registered one and act from the vendor's addresses.
      - [ ] **Helpdesk delegate of shared mailboxes**: One person logs in to several mailboxes whose owner is not them, day after day. Compare the mailboxes with the list of shared mailboxes and with the rights granted (Get-MailboxPermission). A personal mailbox among them, or a right granted only days ago, is no shared-mailbox work.

      ## Rules

      - Remote Email Collection: evaluated, 3 findings
      - Mail Read Through Graph: **not evaluated**, no Graph activity log among the files

      ## Files

      - \`exports/tenant-audit.ndjson\`: O365 records, NDJSON, 121 400 records, 121 400 read, 0 duplicates, 0 unreadable
      - \`exports/purview/AuditLog_2026-03-13.csv\`: Purview audit CSV, 26 891 records, 25 000 read, 1 888 duplicates, 3 unreadable; 7 invalid UTF-8 bytes replaced
      - \`exports/late.json.gz\`: O365 records, JSON array, 512 records, 512 read, 0 duplicates, 0 unreadable
      - \`exports/notes.docx\`: skipped, no log format that is known

      ## Records that could not be read: 3

      - \`exports/purview/AuditLog_2026-03-13.csv:11\`: AuditData is no JSON object
      - \`exports/purview/AuditLog_2026-03-13.csv:405\`: AuditData is no JSON object
      - \`exports/purview/AuditLog_2026-03-13.csv:20118\`: AuditData is no JSON object
      "
    `);
  });

  it('has the same lines whatever is in the values', () => {
    const shape = (value: string) =>
      render('markdown', shaped(value))
        .split('\n')
        .map((line) => /^(#+|- \[ \]|-|\|)?/.exec(line)?.[0]);
    const plain = shape('plain');
    fc.assert(
      fc.property(fc.constantFrom(...hostileValues), (value) => {
        expect(shape(value)).toEqual(plain);
      }),
    );
  });
});

describe('html', () => {
  it('is one file that may load and run nothing', () => {
    const page = render('html', sampleReport());
    expect(page.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1]).toBe(
      contentPolicy.replaceAll("'", '&#39;'),
    );
    expect(contentPolicy).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<link(?! rel="icon" href="data:,")|@import|url\(|\sstyle=|\son\w+=/i);
  });

  it('has the same tags whatever is in the values', () => {
    const tags = (value: string) =>
      render('html', shaped(value))
        .match(/<[^>]*>/g)
        ?.map((tag) => tag.replace(/"[^"]*"/g, '""'));
    const plain = tags('plain');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...hostileValues),
          fc.string({ unit: 'binary', minLength: 1 }),
          fc.string({ minLength: 1 }),
        ),
        (value) => {
          expect(tags(value)).toEqual(plain);
        },
      ),
    );
  });

  it('shows raw records as they were read, indented', () => {
    const [finding] = sampleReport().findings;
    const [event] = finding?.evidence.shown ?? [];
    if (!finding || !event) throw new Error('the sample has no evidence');
    const page = render(
      'html',
      sampleReport({
        findings: [
          sampleFinding({
            evidence: {
              total: 1,
              shown: [{ ...event, raw: '{"n":12345678901234567890,"a":[],"b":{"c":"}"}}' }],
            },
          }),
        ],
      }),
    );
    expect(page).toContain(
      '<pre>{\n  &quot;n&quot;: 12345678901234567890,\n  &quot;a&quot;: [],\n  &quot;b&quot;: {\n    &quot;c&quot;: &quot;}&quot;\n  }\n}</pre>',
    );
  });

  it('names the checks, the technique, what was not evaluated and what could not be read', () => {
    const page = render('html', sampleReport());
    for (const text of [
      'Legal hold or eDiscovery case',
      'https://attack.mitre.org/techniques/T1114/002/',
      'no Graph activity log among the files',
      'AuditData is no JSON object',
      'exports/notes.docx',
      'What this rule cannot see',
    ]) {
      expect(page).toContain(text);
    }
  });

  it('does without the rules', () => {
    expect([...huntRenderers.html(sampleReport(), { rules: [] })].join('')).toContain(
      'Read 7 mailboxes as gina@example.com',
    );
  });
});

/** One finding with the value in every place; ids stay as they are, they are ours. */
function shaped(value: string): HuntReport {
  const base = hostileReport();
  const [finding] = base.findings;
  if (!finding) throw new Error('the hostile report has findings');
  const [event] = finding.evidence.shown;
  if (!event) throw new Error('the hostile finding has evidence');
  return {
    ...base,
    findings: [
      {
        ...finding,
        title: `x ${value}`,
        why: `x ${value}`,
        entities: { users: [value], mailboxes: [value, 'b'], addresses: [value], clients: [value] },
        columns: ['A', `c ${value}`],
        row: { A: value, [`c ${value}`]: [value, 'b'] },
        evidence: {
          total: 9,
          shown: [
            {
              ...event,
              source: `s ${value}`,
              id: `i ${value}`,
              fields: { Operation: `o ${value}`, ClientIP: `c ${value}` },
              raw: `r ${value}`,
            },
          ],
        },
      },
    ],
    inputs: base.inputs
      .slice(0, 1)
      .map((file) => ({ ...file, path: `p ${value}`, format: value, notices: [value] })),
    skipped: [{ path: `p ${value}`, sizeBytes: 1, reason: value, isDocument: false }],
    quarantine: [{ path: `p ${value}`, line: 1, reason: value, excerpt: value }],
    rules: [{ ruleId: value, ruleName: `r ${value}`, state: 'not-evaluated', reason: value }],
  };
}
