import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../src/json/json-object.ts';
import { decode } from '../support/files.ts';
import { ndjson } from '../support/records.ts';

const AUTHORIZE = {
  type: 'auth',
  name: 'authorize',
  parameters: [
    { name: 'client_id', value: '123.apps.example' },
    { name: 'scope', multiValue: ['https://mail.google.com/', 'openid'] },
  ],
};
const REVOKE = {
  type: 'auth',
  name: 'revoke',
  parameters: [{ name: 'client_id', value: '123.apps.example' }],
};
const SHARED = {
  kind: 'admin#reports#activity',
  id: {
    time: '2026-03-02T09:14:07.119Z',
    uniqueQualifier: '-5224040487274219132',
    applicationName: 'token',
    customerId: 'C01',
  },
  actor: { email: 'bob@example.com', profileId: '1' },
  ipAddress: '203.0.113.9',
};

const eventOf = (event: unknown) => ({
  _time: '2026-03-02T09:14:07.119Z',
  index: 'gws',
  sourcetype: 'gws:reports:token',
  ...SHARED,
  event,
  _sealbreak_id: expect.any(String),
  _raw: JSON.stringify({ ...SHARED, event }),
});
const idsOf = (records: readonly unknown[]) =>
  records.map((record) => (isJsonObject(record) ? record['_sealbreak_id'] : undefined));

describe('activities of Google Workspace', () => {
  it.each([
    ['a list', JSON.stringify([{ ...SHARED, events: [AUTHORIZE, REVOKE] }], null, 2)],
    ['a response of the API', JSON.stringify({ items: [{ ...SHARED, events: [AUTHORIZE, REVOKE] }] })],
    ['lines', ndjson([{ ...SHARED, events: [AUTHORIZE, REVOKE] }])],
    [
      'one event each, as Elastic splits them',
      ndjson([AUTHORIZE, REVOKE].map((events) => ({ ...SHARED, events }))),
    ],
    [
      'one event each, as the add-on of Splunk writes them',
      ndjson([AUTHORIZE, REVOKE].map((event) => ({ ...SHARED, event }))),
    ],
    [
      'the text in a Splunk export',
      ndjson([AUTHORIZE, REVOKE].map((event) => ({ _raw: JSON.stringify({ ...SHARED, event }) }))),
    ],
  ])('give an event each: %s', async (_name, content) => {
    const decoded = await decode(content);
    expect(decoded).toMatchObject({ records: 2, quarantinedCount: 0, o365: [] });
    expect(decoded.json).toEqual([eventOf(AUTHORIZE), eventOf(REVOKE)]);
  });

  it('have one identity in every export', async () => {
    const whole = await decode(ndjson([{ ...SHARED, events: [AUTHORIZE, REVOKE, REVOKE] }]));
    const split = await decode(ndjson([AUTHORIZE, REVOKE].map((events) => ({ ...SHARED, events }))));
    const ids = idsOf(whole.json);
    expect(new Set(ids).size).toBe(3);
    expect(idsOf(split.json)).toEqual(ids.slice(0, 2));
  });

  it('have none without a qualifier', async () => {
    const { uniqueQualifier: _, ...id } = SHARED.id;
    const decoded = await decode(ndjson([{ ...SHARED, id, events: [REVOKE] }]));
    expect(idsOf(decoded.json)).toEqual([undefined]);
  });

  it('may have their parameters as a map, as Panther writes them', async () => {
    const { type, name } = AUTHORIZE;
    const parameters = { client_id: 'a', num_response_bytes: 12, is_x: true, scope: ['s'], more: { a: 1 } };
    const decoded = await decode(ndjson([{ log: { ...SHARED, type, name, parameters } }]));
    expect(decoded.format).toBe('google-json');
    expect(decoded.json).toMatchObject([
      {
        sourcetype: 'gws:reports:token',
        event: {
          name,
          parameters: [
            { name: 'client_id', value: 'a' },
            { name: 'num_response_bytes', intValue: 12 },
            { name: 'is_x', boolValue: true },
            { name: 'scope', multiValue: ['s'] },
            { name: 'more', messageValue: { a: 1 } },
          ],
        },
      },
    ]);
  });

  it.each([[{ events: [] }], [{ events: ['x'] }], [{ events: 'x' }], [{}]])(
    'without events stay the object that they are: %j',
    async (rest) => {
      const decoded = await decode(ndjson([{ ...SHARED, ...rest }]));
      expect(decoded.json).toEqual([{ ...SHARED, ...rest }]);
    },
  );
});
