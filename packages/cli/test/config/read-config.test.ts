import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { testFolder } from '../run-cli.ts';

const folder = testFolder();
afterAll(() => folder.remove());

async function failureOf(text: string): Promise<string> {
  const file = folder.file('bad.yaml', text);
  try {
    await readConfig(file);
  } catch (error) {
    return String(error).replaceAll(file, 'FILE');
  }
  throw new Error('nothing failed');
}

describe('a configuration file', () => {
  it('gives values by the names of options, with paths from its own folder', async () => {
    const text = `
engine: clickhouse
clickhouse:
  url: https://ch.example:8443
  database: audit
  cluster: main
  ca_file: ca.pem
  user_file: /run/secrets/user
  password_file: secrets/password
memory: 512
threads: 2
macros: macros.conf
lookups: [a.csv, b]
`;
    expect(await readConfig(folder.file('good.yaml', text))).toEqual({
      engine: 'clickhouse',
      clickhouseUrl: 'https://ch.example:8443',
      clickhouseDatabase: 'audit',
      cluster: 'main',
      clickhouseCa: join(folder.path, 'ca.pem'),
      clickhouseUserFile: '/run/secrets/user',
      clickhousePasswordFile: join(folder.path, 'secrets/password'),
      memory: 512,
      threads: 2,
      macros: [join(folder.path, 'macros.conf')],
      lookups: [join(folder.path, 'a.csv'), join(folder.path, 'b')],
    });
  });

  it.each(['', '# nothing yet\n'])('may say nothing: %j', async (text) => {
    expect(await readConfig(folder.file('empty.yaml', text))).toEqual({});
  });

  it('with mistakes names line and key of each', async () => {
    const failure = await failureOf('engine: sqlite\nclickhouse:\n  urll: x\nmemory: lots\n');
    expect(failure).toContain('FILE:1:1: "engine" is wrong');
    expect(failure).toContain('FILE:3:3: unknown key "clickhouse.urll"');
    expect(failure).toContain('FILE:4:1: "memory" is wrong');
  });

  it.each([
    ['password: hunter2\n', 'FILE:1:1: unknown key "password"'],
    ['clickhouse:\n  password: hunter2\n', 'FILE:2:3: unknown key "clickhouse.password"'],
    [
      'clickhouse:\n  url: https://ana:hunter2@ch:8443\n',
      'FILE:2:3: "clickhouse.url" is wrong: it holds a login',
    ],
  ])('holds no login: %j', async (text, expected) => {
    const failure = await failureOf(text);
    expect(failure).toContain(expected);
    expect(failure).not.toContain('hunter2');
  });

  it.each([
    ['memory: 8\n', 'FILE:1:1: "memory" is wrong'],
    ['threads: 0\n', 'FILE:1:1: "threads" is wrong'],
    ['clickhouse:\n  cluster: "a b; DROP"\n', 'FILE:2:3: "clickhouse.cluster" is wrong: a name of letters'],
    [
      'clickhouse:\n  url: tcp://h:9000\n',
      'FILE:2:3: "clickhouse.url" is wrong: write it as https://host:8443',
    ],
    ['macros: [1]\n', 'FILE:1:1: "macros" is wrong'],
    ['- a\n', 'FILE:1:1: the configuration is wrong'],
    ['a: [\n', 'FILE:2:1: '],
    ['engine: duckdb\nengine: duckdb\n', 'FILE:2:1: '],
  ])('is refused: %j', async (text, expected) => {
    expect(await failureOf(text)).toContain(expected);
  });

  it('that is not there is an error', async () => {
    await expect(readConfig(join(folder.path, 'none.yaml'))).rejects.toThrow('cannot be read');
  });
});
