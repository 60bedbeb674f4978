import type { Finding, HuntReport } from '../../src/finding.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';

/** Values that try to act in one output or another: markup, scripts, terminal escapes, formulas, bidi, endless words. */
export const hostileValues: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><style>*{display:none}</style>',
  '</title><svg onload=alert(1)>',
  '<!-- <a href="javascript:alert(1)">',
  '\u001b[2J\u001b]0;owned\u0007\u009b31mred',
  '\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007',
  'user\u202e\u2066gpj.exe\u2069',
  'zero\u200bwidth\u00ad\ufeff',
  '=HYPERLINK("http://evil.example","x")',
  '  +cmd|"/c calc"!A0',
  '@SUM(1)\t-1',
  '[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example>',
  '`code` | cell | *bold* ~~gone~~ http://evil.example www.evil.example',
  'line one\r\nline two\n| forged | row |',
  `\ud800 lone, ${'界'.repeat(40)} e${'\u0301'.repeat(60)}`,
  'A'.repeat(3000),
  '\u0000\u0007\u0008',
  '{{UserId}} $constructor$ __proto__',
];

/** The sample report with hostile values in every place that a log or a file name reaches. */
export function hostileReport(): HuntReport {
  const findings: Finding[] = hostileValues.map((value, index) => {
    const base = sampleFinding();
    return sampleFinding({
      id: `hostile-${String(index).padStart(8, '0')}`,
      title: `Read mailboxes as ${value}`,
      why: `${value} did it.`,
      entities: { users: [value], mailboxes: hostileValues, addresses: [value], clients: [value] },
      columns: ['UserId', value, 'Operations'],
      row: { UserId: value, [value]: value, Operations: hostileValues },
      evidence: {
        total: 2,
        shown: base.evidence.shown.slice(0, 2).map((event) => ({
          ...event,
          source: value,
          id: value,
          fields: {
            Operation: value,
            MailboxOwnerUPN: value,
            ClientIP: [value, 'b'],
            ClientInfoString: value,
          },
          raw: JSON.stringify({ value }) + value,
        })),
      },
    });
  });
  const [value = ''] = hostileValues;
  const sample = sampleReport();
  return {
    ...sample,
    findings,
    inputs: hostileValues.map((path) => ({
      path,
      format: path,
      sizeBytes: 10,
      records: 3,
      read: 1,
      duplicates: 1,
      quarantined: 1,
      notices: [path],
    })),
    skipped: hostileValues.map((path) => ({ path, sizeBytes: 1, reason: path, isDocument: false })),
    quarantine: hostileValues.map((path) => ({ path, line: 1, reason: path, excerpt: path })),
    rules: [{ ruleId: value, ruleName: value, state: 'not-evaluated', reason: value }],
  };
}
