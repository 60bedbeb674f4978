/** The starting detection of remote email collection, written by hand over parsed records, with no code of the package: the
 *  generator's expected rows are checked against it. Semantics: Splunk's, as far as this one search needs them. */

export type AuditRecord = Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, unknown>>;

const CMDLETS = [
  'New-MailboxExportRequest',
  'Get-MailboxExportRequest',
  'Search-Mailbox',
  'New-ComplianceSearch',
  'Start-ComplianceSearch',
  'New-ComplianceSearchAction',
  'Get-ComplianceSearchAction',
  'Invoke-MailboxSearch',
  'New-MailboxSearch',
];
const AGENTS = ['mailsniper', 'python', 'go-http-client', 'curl/', 'wget', 'microsoft.exchange.webservices'];

/** The three tests on one record; null when none holds or the record is not of Exchange. */
export function detect(record: AuditRecord): { type: string; score: number } | null {
  if (String(record['Workload']).toLowerCase() !== 'exchange') return null;
  const agent = text(record['ClientInfoString'])?.toLowerCase();
  const owner = text(record['MailboxOwnerUPN']);
  const user = text(record['UserId']);
  const cmdlet = CMDLETS.includes(String(record['Operation']));
  const suspicious = agent !== undefined && AGENTS.some((part) => agent.includes(part));
  const foreign =
    record['Operation'] === 'MailboxLogin' && user !== undefined && owner !== undefined && user !== owner;
  const score = Number(cmdlet) + Number(suspicious) + Number(foreign);
  if (score === 0) return null;
  const type = cmdlet
    ? 'ExchangeCollectionCmdlet'
    : suspicious
      ? 'SuspiciousEWSClient'
      : 'CrossMailboxAccess';
  return { type, score };
}

/** The rows of the search over records that were freed of duplicates before. */
export function runStartingDetection(records: Iterable<AuditRecord>): Row[] {
  const groups = new Map<string, { record: AuditRecord; type: string; score: number }[]>();
  for (const record of records) {
    const found = detect(record);
    const user = text(record['UserId']);
    if (!found || user === undefined) continue;
    const key = `${user}\u0000${found.type}`;
    groups.set(key, [...(groups.get(key) ?? []), { record, ...found }]);
  }
  const rows = [...groups.keys()].sort().map((key) => {
    const hits = groups.get(key) ?? [];
    const column = (name: string) =>
      [...new Set(hits.flatMap(({ record }) => text(record[name]) ?? []))].sort();
    const times = hits.map(({ record }) => Date.parse(`${record['CreationTime']}Z`) / 1000);
    const score = Math.max(...hits.map((hit) => hit.score));
    const mailboxes = column('MailboxOwnerUPN').length;
    const [user, type] = key.split('\u0000');
    return {
      FirstSeen: Math.min(...times),
      LastSeen: Math.max(...times),
      UserId: user,
      DetectionType: type,
      RiskLevel: score >= 2 || mailboxes >= 5 || type === 'ExchangeCollectionCmdlet' ? 'High' : 'Medium',
      EventCount: hits.length,
      DistinctMailboxes: mailboxes,
      Operations: cell(column('Operation')),
      ClientIPs: cell(column('ClientIP')),
      UserAgents: cell(column('ClientInfoString')),
      MaxScore: score,
    };
  });
  return rows.sort((a, b) => b.MaxScore - a.MaxScore || b.DistinctMailboxes - a.DistinctMailboxes);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function cell(values: readonly string[]): unknown {
  if (values.length === 0) return null;
  return values.length === 1 ? values[0] : values;
}
