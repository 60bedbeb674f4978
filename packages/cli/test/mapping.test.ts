import { afterAll, expect, it } from 'vitest';
import { runCli, testFolder } from './run-cli.ts';

const folder = testFolder();
afterAll(() => folder.remove());

const doors = folder.file('doors.csv', 'seen;who\n01.03.2026 09:08;ana\n01.03.2026 10:08;bob\nsoon;eve\n');

it('columns of any kind are searched by their time and sourcetype', async () => {
  const options = [
    '--sourcetype',
    'door',
    '--time-field',
    'seen',
    '--time-format',
    '%d.%m.%Y %H:%M',
    '--format',
    'csv',
  ];
  const spl = 'sourcetype=door | table _time who _raw';
  const { code, out, err } = await runCli([
    'search',
    spl,
    doors,
    ...options,
    '--since',
    '2026-03-01T10:00:00',
  ]);
  expect(code).toBe(0);
  expect(out).toBe('_time,who,_raw\r\n1772359680,bob,01.03.2026 10:08;bob\r\n');
  expect(err).toContain('doors.csv:4: the time field seen is no time: "soon"');
});

it('the configuration says the same for good', async () => {
  folder.file(
    'sealbreak.yaml',
    'inputs:\n  - glob: doors.*\n    sourcetype: door\n    time_field: seen\n    time_format: "%d.%m.%Y %H:%M"\n    fields: { who: user }\n',
  );
  const options = ['doors.csv', '--format', 'json'];
  const search = await runCli(['search', 'sourcetype=door | stats count by user', ...options], {
    cwd: folder.path,
  });
  expect(JSON.parse(search.out)).toMatchObject([{ user: 'ana' }, { user: 'bob' }]);
  const identify = await runCli(['identify', ...options], { cwd: folder.path });
  expect(JSON.parse(identify.out)).toMatchObject([{ format: 'mapped', sourcetypes: ['door'] }]);
});

it('a time format that is none is refused', async () => {
  const wrong = await runCli(['search', 'index=*', doors, '--time-field', 'seen', '--time-format', '%Q']);
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('%Q') });
  const config = folder.file('wrong.yaml', 'inputs:\n  - glob: x\n    time_format: "%Q"\n');
  const inFile = await runCli(['search', 'index=*', doors, '--config', config]);
  expect(inFile).toMatchObject({ code: 2, err: expect.stringContaining('wrong.yaml:3') });
});
