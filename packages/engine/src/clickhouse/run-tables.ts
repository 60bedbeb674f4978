import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { clickhouse, type Sql, sql } from '@sealbreak/spl';
import type { Server } from './server.ts';

/**
 * Tables of a run are called `sealbreak_run_<time>_<machine>_<process>_<random>_<number>`: what a killed run left behind
 * is known by its name, and so is whether that run can still be alive.
 */
const nameForm =
  /^sealbreak_run_(?<time>\d{1,12})_(?<machine>[0-9a-f]{12})_(?<process>\d{1,10})_[0-9a-f]{8}_\d+$/;

/** No command runs for so long. By the clock of the server, which no two runs disagree on. */
const deadAfterSeconds = 7 * 86_400;

/**
 * Drops the tables of runs that are certainly dead, and gives the beginning of the names of this run's. Housekeeping is no
 * reason for a search to fail: a user who may not look or drop leaves it to others.
 */
export async function startRun(server: Server): Promise<Sql> {
  const machine = machineId();
  const random = randomBytes(4).toString('hex');
  let now = Math.floor(Date.now() / 1000);
  try {
    const list = sql`SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'Memory' AND startsWith(name, 'sealbreak_run_')`;
    const statement = sql`SELECT toUnixTimestamp(now()), groupArray(name) FROM (${list})`;
    const names: string[] = [];
    for await (const { rows } of server.stream(statement)) {
      for (const [time, found] of rows) {
        now = Number(time);
        names.push(...(typeof found === 'object' ? (found ?? []) : [String(found)]));
      }
    }
    for (const name of names.filter((each) => isDead(each, now, machine)))
      await server.run(sql`DROP TABLE IF EXISTS ${clickhouse.quoteIdentifier(name)}`);
  } catch {
    // The next run tries again.
  }
  const owner = machine ?? randomBytes(6).toString('hex');
  return { kind: 'sql', text: `sealbreak_run_${now}_${owner}_${process.pid}_${random}` };
}

function isDead(name: string, now: number, machine: string | null): boolean {
  const parts = nameForm.exec(name)?.groups;
  if (!parts) return false;
  if (now - Number(parts['time']) > deadAfterSeconds) return true;
  return parts['machine'] === machine && !isRunning(Number(parts['process']));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Where process numbers mean the same: one start of one machine, one name space of processes. Null where nobody can say. */
export function machineId(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    const space = readlinkSync('/proc/self/ns/pid');
    return createHash('sha256').update(`${boot} ${space}`).digest('hex').slice(0, 12);
  } catch {
    return null;
  }
}
