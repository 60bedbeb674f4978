import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contentFolder } from '../../src/rules/content-folder.ts';
import { lintRules } from '../../src/rules/lint-rules.ts';
import { loadRules } from '../../src/rules/load-rules.ts';

const searchSha256 = 'b9091ebe71330431f1099a80519f2868d7beb4de497453925c7a1a078f7feae9';

const shared =
  process.env['SEALBREAK_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url));
const original = join(shared, 'spl/flagship.spl');
if (!existsSync(original))
  console.warn(`skipped: comparison with the original search, there is no ${original}`);

const { rules, faults } = await loadRules(contentFolder());
const rule = rules.find(({ id }) => id === 'remote-email-collection');
const folder = dirname(rule?.file ?? '');
const sample = (file: string): Record<string, unknown>[] =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('remote-email-collection', () => {
  it('loads and is free of faults, samples included', () => {
    expect(faults).toEqual([]);
    const readSample = (_: unknown, file: string) => readFileSync(join(folder, file), 'utf8');
    expect(lintRules(rules, { readSample })).toEqual([]);
  });

  it('ships the search byte for byte', () => {
    const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(digest(readFileSync(join(folder, 'search.spl')))).toBe(searchSha256);
    expect(digest(Buffer.from(rule?.search ?? ''))).toBe(searchSha256);
  });

  it.skipIf(!existsSync(original))('ships the search of the original page', () => {
    expect(rule?.search).toBe(readFileSync(original, 'utf8'));
  });

  it('carries everything that belongs to the detection', () => {
    expect(rule?.attack).toEqual({
      version: '18.1',
      tactics: ['Collection'],
      techniques: [
        { id: 'T1114', name: 'Email Collection' },
        { id: 'T1114.002', name: 'Remote Email Collection' },
      ],
    });
    expect(rule?.texts.columns.map(({ name }) => name)).toEqual([
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
    ]);
    expect(rule?.texts.falsePositives).toHaveLength(5);
    expect(rule?.texts.procedures.map(({ fires }) => fires)).toEqual(['no', 'on-record', 'no', 'no']);
    expect(rule?.references).toHaveLength(12);
    expect(new Set(rule?.references).size).toBe(12);
  });

  it('has samples that give as many rows as the rule says', () => {
    expect(groups(sample('match.ndjson'))).toHaveLength(rule?.samples.match?.rows ?? -1);
    expect(groups(sample('no-match.ndjson'))).toHaveLength(rule?.samples.noMatch?.rows ?? -1);
  });

  it('has synthetic samples only: reserved domains and addresses', () => {
    const text =
      readFileSync(join(folder, 'match.ndjson'), 'utf8') +
      readFileSync(join(folder, 'no-match.ndjson'), 'utf8');
    for (const [, domain] of text.matchAll(/@([\w.-]+)/g)) expect(domain).toBe('example.com');
    for (const [address] of text.matchAll(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g))
      expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./);
  });
});

const cmdlets = new Set([
  'New-MailboxExportRequest',
  'Get-MailboxExportRequest',
  'Search-Mailbox',
  'New-ComplianceSearch',
  'Start-ComplianceSearch',
  'New-ComplianceSearchAction',
  'Get-ComplianceSearchAction',
  'Invoke-MailboxSearch',
  'New-MailboxSearch',
]);
const agents = ['mailsniper', 'python', 'go-http-client', 'curl/', 'wget', 'microsoft.exchange.webservices'];

/** The search written out by hand, as far as its groups go: an oracle that needs no engine. */
function groups(records: readonly Record<string, unknown>[]): readonly string[] {
  const found = new Set<string>();
  for (const record of records) {
    const operation = String(record['Operation'] ?? '');
    const client = String(record['ClientInfoString'] ?? '').toLowerCase();
    const user = record['UserId'];
    const owner = record['MailboxOwnerUPN'];
    if (String(record['Workload']).toLowerCase() !== 'exchange' || user === undefined) continue;
    const kind = cmdlets.has(operation)
      ? 'ExchangeCollectionCmdlet'
      : agents.some((agent) => client.includes(agent))
        ? 'SuspiciousEWSClient'
        : operation === 'MailboxLogin' && owner !== undefined && user !== owner
          ? 'CrossMailboxAccess'
          : null;
    if (kind) found.add(`${String(user)} ${kind}`);
  }
  return [...found];
}
