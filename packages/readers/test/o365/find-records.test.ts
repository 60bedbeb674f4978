import { describe, expect, it } from 'vitest';
import { canonicalRecord } from '../../src/o365/canonical-record.ts';
import { findRecords } from '../../src/o365/find-records.ts';
import { canonicalKey } from '../../src/o365/keys.ts';
import { SALVAGED_KEY } from '../../src/o365/salvage.ts';
import { auditRecord } from '../support/records.ts';

function find(object: Readonly<Record<string, unknown>>, text = JSON.stringify(object)) {
  return findRecords({ object, text: () => text });
}

const record = auditRecord(1);
const text = JSON.stringify(record);

describe('findRecords', () => {
  it('prefers the record inside to columns around it', () => {
    const [found] = find({ Operation: 'x', Workload: 'Exchange', CreationTime: 'y', AuditData: text });
    expect(found).toMatchObject({ kind: 'o365', carrier: 'audit-data', record: { Id: record['Id'] } });
  });

  it('does not look into a record that uses the name of a wrapper for itself', () => {
    const odd = { Operation: 'x', Workload: 'Yammer', result: { Operation: 'inner', Workload: 'y' } };
    expect(find(odd)).toMatchObject([{ kind: 'o365', carrier: 'self', record: odd }]);
  });

  it('takes any object under o365audit and AuditData, whatever it holds', () => {
    for (const key of ['o365audit', 'AuditData', 'auditData']) {
      expect(find({ [key]: { ClientIP: '192.0.2.1', CreationTime: '2026-03-01T10:00:07' } })).toMatchObject([
        { kind: 'o365' },
      ]);
    }
    expect(find({ RawEventData: { Name: 'no audit record' } })).toMatchObject([{ kind: 'json' }]);
  });

  it('keeps the spelling of numbers inside a wrapper', () => {
    const [found] = find({ AuditData: {} }, '{"AuditData": {"Operation":"x", "Size": 1156492.00}}');
    expect(found).toMatchObject({ text: '{"Operation":"x", "Size": 1156492.00}' });
  });

  it('takes the object if the original text beside it is broken', () => {
    const [found] = find({ event: { original: '{"Operation": "x" broken' }, o365audit: record });
    expect(found).toMatchObject({ kind: 'o365', record, salvaged: false });
  });

  it('gives a Splunk multi-value cell once when its values are the same, else each', () => {
    expect(find({ AuditData: `${text}\n${text}` })).toHaveLength(1);
    expect(find({ AuditData: `${text}\n${JSON.stringify(auditRecord(2))}` })).toHaveLength(2);
  });

  it('salvages what is left of a record that was cut off', () => {
    const torn = text.slice(0, text.indexOf('"Parameters"') + 30);
    const [found] = find({ AuditData: '', _raw: `"x","${torn.replaceAll('"', '""')}` });
    const { Parameters: _, ...rest } = record;
    expect(found).toMatchObject({ kind: 'o365', salvaged: true, record: { ...rest, [SALVAGED_KEY]: true } });
    expect(found?.kind === 'o365' && 'Parameters' in found.record).toBe(false);
  });

  it('calls a record that is cut off before its operation a fault', () => {
    expect(find({ AuditData: '{"CreationTime":"2026-03-0' })).toMatchObject([{ kind: 'fault' }]);
    expect(find({ AuditData: '' })).toMatchObject([
      { kind: 'fault', reason: 'AuditData is empty or holds no record' },
    ]);
  });

  it('leaves a plain message that only begins like JSON alone', () => {
    expect(find({ message: '{oops', level: 'info' })).toMatchObject([{ kind: 'json' }]);
  });

  it('does not go deeper than a few wrappers', () => {
    let nested: Record<string, unknown> = record;
    for (let depth = 0; depth < 20; depth += 1) nested = { event: nested };
    expect(find(nested)).toMatchObject([{ kind: 'json' }]);
  });

  it('is not fooled by names of the prototype', () => {
    expect(
      find(JSON.parse('{"__proto__": {"Operation":"x","Workload":"y"}, "constructor": 1}')),
    ).toMatchObject([{ kind: 'json' }]);
  });
});

describe('canonicalRecord', () => {
  it('leaves a regular record as it is', () => {
    expect(canonicalRecord(record, text, null)).toEqual({ kind: 'as-is' });
  });

  it('renames all names of a record that an export re-cased, and no others', () => {
    const lower = {
      creationtime: '2026-03-01 10:00:07',
      operation: 'x',
      userid: 'u',
      clientip: 'i',
      myownname: 1,
    };
    const canonical = canonicalRecord(lower, JSON.stringify(lower), null);
    expect(canonical.kind === 'rewritten' && JSON.parse(canonical.text)).toEqual({
      CreationTime: '2026-03-01 10:00:07',
      Operation: 'x',
      UserId: 'u',
      ClientIP: 'i',
      myownname: 1,
    });
    const own = { ...record, status: 'success', user: 'x' };
    expect(canonicalRecord(own, JSON.stringify(own), null)).toEqual({ kind: 'as-is' });
  });

  it('takes the time of the wrapper only when the record has none', () => {
    const { CreationTime: _, ...timeless } = record;
    const canonical = canonicalRecord(timeless, JSON.stringify(timeless), {
      CreationDate: '5/18/2021 9:13:33 PM',
    });
    expect(canonical).toMatchObject({ kind: 'rewritten', timeFromWrapper: true });
    expect(canonical.kind === 'rewritten' && JSON.parse(canonical.text)).toEqual({
      CreationTime: '2021-05-18T21:13:33Z',
      ...timeless,
    });
    const wrong = { ...record, CreationTime: 'soon' };
    expect(canonicalRecord(wrong, JSON.stringify(wrong), { CreationDate: '2021-05-18' })).toEqual({
      kind: 'fault',
      reason: 'CreationTime is no time: "soon"',
    });
    expect(canonicalRecord(timeless, JSON.stringify(timeless), {})).toEqual({
      kind: 'fault',
      reason: 'no CreationTime',
    });
  });

  it('replaces half a surrogate pair, and only that', () => {
    const odd =
      '{"CreationTime":"2026-03-01T10:00:07","a":"\\ud83d","b":"\\ud83d\\ude00","c":"\\\\ud83d","d":"\\ude00"}';
    const canonical = canonicalRecord(JSON.parse(odd), odd, null);
    expect(canonical).toMatchObject({
      text: '{"CreationTime":"2026-03-01T10:00:07","a":"\\ufffd","b":"\\ud83d\\ude00","c":"\\\\ud83d","d":"\\ufffd"}',
    });
  });
});

it('canonicalKey knows names in any letter case', () => {
  expect(['mailboxownerupn', 'CLIENTIPADDRESS', 'Id', 'unheard'].map(canonicalKey)).toEqual([
    'MailboxOwnerUPN',
    'ClientIPAddress',
    'Id',
    'unheard',
  ]);
});
