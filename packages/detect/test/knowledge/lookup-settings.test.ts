import { describe, expect, it } from 'vitest';
import { parseConf } from '../../src/knowledge/conf.ts';
import { lookupStanzas } from '../../src/knowledge/lookup-settings.ts';
import { parseMatchType } from '../../src/knowledge/match-type.ts';

describe('lookupStanzas', () => {
  it('reads how a table is matched', () => {
    const text = `
[users_lookup]
filename = users.csv
match_type = WILDCARD(user), cidr( src )
case_sensitive_match = false
max_matches = 5
min_matches = 1
default_match = unknown

[an_extraction]
REGEX = (.*)

[plain]
filename = plain.csv
`;
    expect(lookupStanzas(parseConf(text))).toEqual([
      {
        name: 'users_lookup',
        filename: 'users.csv',
        refused: null,
        settings: {
          match: [
            { field: 'user', type: 'WILDCARD' },
            { field: 'src', type: 'CIDR' },
          ],
          caseSensitive: false,
          maxMatches: 5,
          minMatches: 1,
          defaultMatch: 'unknown',
        },
      },
      { name: 'plain', filename: 'plain.csv', refused: null, settings: { match: [] } },
    ]);
  });

  it('refuses what no CSV file gives, and settings that cannot be read', () => {
    const text = `
[script]
external_cmd = dns.py
[store]
collection = c
external_type = kvstore
[timed]
filename = t.csv
time_field = t
[odd]
filename = odd.csv
max_matches = many
`;
    expect(lookupStanzas(parseConf(text)).map(({ name, refused }) => [name, refused])).toEqual([
      ['script', 'a script gives its rows'],
      ['store', 'a KV store gives its rows'],
      ['timed', 'it is matched by time'],
      ['odd', 'its max_matches cannot be read'],
    ]);
  });
});

describe('parseMatchType', () => {
  it.each([
    ['', []],
    ['EXACT(a) WILDCARD(b c)', [{ field: 'b c', type: 'WILDCARD' }]],
    ['CIDR(a),', [{ field: 'a', type: 'CIDR' }]],
    ['WILDCARD()', null],
    ['LIKE(a)', null],
    ['WILDCARD(a) b', null],
  ])('%j', (text, expected) => {
    expect(parseMatchType(text)).toEqual(expected);
  });
});
