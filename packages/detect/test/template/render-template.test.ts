import { describe, expect, it } from 'vitest';
import { templateFilters } from '../../src/template/filters.ts';
import { parseSplunkMessage } from '../../src/template/parse-splunk-message.ts';
import { parseTemplate } from '../../src/template/parse-template.ts';
import { renderTemplate } from '../../src/template/render-template.ts';

const row = {
  UserId: 'gina@example.com',
  One: 1,
  Two: 2,
  Many: 1234567,
  Hours: 16_319.9,
  Days: 172_800,
  Nothing: null,
  Empty: '',
  Ops: ['A', 'B', 'C', 'D', 'E'],
  Clients: ['Client=OWA;Mozilla/5.0;', 'Client=REST;;'],
  'Parameters{}': 'p',
};

function render(text: string): string {
  const { template, faults } = parseTemplate(text);
  expect(faults).toEqual([]);
  return renderTemplate(template, row);
}

describe('templates', () => {
  it.each([
    ['as {{UserId}}.', 'as gina@example.com.'],
    ['{{ UserId }}', 'gina@example.com'],
    ['{{Parameters{}}}', 'p'],
    ['{{Many}}', '1\u202f234\u202f567'],
    ['{{Nothing}}|{{Absent}}|{{constructor}}', '||'],
    ['{{Ops}}', 'A, B, C and 2 more'],
    ['{{Ops | list 4}}', 'A, B, C, D and 1 more'],
    ['{{Ops | list 9}}', 'A, B, C, D and E'],
    ['{{UserId | list 2}}', 'gina@example.com'],
    ['{{One | plural mailbox mailboxes}}', '1 mailbox'],
    ['{{Many | plural mailbox mailboxes}}', '1\u202f234\u202f567 mailboxes'],
    ['{{Nothing | plural mailbox mailboxes}}', '0 mailboxes'],
    ['{{One | times}}, {{Two | times}}, {{Many | times}}', 'once, twice, 1\u202f234\u202f567 times'],
    ['{{One | duration}}, {{Hours | duration}}, {{Days | duration}}', '1 second, 4 hours 31 minutes, 2 days'],
    ['{{Nothing | duration}}{{UserId | duration}}', 'gina@example.com'],
    ['{{Clients | client | list 2}}', 'Mozilla/5.0 and REST'],
    ['{{Nothing | or "no address | known"}}', 'no address | known'],
    ['{{Empty | or none}}{{UserId | or none}}', 'nonegina@example.com'],
  ])('%s', (text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it('prints braces of a value as they are: values are not templates', () => {
    const { template } = parseTemplate('{{A}}');
    expect(renderTemplate(template, { A: '{{UserId}} $x$' })).toBe('{{UserId}} $x$');
  });

  it('cuts an endless value, never inside a character', () => {
    const { template } = parseTemplate('{{A}}');
    expect(renderTemplate(template, { A: 'x'.repeat(201) })).toBe(`${'x'.repeat(200)}…`);
    expect(renderTemplate(template, { A: `${'x'.repeat(199)}😀😀` })).toBe(`${'x'.repeat(199)}…`);
  });

  it.each([
    ['a {{UserId', 2, '"{{" is never closed'],
    ['{{ }}', 0, '"{{ }}" names no column'],
    ['ab {{X | upper}}', 3, 'unknown filter "upper"'],
    ['{{X | constructor}}', 0, 'unknown filter "constructor"'],
    ['{{X | plural one}}', 0, 'filter "plural" does not take 1 arguments'],
    ['{{X | list many}}', 0, 'filter "list" takes a number from 1 to 999, not "many"'],
  ])('refuses %s', (text, offset, message) => {
    expect(parseTemplate(text).faults).toMatchObject([{ offset, message }]);
  });

  it('every filter is documented with an example that parses', () => {
    for (const { doc, example } of Object.values(templateFilters)) {
      expect(doc).toMatch(/\.$/);
      expect(parseTemplate(example.split(' -> ')[0] ?? '').faults).toEqual([]);
    }
  });

  it('reads the messages of public rules', () => {
    const message = parseSplunkMessage('User $UserId$ ran $Ops$ for $9, $$ and $a b$.');
    expect(renderTemplate(message, row)).toBe(
      'User gina@example.com ran A, B, C and 2 more for $9, $$ and $a b$.',
    );
  });
});
