import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lintSpl } from '../../../src/lint/lint-spl.ts';

const file = '../../../../../content/rules/remote-email-collection/search.spl';
const text = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
const found = lintSpl(text).map(({ code, span, message }) => ({
  code,
  place: text.slice(span.start, span.end),
  message,
}));

function at(code: string, place: string): string | undefined {
  return found.find((each) => each.code === code && each.place.includes(place))?.message;
}

describe('the blind spots of the starting detection, found without knowing it', () => {
  it.each([
    ['New-ComplianceSearch'],
    ['Start-ComplianceSearch'],
    ['New-ComplianceSearchAction'],
    ['Get-ComplianceSearchAction'],
  ])('the workload filter excludes %s', (name) => {
    expect(at('SPL2501', `"${name}"`)).toBe(
      `${name} is never logged with Workload=Exchange; it is in SecurityComplianceCenter`,
    );
  });

  it.each([
    ['New-MailboxExportRequest', 'on premises only'],
    ['Get-MailboxExportRequest', 'Get- cmdlets are not written to the admin audit log'],
    ['Search-Mailbox', 'removed from Exchange Online'],
    ['Invoke-MailboxSearch', 'no such cmdlet'],
    ['New-MailboxSearch', 'retired'],
  ])('%s is in no cloud log', (name, why) => {
    expect(at('SPL2502', `"${name}"`)).toContain(why);
  });

  it('two agents are never sent', () => {
    expect(at('SPL2504', 'mailsniper')).toContain('no known client sends mailsniper as agent');
    expect(at('SPL2504', 'microsoft.exchange.webservices')).toContain('name of a library file');
  });

  it('a login to the mailbox of another is never logged', () => {
    expect(at('SPL2503', 'UserId!=MailboxOwnerUPN')).toContain('MailboxLogin is recorded for owners only');
  });

  it('so what is built on them never holds', () => {
    expect(at('SPL2507', 'IsSuspiciousCmdlet=1')).toContain('IsSuspiciousCmdlet is always 0');
    expect(at('SPL2507', 'MaxScore >= 2')).toContain('MaxScore is always 1');
    expect(at('SPL2507', 'DetectionType="ExchangeCollectionCmdlet"')).toBeDefined();
    expect(at('SPL2510', 'IsCrossMailboxAccess=1')).toBeDefined();
    expect(at('SPL2508', 'EventCount > 0')).toBeDefined();
  });

  it.each([
    ['access over Graph, which has no agent', 'SPL2514', 'mailsniper', 'Client=REST;;'],
    ['agents that are not listed', 'SPL2514', 'mailsniper', 'okhttp'],
    ['MailItemsAccessed', 'SPL2515', 'MailboxLogin', 'MailItemsAccessed'],
    ['addresses of aggregated records', 'SPL2511', 'ClientIP', 'RecordType 50'],
    ['identities in another letter case, and applications', 'SPL2512', 'UserId!=', 'letter case'],
    ['applications that read many mailboxes', 'SPL2513', 'dc(MailboxOwnerUPN)', 'at most 1'],
    ['what the cmdlets did', 'SPL2516', 'New-', 'Parameters'],
    ['whether it succeeded', 'SPL2517', 'New-', 'ResultStatus'],
    ['records that arrive late', 'SPL2518', 'ComplianceSearch', '24 hours'],
    ['records that arrive twice', 'SPL2519', 'count', 'deliveries'],
    ['a second label', 'SPL2520', 'case(', 'first label'],
    ['signals that come together', 'SPL2521', 'DetectionType', 'never add up'],
    ['a window of time', 'SPL2442', 'DistinctMailboxes >= 5', 'whole time range'],
    ["Microsoft's own applications", 'SPL2522', 'DistinctMailboxes >= 5', 'service applications'],
  ])('it misses %s', (_, code, place, says) => {
    expect(at(code, place)).toContain(says);
  });
});
