import { utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeInput, identify } from '../../src/index.ts';
import { readOldTime } from '../../src/syslog/old-time.ts';
import { contents, decode, tempDir, tempFile } from '../support/files.ts';

describe('RFC 5424', () => {
  it('gives every part, and what structured data says', async () => {
    const line =
      '<165>1 2026-03-01T22:14:15.003+01:00 host.example app 42 ID47 [ex@1 a="1" a="2" b="x\\"y\\]"][__proto__ k="v"] \ufeffhello [there]';
    const { format, json, notices } = await decode(
      `${line}\n<34>1 2026-03-01T22:14:15Z - - - - -\n120 <13>1 - h p - - - no time\n`,
    );
    expect(format).toBe('syslog');
    expect(json[0]).toMatchObject({
      _time: '2026-03-01T22:14:15.003+01:00',
      sourcetype: 'syslog',
      host: 'host.example',
      facility: 'local4',
      severity: 'notice',
      process: 'app',
      pid: '42',
      message_id: 'ID47',
      message: 'hello [there]',
      _raw: line,
    });
    expect((json[0] as { structured_data: unknown }).structured_data).toMatchObject({
      'ex@1': { a: ['1', '2'], b: 'x"y]' },
    });
    expect(json[1]).toEqual({
      _time: '2026-03-01T22:14:15Z',
      index: 'main',
      sourcetype: 'syslog',
      facility: 'auth',
      severity: 'crit',
      _raw: '<34>1 2026-03-01T22:14:15Z - - - - -',
    });
    expect(notices).toEqual([]);
  });

  it('accounts for every line', async () => {
    const good = '<34>1 2026-03-01T22:14:15Z h p - - - m\n';
    const bad =
      '<999>1 2026-03-01T22:14:15Z h p - - - m\nnothing\n<34>1 - h p - - - m\n<34>1 2026-03-01T22:14:15Z h p - - [cut a="\n';
    const { json, quarantined } = await decode(good.repeat(20) + bad);
    expect(json).toHaveLength(20);
    expect(quarantined.map(({ line, reason }) => [line, reason])).toEqual([
      [21, 'no line of syslog'],
      [22, 'no line of syslog'],
      [23, 'no time that can be read: -'],
      [24, 'no line of syslog'],
    ]);
  });
});

describe('RFC 3164 and files', () => {
  const text = [
    '<38>Dec 31 23:59:58 mx1 sshd[77]: Accepted password for ana',
    'Jan  1 00:00:01 mx1 postfix/smtpd[8]: connect from unknown',
    '2026-01-01T00:00:02.5+00:00 mx1 systemd: started',
  ].join('\n');

  it('take the year from the last change of the file, and say so', async () => {
    const file = tempFile(text);
    const changed = new Date('2026-01-02T00:00:00Z');
    utimesSync(file.path, changed, changed);
    const found = await identify(file);
    if (found.kind === 'skipped') throw new Error(found.reason);
    expect(found).toMatchObject({ format: 'syslog', sure: 'likely' });
    const opened = await decodeInput(found, { spoolDir: tempDir() });
    expect(contents(opened.scans).json).toMatchObject([
      {
        _time: '2025-12-31T23:59:58Z',
        host: 'mx1',
        process: 'sshd',
        pid: '77',
        facility: 'auth',
        message: 'Accepted password for ana',
      },
      { _time: '2026-01-01T00:00:01Z', process: 'postfix/smtpd', pid: '8' },
      { _time: '2026-01-01T00:00:02.5+00:00', process: 'systemd', message: 'started' },
    ]);
    expect(opened.notices).toEqual([
      expect.stringContaining('2025 and 2026 was assumed'),
      'the times of 2 lines say no zone; UTC was assumed',
    ]);
  });

  it.each([
    ['Mar  1 09:08:07', '2026-03-05T00:00:00Z', '2026-03-01T09:08:07Z'],
    ['Mar  6 09:08:07', '2026-03-05T00:00:00Z', '2025-03-06T09:08:07Z'],
    ['Mar  5 20:00:00', '2026-03-05T00:00:00Z', '2026-03-05T20:00:00Z'],
    ['Feb 29 10:00:00', '2027-03-05T00:00:00Z', '2024-02-29T10:00:00Z'],
    ['Mar  1 2020 09:08:07', '2026-03-05T00:00:00Z', '2020-03-01T09:08:07Z'],
    ['Feb 30 10:00:00', '2026-03-05T00:00:00Z', null],
    ['Foo  1 10:00:00', '2026-03-05T00:00:00Z', null],
    ['Mar  1 25:00:00', '2026-03-05T00:00:00Z', null],
  ])('%s in a file of %s', (time, change, iso) => {
    expect(readOldTime(time, Date.parse(change))?.iso ?? null).toBe(iso);
  });

  it.each([
    [
      'a log of another kind',
      '2026-03-01T10:00:00Z INFO server: started\n2026-03-01T10:00:01Z WARN pool: full\n',
    ],
    ['a text', 'Mar 1 was a fine day.\nNothing happened: nothing at all.\n'],
  ])('are not seen in %s', async (_, content) => {
    expect(await identify(tempFile(content))).toMatchObject({ kind: 'skipped', format: 'text' });
  });
});
