import type { Database } from '../database.ts';
import type { Engine } from '../engine.ts';
import { type ChdbServer, openChdbServer } from './chdb-server.ts';
import { clickhouseEngine } from './clickhouse-engine.ts';
import { startRun } from './run-tables.ts';
import { openServer, type Server, type ServerOptions } from './server.ts';

/** See `openEngine`. Without a URL the server is chdb on the loopback interface. */
export async function openClickhouse(
  options: Partial<ServerOptions>,
  reading: Engine,
  database: Database,
): Promise<Engine> {
  const { url } = options;
  if (url !== undefined) {
    const server = await openServer({ ...options, url });
    return clickhouseEngine(server, await startRun(server), reading, database);
  }
  const chdb = await openChdbServer();
  try {
    // Nobody logs in to a server of one's own process.
    const server = await openServer({ url: chdb.url, user: 'default', password: '' });
    return clickhouseEngine(closingToo(server, chdb), await startRun(server), reading, database);
  } catch (error) {
    await chdb.close();
    throw error;
  }
}

function closingToo(server: Server, chdb: ChdbServer): Server {
  return {
    ...server,
    close: async () => {
      await server.close();
      await chdb.close();
    },
  };
}
