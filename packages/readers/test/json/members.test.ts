import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactJson } from '../../src/json/json-text.ts';
import { joinMembers, memberText, scanMembers } from '../../src/json/members.ts';

const object = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 6 });

describe('scanMembers', () => {
  it('cuts any object into its members', () => {
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const members = scanMembers(text);
        expect(members.map(({ key }) => key)).toEqual(Object.keys(JSON.parse(text)));
        expect(JSON.parse(joinMembers(members))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('gives the members before a cut, each whole', () => {
    fc.assert(
      fc.property(object, fc.nat(200), (value, length) => {
        const text = JSON.stringify(value).slice(0, length);
        const rest = JSON.parse(joinMembers(scanMembers(text)));
        expect(JSON.parse(JSON.stringify(value))).toMatchObject(rest);
      }),
    );
  });

  it('keeps the text of values', () => {
    expect(memberText('{"a": 1.00 , "b":{"a":2}, "a": 1e5}', 'a')).toBe('1e5');
    expect(memberText('{"a": 1.00 }', 'a')).toBe('1.00');
    expect(memberText('{"a": 1}', 'b')).toBeUndefined();
  });
});

it('compactJson takes out white space only', () => {
  fc.assert(
    fc.property(object, (value) => {
      expect(compactJson(Buffer.from(JSON.stringify(value, null, 3))).toString()).toBe(JSON.stringify(value));
    }),
  );
});
