import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderRuleFault } from '../../src/rules/fault.ts';
import { loadRules } from '../../src/rules/load-rules.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealbreak-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function faultTexts(): Promise<readonly string[]> {
  const { faults } = await loadRules(folder);
  return faults.map((fault) => renderRuleFault(fault).replaceAll(`${folder}/`, ''));
}

/** The older form of public content: risk under `tags`, empty lists, a lone value where a list may stand. */
const olderForm = `name: Example Of The Older Form
id: 5b6a1c0e-1111-4222-8333-444455556666
version: 1
date: '2021-02-25'
author: Somebody
type: batch
datamodel:
- Authentication
description: Looks for something.
search: '\`some_macro\` action=read
  | stats count by user src_ip | \`example_filter\`'
how_to_implement: Somehow.
known_false_positives: none.
references:
tags:
  analytic_story:
  - Example
  confidence: 60
  impact: 70
  message: $user$ read from $src_ip$
  mitre_attack_id: T1114.002
  observable:
  - name: user
    type: User
    role:
    - Victim
  - name: src_ip
    type: IP Address
    role:
    - Attacker
  extra: kept
`;

const newerForm = `name: Example Of The Newer Form
id: 6b6a1c0e-1111-4222-8333-444455556666
version: 7
date: '2025-05-02'
author: Somebody
status: production
type: TTP
description: Looks for something.
data_source:
- O365 MailItemsAccessed
search: '\`some_macro\` | stats count by user src_ip agent'
rba:
  message: $user$ acted
  risk_objects:
  - field: user
    type: user
    score: 81
  threat_objects:
  - field: src_ip
    type: ip_address
  - field: agent
    type: http_user_agent
  - field: other
    type: file_hash
tags:
  mitre_attack_id:
  - T1114.002
tests:
- name: True Positive Test
  attack_data:
  - data: https://example.com/data.log
    sourcetype: o365:management:activity
drilldown_searches:
- name: more
  search: index=x
`;

describe('loadRules', () => {
  it('loads public content in its older and newer form, and leaves other YAML alone', async () => {
    put({
      'detections/older.yml': olderForm,
      'detections/newer.yml': newerForm,
      'macros/some_macro.yml': 'name: some_macro\ndefinition: index=*\ndescription: a macro\n',
    });
    const { rules, faults, ignored } = await loadRules(folder);
    expect(faults).toEqual([]);
    expect(ignored).toEqual([join(folder, 'macros/some_macro.yml')]);
    expect(rules.map(({ id }) => id)).toEqual(['newer', 'older']);
    const [newer, older] = rules;
    expect(older?.search).toBe('`some_macro` action=read | stats count by user src_ip | `example_filter`');
    expect(older?.attack.techniques).toEqual([{ id: 'T1114.002', name: '' }]);
    expect(older?.finding.entities).toEqual({
      users: ['user'],
      mailboxes: [],
      addresses: ['src_ip'],
      clients: [],
    });
    expect(older?.finding.severity.otherwise).toBe('medium');
    expect(older?.finding.risk.otherwise).toBe(42);
    expect(newer?.finding.entities).toEqual({
      users: ['user'],
      mailboxes: [],
      addresses: ['src_ip'],
      clients: ['agent'],
    });
    expect(newer?.finding.severity.otherwise).toBe('critical');
    expect(newer?.version).toBe('7');
  });

  it('loads a single file', async () => {
    put({ 'one.yml': olderForm });
    expect((await loadRules(join(folder, 'one.yml'))).rules).toHaveLength(1);
  });

  it('keeps the good rules and reports all faults of all others, each at its line', async () => {
    put({
      'a-good.yml': olderForm,
      'b-missing.yml': 'id: x\nsearch: index=a\ntags:\n  impact: high\n',
      'c-broken.yml': 'name: x\n  id: [\n',
      'd/rule.yaml':
        'name: D\nid: d\ndescription: d\nsealbreak:\n  id: d\n  search_file: search.spl\n  serach: typo\n',
      'e/rule.yaml':
        'name: E\nid: e\ndescription: e\nsealbreak:\n  id: E E\n  search_file: ../../etc/passwd\n',
      'f/rule.yaml': 'name: F\nid: f\ndescription: f\n',
      'g/rule.yaml':
        'name: G\nid: g\ndescription: g\nsearch: index=a\nsealbreak:\n  id: g\n  search_file: g.spl\n',
      'h/rule.yaml': 'name: H\nid: h\ndescription: h\nsealbreak:\n  id: h\n  search_file: h.spl\n',
      'i/rule.yaml': '- a list\n',
      'j/rule.yaml': '',
    });
    expect(await faultTexts()).toMatchInlineSnapshot(`
      [
        "b-missing.yml:1:1: error[SPL6003]: missing key "name"",
        "b-missing.yml:1:1: error[SPL6003]: missing key "description"",
        "b-missing.yml:4:3: error[SPL6004]: "tags.impact" is wrong: expected number, received string",
        "c-broken.yml:1:7: error[SPL6002]: Nested mappings are not allowed in compact mappings",
        "c-broken.yml:1:7: error[SPL6002]: Implicit keys need to be on a single line",
        "c-broken.yml:3:1: error[SPL6002]: Flow sequence in block collection must be sufficiently indented and end with a ]",
        "d/rule.yaml:7:3: error[SPL6005]: unknown key "sealbreak.serach"",
        "e/rule.yaml:5:3: error[SPL6004]: "sealbreak.id" is wrong: expected lower-case words joined by hyphens",
        "e/rule.yaml:6:3: error[SPL6004]: "sealbreak.search_file" is wrong: expected the name of a .spl file beside the rule",
        "f/rule.yaml:1:1: error[SPL6006]: no search
        hint: give "search", or "sealbreak.search_file" with the name of a file beside the rule",
        "g/rule.yaml:4:1: error[SPL6006]: two searches: "search" and "sealbreak.search_file"
        hint: give "search", or "sealbreak.search_file" with the name of a file beside the rule",
        "h/rule.yaml:6:3: error[SPL6001]: the search "h.spl" cannot be read: there is no such file or folder",
        "i/rule.yaml:1:1: error[SPL6004]: a rule is wrong: expected object, received array",
        "j/rule.yaml:1:1: error[SPL6004]: a rule is wrong: expected object, received null",
      ]
    `);
    expect((await loadRules(folder)).rules.map(({ id }) => id)).toEqual(['a-good']);
  });

  it('points into templates', async () => {
    put({
      'rule.yaml': `name: T
id: t
description: t
search: index=a
sealbreak:
  id: t
  finding:
    severity: { otherwise: high }
    risk: { otherwise: 50 }
    texts:
      - title: '{{A | nope}}'
        why: 'open {{A'
`,
    });
    expect(await faultTexts()).toEqual([
      'rule.yaml:11:9: error[SPL6007]: title: unknown filter "nope"\n  hint: the filters are list, plural, times, duration, client, or',
      'rule.yaml:12:9: error[SPL6007]: why: "{{" is never closed\n  hint: close it with "}}"',
    ]);
  });

  it('says when there is nothing to load', async () => {
    const { faults } = await loadRules(join(folder, 'absent'));
    expect(faults).toMatchObject([
      { code: 'SPL6001', message: 'cannot be read: there is no such file or folder' },
    ]);
  });

  it('stops an alias bomb', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
    );
    put({ 'rule.yaml': `name: &a0 x\n${levels.join('\n')}\nsearch: x\n` });
    expect((await loadRules(folder)).faults).toMatchObject([{ code: 'SPL6002' }]);
  });
});
