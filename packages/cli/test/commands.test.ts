import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { auditRecord, ndjson, runCli, testFolder } from './run-cli.ts';

const folder = testFolder();
afterAll(() => folder.remove());

const flagship = fileURLToPath(
  new URL('../../../content/rules/remote-email-collection/search.spl', import.meta.url),
);
const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

const crossMailbox = folder.file(
  'cross.ndjson',
  ndjson(
    [1, 2, 3, 4, 5, 6].map((n) => auditRecord({ Id: `id-${n}`, MailboxOwnerUPN: `user${n}@tenant.example` })),
  ),
);

interface ExpectedRow {
  readonly UserId: string;
  readonly DetectionType: string;
}

describe('hunt', () => {
  it('finds in the shipped examples exactly what the ground truth says, and accounts for every record', async () => {
    const truth = JSON.parse(readFileSync(`${examples}/ground-truth.json`, 'utf8'));
    const { code, out } = await runCli(['hunt', examples, '--format', 'json']);
    expect(code).toBe(0);
    const report = JSON.parse(out);
    const key = (row: ExpectedRow): string => `${row.UserId} ${row.DetectionType}`;
    const of = (id: string): { row: ExpectedRow & Record<string, unknown>; severity: string }[] =>
      report.findings.filter(({ ruleId }: { ruleId: string }) => ruleId === id);
    const found = of('remote-email-collection').map(({ row }) => row);
    const byKey = (rows: readonly ExpectedRow[]): readonly ExpectedRow[] =>
      [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(byKey(found)).toEqual(byKey(truth.expectedRows));
    const grants = of('rmc-03-grant-then-read').filter(({ severity }) => severity !== 'low');
    expect(grants.map(({ row, severity }) => [row['AppName'], row['DistinctAccounts'], severity])).toEqual([
      ['Mailbox Insights', 14, 'high'],
    ]);
    const { records, events, duplicates, quarantined } = report.totals;
    expect(records).toBe(truth.counts.events);
    expect(duplicates).toBe(truth.counts.duplicates);
    expect(quarantined).toBe(0);
    expect(events).toBe(records - duplicates);
  });

  it('shows the events behind a finding', async () => {
    const { out } = await runCli(['hunt', crossMailbox, '--format', 'json', '--evidence', '2']);
    const [finding] = JSON.parse(out).findings;
    expect(finding).toMatchObject({ severity: 'high', evidence: { total: 6 } });
    expect(finding.evidence.shown).toHaveLength(2);
    expect(finding.evidence.shown[0]).toMatchObject({
      id: 'id-1',
      source: crossMailbox,
      fields: { Operation: 'MailboxLogin' },
    });
    expect(finding.entities.mailboxes).toHaveLength(6);
  });

  it('gives a finding the same id on every run', async () => {
    const ids = async (): Promise<string> =>
      JSON.parse((await runCli(['hunt', crossMailbox, '--format', 'json'])).out).findings[0].id;
    expect(await ids()).toBe(await ids());
  });

  it('exits with 4 for findings at or above --fail-on', async () => {
    expect((await runCli(['hunt', crossMailbox, '--fail-on', 'high'])).code).toBe(4);
    expect((await runCli(['hunt', crossMailbox, '--fail-on', 'critical'])).code).toBe(0);
  });

  it('keeps to --since and --until', async () => {
    const after = await runCli(['hunt', crossMailbox, '--since', '2026-03-03']);
    expect(after.out).toContain('0 findings');
    const during = await runCli([
      'hunt',
      crossMailbox,
      '--since',
      '2026-03-02T10:00:00Z',
      '--until',
      '2026-03-02T10:00:01Z',
    ]);
    expect(during.out).toContain('1 finding');
  });

  it('counts a record once, and every copy with --keep-duplicates', async () => {
    const twice = folder.file('twice.ndjson', ndjson([auditRecord(), auditRecord()]));
    const again = folder.file('again.ndjson', ndjson([auditRecord()]));
    const count = async (...more: string[]): Promise<number> =>
      JSON.parse((await runCli(['hunt', twice, again, '--format', 'json', ...more])).out).findings[0].row
        .EventCount;
    expect(await count()).toBe(1);
    expect(await count('--keep-duplicates')).toBe(3);
  });

  it('prints no colours into a pipe, and every format is well formed', async () => {
    const table = await runCli(['hunt', crossMailbox]);
    expect(table.out).not.toContain('\u001b');
    const html = await runCli(['hunt', crossMailbox, '--format', 'html']);
    expect(html.out).toMatch(/^<!doctype html>/i);
    const lines = (await runCli(['hunt', crossMailbox, '--format', 'ndjson'])).out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).ruleId)).toEqual(['remote-email-collection']);
    expect((await runCli(['hunt', crossMailbox, '--format', 'csv'])).out.split('\r\n')[0]).toContain(
      'severity',
    );
    expect((await runCli(['hunt', crossMailbox, '--format', 'markdown'])).out).toMatch(/^#/);
  });

  it('writes to --out and says where it cannot', async () => {
    const out = `${folder.path}/report.html`;
    expect((await runCli(['hunt', crossMailbox, '--format', 'html', '--out', out])).out).toBe('');
    expect(readFileSync(out, 'utf8')).toContain('</html>');
    const refused = await runCli(['hunt', crossMailbox, '--out', `${folder.path}/no/such/folder.txt`]);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('cannot write') });
  });
});

describe('search', () => {
  it('gives the rows of the starting detection, in its order and with its types', async () => {
    const { code, out } = await runCli(['search', `@${flagship}`, crossMailbox, '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      {
        FirstSeen: 1772445600,
        LastSeen: 1772445600,
        UserId: 'eve@tenant.example',
        DetectionType: 'CrossMailboxAccess',
        RiskLevel: 'High',
        EventCount: 6,
        DistinctMailboxes: 6,
        Operations: 'MailboxLogin',
        ClientIPs: '192.0.2.7',
        UserAgents: 'Client=OWA;',
        MaxScore: 1,
      },
    ]);
  });

  it('reads standard input, compressed or not', async () => {
    const records = ndjson([auditRecord(), auditRecord({ Id: 'two' })]);
    for (const stdin of [records, gzipSync(records)]) {
      const { out } = await runCli(['search', 'index=o365 | stats count', '--format', 'csv'], {
        stdin: { content: stdin },
      });
      expect(out).toBe('count\r\n2\r\n');
    }
  });

  it('needs no events for a search that makes its own rows', async () => {
    const { out } = await runCli(['search', '| makeresults | eval a=1+1 | table a', '--format', 'json']);
    expect(JSON.parse(out)).toEqual([{ a: 2 }]);
  });

  it('shows all fields of events when nothing selects them', async () => {
    const nested = folder.file(
      'nested.ndjson',
      ndjson([
        auditRecord({
          Parameters: [
            { Name: 'Identity', Value: 'bob' },
            { Name: 'ForwardTo', Value: 'x' },
          ],
        }),
      ]),
    );
    const { out } = await runCli(['search', 'index=o365 Operation=MailboxLogin', nested, '--format', 'json']);
    expect(JSON.parse(out)[0]).toMatchObject({
      _time: 1772445600,
      sourcetype: 'o365:management:activity',
      UserId: 'eve@tenant.example',
      'Parameters{}.Name': ['Identity', 'ForwardTo'],
    });
  });

  it('points at a mistake with a caret and exits with 2', async () => {
    const { code, err } = await runCli([
      'search',
      'index=o365 | where cidrmtach("10.0.0.0/8", ClientIP)',
      crossMailbox,
    ]);
    expect(code).toBe(2);
    expect(err).toMatchInlineSnapshot(`
      "error[SPL2201]: unknown function "cidrmtach"
        at 1:20
      1 | index=o365 | where cidrmtach("10.0.0.0/8", ClientIP)
                             ^^^^^^^^^
        hint: did you mean "cidrmatch"?
      "
    `);
  });

  it('ends quietly when the reader goes away', async () => {
    const many = folder.file(
      'many.ndjson',
      ndjson(Array.from({ length: 20_000 }, (_, n) => auditRecord({ Id: `m${n}` }))),
    );
    const { execFileSync } = await import('node:child_process');
    const bin = fileURLToPath(new URL('../bin/sealbreak.js', import.meta.url));
    const command = `"${process.execPath}" "${bin}" search 'index=o365 | table Id UserId' "${many}" --format csv --quiet 2>&1 | head -n 2`;
    expect(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' })).toBe(
      'Id,UserId\r\nm0,eve@tenant.example\r\n',
    );
  });

  it('stops on Ctrl-C with 130', async () => {
    const { code, err } = await runCli(['search', 'index=o365 | stats count'], {
      // The process waits for more input until it is interrupted.
      stdin: 'open',
      onStart: (kill) => setTimeout(() => kill('SIGINT'), 3000),
    });
    expect(err).toBe('interrupted\n');
    expect(code).toBe(130);
  });
});

describe('the other commands', () => {
  it('prints help and versions', async () => {
    expect((await runCli(['--help'])).out).toContain('Commands:');
    for (const command of [
      'hunt',
      'search',
      'rules',
      'explain',
      'conformance',
      'check',
      'generate',
      'doctor',
      'identify',
      'sources',
    ]) {
      const help = await runCli([command, '--help']);
      expect(help).toMatchObject({ code: 0, out: expect.stringContaining(`Usage: sealbreak ${command}`) });
    }
    expect((await runCli(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('lists, shows and lints the rules', async () => {
    expect(JSON.parse((await runCli(['rules', 'list', '--format', 'json'])).out)[0]).toMatchObject({
      id: 'remote-email-collection',
    });
    const shown = (await runCli(['rules', 'show', 'remote-email-collection'])).out;
    expect(shown).toContain('KNOWN FALSE POSITIVES');
    expect((await runCli(['rules', 'show', 'remote-email-collection', '--format', 'spl'])).out).toBe(
      `${readFileSync(flagship, 'utf8').replace(/\n$/, '')}\n`,
    );
    expect(await runCli(['rules', 'lint'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('0 errors'),
    });
    expect((await runCli(['rules', 'show', 'nosuch'])).code).toBe(2);
  });

  it('explains a rule stage by stage', async () => {
    for (const stage of ['tokens', 'ast', 'plan', 'sql', 'fields']) {
      const { code, out } = await runCli(['explain', 'remote-email-collection', '--stage', stage]);
      expect(code).toBe(0);
      expect(out.length).toBeGreaterThan(50);
    }
    expect((await runCli(['explain', 'remote-email-collection', '--stage', 'fields'])).out).toContain(
      'ClientInfoString',
    );
  });

  it('checks a corpus', async () => {
    const corpus = folder.file(
      'corpus.jsonl',
      ndjson([
        { id: 'good', search: 'index=a | stats count by b' },
        { id: 'bad', search: 'index=a | stats (' },
      ]),
    );
    const { code, out } = await runCli(['check', corpus, '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      total: 2,
      parsed: 1,
      compiled: 1,
      failures: [{ id: 'bad', stage: 'parse' }],
    });
  });

  it('runs conformance vectors', async () => {
    const vector = (id: string, expected: number): object => ({
      id,
      area: 'own',
      spl: 'index=main | stats count',
      events: [{ _time: 1, a: 1 }],
      expect: { columns: ['count'], rows: [[expected]] },
      ordered: false,
    });
    const vectors = folder.file('vectors.jsonl', ndjson([vector('right', 1), vector('wrong', 2)]));
    const { code, out } = await runCli(['conformance', vectors, '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      passed: 1,
      failed: 1,
      areas: { own: { passed: 1, failed: 1 } },
      failures: [{ id: 'wrong' }],
    });
  });

  it('says what works', async () => {
    const { code, out } = await runCli(['doctor']);
    expect(code).toBe(0);
    expect(out).toContain('DuckDB');
  });

  it('generates the same bytes for the same seed', async () => {
    const [a, b] = [`${folder.path}/a.ndjson`, `${folder.path}/b.ndjson`];
    for (const out of [a, b])
      expect((await runCli(['generate', '--out', out, '--events', '5000', '--seed', '7'])).code).toBe(0);
    expect(readFileSync(a, 'utf8')).toBe(readFileSync(b, 'utf8'));
    expect((await runCli(['generate', '--out', a, '--events', '1'])).code).toBe(2);
  });
});
