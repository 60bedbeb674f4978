import { beforeAll, describe, expect, it } from 'vitest';
import { type Finding, severities } from '../../src/finding.ts';
import { evidenceFields, type RowEvidence, toFindings } from '../../src/findings/to-findings.ts';
import { contentFolder } from '../../src/rules/content-folder.ts';
import { severityOfRisk } from '../../src/rules/finding-spec.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import type { Rule } from '../../src/rules/rule.ts';

let rule: Rule;
beforeAll(async () => {
  const { rules } = await loadRules(contentFolder());
  const found = rules.find(({ id }) => id === 'remote-email-collection');
  if (!found) throw new Error('the rule is missing');
  rule = found;
});

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

const cross = {
  FirstSeen: 1700000060,
  LastSeen: 1700000064,
  UserId: 'gina@c.com',
  DetectionType: 'CrossMailboxAccess',
  RiskLevel: 'High',
  EventCount: 5,
  DistinctMailboxes: 5,
  Operations: 'MailboxLogin',
  ClientIPs: '192.0.2.77',
  UserAgents: 'Client=OWA',
  MaxScore: 1,
};
const cmdlet = {
  ...cross,
  UserId: 'admin@c.com',
  DetectionType: 'ExchangeCollectionCmdlet',
  EventCount: 3,
  DistinctMailboxes: 0,
  Operations: 'New-MailboxExportRequest',
  ClientIPs: null,
  UserAgents: null,
};
const script = {
  ...cross,
  UserId: 'kim@c.com',
  DetectionType: 'SuspiciousEWSClient',
  RiskLevel: 'Medium',
  DistinctMailboxes: 2,
  Operations: ['MailItemsAccessed', 'Send'],
  UserAgents: 'Client=REST;python-requests/2.28',
};

const evidence = (values: RowEvidence['values'] = {}, total = 5): RowEvidence => ({
  total,
  shown: [],
  values,
  firstTime: 1,
  lastTime: 2,
});
const make = (
  rows: readonly (typeof cross | typeof cmdlet | typeof script)[],
  behind: readonly RowEvidence[] = [],
): readonly Finding[] => toFindings(rule, rows, behind, { columns });

describe('toFindings', () => {
  it('says in plain words why it fired', () => {
    const say = (row: Parameters<typeof make>[0][number]) =>
      make([row]).map(({ title, why }) => `${title}\n${why}`)[0];
    expect(say(cross)).toBe(
      'Read 5 mailboxes as gina@c.com\ngina@c.com logged in 5 times to 5 mailboxes whose recorded owner is another account, from 192.0.2.77.',
    );
    expect(say(cmdlet)).toBe(
      'Ran New-MailboxExportRequest 3 times as admin@c.com\nadmin@c.com ran New-MailboxExportRequest, which searches or exports mailboxes, 3 times from an address that was not recorded. Such a cmdlet reaches many mailboxes at once and is rarely part of a working day.',
    );
    expect(say(script)).toContain(
      'Used python-requests/2.28 against 2 mailboxes as kim@c.com\n5 events of kim@c.com in 2 mailboxes came from python-requests/2.28, a script',
    );
    expect(say({ ...script, DistinctMailboxes: 0 })).toContain('Used python-requests/2.28 as kim@c.com\n');
    expect(say({ ...cross, DetectionType: 'Unknown' })).toContain('Unknown by gina@c.com');
  });

  it('grades severity and risk from the row', () => {
    const grade = (row: Parameters<typeof make>[0][number]) =>
      make([row]).map(({ severity, risk }) => [severity, risk])[0];
    expect(grade(script)).toEqual(['medium', 40]);
    expect(grade(cmdlet)).toEqual(['high', 65]);
    expect(grade(cross)).toEqual(['high', 70]);
    expect(grade({ ...cross, MaxScore: 2, DistinctMailboxes: 20 })).toEqual(['high', 79]);
    expect(grade({ ...cross, RiskLevel: 'Strange' })?.[0]).toBe('medium');
  });

  it('collects entities from the row and from all events behind it, distinct and sorted', () => {
    expect(evidenceFields(rule)).toEqual(['MailboxOwnerUPN']);
    const [finding] = make(
      [{ ...script, UserAgents: 'x' }],
      [evidence({ MailboxOwnerUPN: ['b@c.com', 'a@c.com', 'b@c.com', ''] })],
    );
    expect(finding?.entities).toEqual({
      users: ['kim@c.com'],
      mailboxes: ['a@c.com', 'b@c.com'],
      addresses: ['192.0.2.77'],
      clients: ['x'],
    });
  });

  it('takes times from the row, and from the events where the row has none', () => {
    expect(make([cross], [evidence()])).toMatchObject([{ firstSeen: 1700000060, lastSeen: 1700000064 }]);
    const row = { ...cross, FirstSeen: '1700000060.5', LastSeen: 'never' } as unknown as typeof cross;
    expect(make([row], [evidence()])).toMatchObject([{ firstSeen: 1700000060.5, lastSeen: 2 }]);
  });

  it('keeps its id when more events are found, and changes it with account, kind and day', () => {
    const id = (change: object) => make([{ ...cross, ...change }])[0]?.id;
    expect(id({})).toMatch(/^[0-9a-f]{16}$/);
    expect(id({})).toBe('24cc8c4d1de06e50');
    expect(
      id({
        EventCount: 500,
        LastSeen: 1800000000,
        DistinctMailboxes: 90,
        RiskLevel: 'Medium',
        FirstSeen: 1700000059,
      }),
    ).toBe(id({}));
    const others = [
      id({}),
      id({ UserId: 'Gina@c.com' }),
      id({ DetectionType: 'SuspiciousEWSClient' }),
      id({ FirstSeen: 1700000060 + 86_400 }),
    ];
    expect(new Set(others).size).toBe(4);
  });

  it('tells rows apart that share everything of the id', () => {
    const ids = make([cross, { ...cross, EventCount: 1 }, cross]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids).toContain(make([cross])[0]?.id);
  });

  it('orders worst first: severity, risk, mailboxes, latest', () => {
    const later = { ...cmdlet, UserId: 'b', LastSeen: 1700000099 };
    const wide = { ...cmdlet, UserId: 'c' };
    const sorted = make(
      [script, cmdlet, later, wide, cross],
      [evidence(), evidence(), evidence(), evidence({ MailboxOwnerUPN: ['a', 'b'] }), evidence()],
    );
    expect(sorted.map(({ entities }) => entities.users[0])).toEqual([
      'gina@c.com',
      'c',
      'b',
      'admin@c.com',
      'kim@c.com',
    ]);
  });

  it('makes findings of a rule without our keys', () => {
    const plain: Rule = {
      ...rule,
      finding: { ...rule.finding, key: null, window: 'none', texts: [{ when: {}, title: [], why: [] }] },
    };
    const [a] = toFindings(plain, [cross], [], { columns, groupKeys: ['UserId'] });
    const [b] = toFindings(plain, [{ ...cross, EventCount: 9 }], [], { columns, groupKeys: ['UserId'] });
    const [c] = toFindings(plain, [{ ...cross, EventCount: 9 }], [], { columns });
    expect(a?.title).toBe('Remote Email Collection');
    expect(a?.id).toBe(b?.id);
    expect(c?.id).not.toBe(b?.id);
  });

  it('is not misled by columns named like parts of an object', () => {
    const row = JSON.parse('{"__proto__":"x","constructor":"y","UserId":"u"}') as typeof cross;
    expect(make([row])[0]?.entities.users).toEqual(['u']);
  });
});

it('grades every risk', () => {
  expect([0, 19, 20, 39, 40, 59, 60, 79, 80, 100].map(severityOfRisk)).toEqual(
    [0, 0, 1, 1, 2, 2, 3, 3, 4, 4].map((index) => severities[index]),
  );
});
