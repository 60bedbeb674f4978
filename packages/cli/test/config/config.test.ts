import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli, testFolder } from '../run-cli.ts';

const folder = testFolder();
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  folder.remove();
});

const macro = (value: string): string => `[answer]\ndefinition = "${value}"\n`;
const search = ['search', '| makeresults | eval a=`answer` | table a', '--format', 'csv', '--quiet'];

/** A folder with a configuration file, as working directory. */
function place(name: string, config: string): string {
  const path = join(folder.path, name);
  mkdirSync(path);
  writeFileSync(join(path, 'sealbreak.yaml'), config);
  return path;
}

/** As ClickHouse says it: the client takes the code from the text. */
const refusal =
  'Code: 516. DB::Exception: ana: Authentication failed. (AUTHENTICATION_FAILED) (version 25.8)';

interface SeenRequest {
  readonly user: unknown;
  readonly password: unknown;
  readonly database: string | null;
}

/** A server that refuses everything and remembers who asked. */
async function refusing(): Promise<{ readonly url: string; readonly seen: SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const [user, password] = Buffer.from(
      String(request.headers.authorization).replace('Basic ', ''),
      'base64',
    )
      .toString('utf8')
      .split(':');
    const database = new URL(request.url ?? '/', 'http://h').searchParams.get('database');
    seen.push({ user, password, database });
    response.writeHead(403, { 'X-ClickHouse-Exception-Code': '516' }).end(refusal);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

describe('the configuration of a command', () => {
  it('is sealbreak.yaml of the working directory, or the file of --config', async () => {
    const cwd = place('usual', 'macros: from-file.conf\n');
    writeFileSync(join(cwd, 'from-file.conf'), macro('usual'));
    expect((await runCli(search, { cwd })).out).toBe('a\r\nusual\r\n');
    const other = place('other', 'macros: [other.conf]\n');
    writeFileSync(join(other, 'other.conf'), macro('other'));
    const named = [...search, '--config', join(other, 'sealbreak.yaml')];
    expect((await runCli(named, { cwd })).out).toBe('a\r\nother\r\n');
  });

  it('of the working directory is told where a person looks on', async () => {
    const cwd = place('told', 'threads: 1\n');
    const args = search.filter((arg) => arg !== '--quiet').map((arg) => arg.replace('`answer`', '1'));
    expect((await runCli(args, { cwd })).err).toContain('using sealbreak.yaml of this folder');
    expect((await runCli(['explain', '| makeresults', '--stage', 'sql'], { cwd })).err).toBe('');
  });

  it('that is wrong stops the command with line and key', async () => {
    const cwd = place('wrong', 'threads: 1\nengines: duckdb\n');
    const { code, err } = await runCli(search, { cwd });
    expect(code).toBe(2);
    expect(err).toContain('sealbreak.yaml:2:1: unknown key "engines"');
    expect(err).toContain('docs/configuration.md');
  });

  it('gives way to the environment, and both to the command line', async () => {
    const [file, variable, line] = [await refusing(), await refusing(), await refusing()];
    const cwd = place(
      'order',
      `engine: clickhouse\nclickhouse:\n  url: ${file.url}\n  database: a\n  user_file: user\n  password_file: pass\n`,
    );
    writeFileSync(join(cwd, 'user'), 'ana\n');
    writeFileSync(join(cwd, 'pass'), 'p w\n');
    const ask = ['search', '| makeresults', '--quiet'];
    const { code, err } = await runCli(ask, { cwd });
    expect(code).toBe(1);
    expect(err).toContain('refused the login');
    expect(err).not.toContain('p w');
    expect(file.seen[0]).toEqual({ user: 'ana', password: 'p w', database: 'a' });
    const env = { CLICKHOUSE_URL: variable.url, CLICKHOUSE_USER: 'ben', CLICKHOUSE_DATABASE: 'b' };
    await runCli(ask, { cwd, env });
    expect(variable.seen[0]).toEqual({ user: 'ben', password: 'p w', database: 'b' });
    await runCli([...ask, '--clickhouse-url', line.url, '--clickhouse-database', 'c'], { cwd, env });
    expect(line.seen[0]).toEqual({ user: 'ben', password: 'p w', database: 'c' });
    expect((await runCli([...ask, '--engine', 'duckdb'], { cwd })).code).toBe(0);
  });

  const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
  it.skipIf(!hasOpenssl)(
    'names the authority that signed the certificate of a server (needs openssl)',
    async () => {
      const cwd = place('tls', 'engine: clickhouse\nclickhouse:\n  ca_file: ca.pem\n');
      const [key, cert] = [join(cwd, 'key.pem'), join(cwd, 'ca.pem')];
      const request = [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
      ];
      const names = ['-addext', 'subjectAltName=IP:127.0.0.1'];
      execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
      const tls = createTlsServer(
        { key: readFileSync(key), cert: readFileSync(cert) },
        (_request, response) => {
          response.writeHead(403, { 'X-ClickHouse-Exception-Code': '516' }).end(refusal);
        },
      );
      servers.push(tls as unknown as Server);
      await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
      const env = { CLICKHOUSE_URL: `https://127.0.0.1:${(tls.address() as AddressInfo).port}` };
      const ask = ['search', '| makeresults', '--quiet'];
      expect((await runCli(ask, { cwd, env })).err).toContain('refused the login');
      const strange = await runCli([...ask, '--engine', 'clickhouse'], { cwd: folder.path, env });
      expect(strange.err).toMatch(/could not be reached.*certificate/);
    },
  );
});
