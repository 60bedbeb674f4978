import { describe, expect, it } from 'vitest';
import { buildRule } from '../../src/rules/build-rule.ts';
import { checkSchema } from '../../src/rules/check-schema.ts';
import { lintRules } from '../../src/rules/lint-rules.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { readRuleDocument } from '../../src/rules/rule-document.ts';

function makeRule(yaml: string, file = 'x/rule.yaml', searchFile = file): Rule {
  const document = readRuleDocument(yaml, file);
  const { keys, faults } = checkSchema(document);
  if (!keys) throw new Error(faults.map(({ message }) => message).join());
  return buildRule(keys, document, { text: keys.search ?? '', file: searchFile }, 'x').rule;
}

const own = makeRule(`name: X
id: one
description: x
search: "index=a\\n| badcommand"
sealbreak:
  id: x
  columns:
    - { name: UserId, meaning: who }
  samples:
    match: { file: match.ndjson, rows: 1 }
  finding:
    severity: { column: Level, otherwise: low }
    risk: { otherwise: 10 }
    key: [UserId]
    texts:
      - title: '{{User}}'
        why: '{{UserId}}'
`);

describe('lintRules', () => {
  it('finds columns that the rule does not list, and missing texts', () => {
    const found = lintRules([own]).map(({ code, severity, message }) => `${severity} ${code} ${message}`);
    expect(found).toEqual([
      'error SPL6010 the finding uses the column "Level"',
      'error SPL6010 the finding uses the column "User"',
      'warning SPL6013 "sealbreak.attack.techniques" is missing or empty',
      'warning SPL6013 "sealbreak.logic" is missing or empty',
      'warning SPL6013 "sealbreak.data_sources" is missing or empty',
      'warning SPL6013 "sealbreak.false_positives" is missing or empty',
      'warning SPL6013 "sealbreak.limits" is missing or empty',
      'warning SPL6013 "sealbreak.samples.no_match" is missing or empty',
    ]);
  });

  it('finds ids that clash', () => {
    const other = { ...own, file: 'y/rule.yaml' };
    const clashes = lintRules([own, other]).filter(({ code }) => code === 'SPL6008');
    expect(clashes.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      'y/rule.yaml: the id "x" belongs to x/rule.yaml',
      'y/rule.yaml: the uuid "one" belongs to x/rule.yaml',
    ]);
  });

  it('wants the folder to be called like the rule', () => {
    const found = lintRules([{ ...own, file: 'rules/y/rule.yaml' }]).filter(({ code }) => code === 'SPL6009');
    expect(found.map(({ message }) => message)).toEqual(['the id "x" is not the name of the folder, "y"']);
  });

  it('reads samples', () => {
    const check = (text: string | null) =>
      lintRules([own], { readSample: () => text })
        .filter(({ code }) => code === 'SPL6011')
        .map(({ message }) => message);
    expect(check('{"a":1}\n')).toEqual([]);
    expect(check(null)).toEqual(['the sample "match.ndjson" cannot be read']);
    expect(check('{"a":1}\n[1]\n')).toEqual(['line 2 of the sample "match.ndjson" is no JSON object']);
  });

  it('turns what the compiler says into faults, at the place in the search', () => {
    const checkSearch = () =>
      [
        { code: 'SPL1001', severity: 'error', span: { start: 10, end: 20 }, message: 'unknown command' },
      ] as const;
    const place = (rule: Rule) => lintRules([rule], { checkSearch }).filter(({ code }) => code === 'SPL6012');
    expect(place(own)).toMatchObject([
      { file: 'x/rule.yaml', line: 1, message: 'SPL1001: unknown command (at 2:3 of the search)' },
    ]);
    expect(place({ ...own, searchFile: 'x/search.spl' })).toMatchObject([
      { file: 'x/search.spl', line: 2, column: 3, message: 'SPL1001: unknown command' },
    ]);
  });
});
