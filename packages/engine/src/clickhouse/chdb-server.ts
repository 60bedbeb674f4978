import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { EngineError, engineErrorCatalogue } from '../engine-error.ts';

/** The part of chdb that is used: ClickHouse's engine in this process. */
interface ChdbSession {
  query(statement: string, format: string): string;
  cleanup(): void;
}

export interface ChdbServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** True where the development dependency is installed with a library for this machine. */
export function hasChdb(): boolean {
  try {
    loadChdb();
    return true;
  } catch {
    return false;
  }
}

function loadChdb(): { readonly Session: new () => ChdbSession } {
  return createRequire(import.meta.url)('chdb') as { readonly Session: new () => ChdbSession };
}

/**
 * Serves chdb on the loopback interface in ClickHouse's HTTP protocol, as far as the client speaks it, so that a run
 * without a server takes the very path of a run with one. One query at a time, as chdb holds one session a process.
 */
export async function openChdbServer(): Promise<ChdbServer> {
  let session: ChdbSession;
  try {
    session = new (loadChdb().Session)();
  } catch (cause) {
    throw new EngineError('ENG4105', engineErrorCatalogue.ENG4105, {
      cause,
      hint: 'install it with npm i -D chdb@3.4.0 (500 MB; Linux and macOS), or name a server with --clickhouse-url',
    });
  }
  const answer = answering(session);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'X-ClickHouse-Exception-Code': '1' }).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closed(server, session) };
}

function closed(server: Server, session: ChdbSession): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      session.cleanup();
      resolve();
    });
  });
}

/** Parameters of a request that are no settings. */
const ownParameters: ReadonlySet<string> = new Set([
  'query',
  'query_id',
  'database',
  'session_id',
  'default_format',
  'role',
  'wait_end_of_query',
]);

function answering(
  session: ChdbSession,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let applied = '';
  const applySettings = (parameters: URLSearchParams): void => {
    const settings = [...parameters].filter(
      ([name]) => !ownParameters.has(name) && /^[a-z0-9_]+$/.test(name),
    );
    const statement = settings.map(([name, value]) => `${name} = '${escaped(value)}'`).join(', ');
    if (statement !== '' && statement !== applied) session.query(`SET ${statement}`, 'TSV');
    applied = statement;
  };
  return async (request, response) => {
    const body = await bodyOf(request);
    const parameters = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
    const given = parameters.get('query');
    try {
      applySettings(parameters);
      const statement = given === null ? body : `${given}\n${body}`;
      // A ping, or an insert of nothing, which chdb refuses.
      const isIdle = statement.trim() === '' || (given?.startsWith('INSERT') === true && body === '');
      const text = isIdle ? 'Ok.\n' : session.query(statement, 'TabSeparated');
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=UTF-8' }).end(text);
    } catch (error) {
      const message = (error instanceof Error ? error.message : String(error)).replace(/^Query failed: /, '');
      const code = /Code: (\d+)/.exec(message)?.[1] ?? '1000';
      response.writeHead(500, { 'X-ClickHouse-Exception-Code': code }).end(message);
    }
  };
}

function escaped(value: string): string {
  return value.replace(/[\\']/g, '\\$&');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
