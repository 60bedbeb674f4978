import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const gnuTime = '/usr/bin/time';
const hasGnuTime = existsSync(gnuTime);

/** Where peak memory and processor time come from; printed with the results. */
export const memorySource = hasGnuTime
  ? 'GNU time (maximum resident set size of the process)'
  : 'process.resourceUsage().maxRSS at exit (Node processes only; others are not measured)';

/** Run in the child in place of GNU time: writes `seconds user, seconds system, kB` to the file named by the environment. */
const reporter = `process.on('exit', () => { const u = process.resourceUsage(); require('node:fs').writeFileSync(process.env.BENCH_USAGE,
  [u.userCPUTime / 1e6, u.systemCPUTime / 1e6, u.maxRSS].join(' ')); });`;

/**
 * Runs a command to its end.
 * @returns wall and processor milliseconds, peak megabytes (10^6 bytes; null when unknown), standard output, exit code;
 *   code is null when the time limit ended it.
 */
export async function runProcess([command, ...args], timeoutMs = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const usage = join(folder, 'usage');
  try {
    const started = performance.now();
    const { code, stdout } = await finish(
      hasGnuTime ? underGnuTime(command, args, usage) : reporting(command, args, usage),
      timeoutMs,
    );
    const wallMs = performance.now() - started;
    const [user, system, kilobytes] = readUsage(usage);
    return {
      code,
      stdout,
      wallMs,
      cpuMs: (user + system) * 1000,
      peakMb: Number.isFinite(kilobytes) ? (kilobytes * 1024) / 1e6 : null,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function underGnuTime(command, args, usage) {
  // A group of its own: when the time limit is reached, the command has to end, not only `time`.
  return spawn(gnuTime, ['-q', '-f', '%U %S %M', '-o', usage, command, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
}

function reporting(command, args, usage) {
  const require = `data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module'; const require = createRequire('/'); ${reporter}`)}`;
  const wrapped = command === process.execPath ? ['--import', require, ...args] : args;
  return spawn(command, wrapped, {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
    env: { ...process.env, BENCH_USAGE: usage },
  });
}

function finish(child, timeoutMs) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    const stop = timeoutMs > 0 ? setTimeout(() => process.kill(-child.pid, 'SIGKILL'), timeoutMs) : undefined;
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(stop);
      resolve({ code, stdout: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

function readUsage(path) {
  if (!existsSync(path)) return [Number.NaN, Number.NaN, Number.NaN];
  return readFileSync(path, 'utf8').trim().split('\n').at(-1).split(' ').map(Number);
}

/**
 * Measures commands in turn, round by round, so that noise of the machine hits all alike.
 * @param contenders values with `command`; the first round warms up and is not counted.
 * @returns for each contender the median of each figure.
 */
export async function interleave(contenders, rounds) {
  const runs = contenders.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { command }] of contenders.entries()) {
      const { code, stdout: _, ...figures } = await runProcess(command);
      if (code !== 0) throw new Error(`exit code ${code}: ${command.join(' ')}`);
      if (round > 0) runs[index].push(figures);
    }
  }
  return runs.map(medians);
}

function medians(runs) {
  const of = (pick) => (runs.some((run) => pick(run) === null) ? null : median(runs.map(pick)));
  return { wallMs: of((run) => run.wallMs), cpuMs: of((run) => run.cpuMs), peakMb: of((run) => run.peakMb) };
}

export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
