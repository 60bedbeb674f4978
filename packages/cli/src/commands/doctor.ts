import { availableParallelism, freemem, totalmem } from 'node:os';
import { contentFolder, loadRules } from '@sealbreak/detect';
import { visible } from '@sealbreak/detect/report';
import { sql } from '@sealbreak/spl';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { CommandEnvironment } from '../program.ts';
import { formatBytes } from '../progress.ts';
import { version } from '../version.ts';
import { withEngine } from '../with-engine.ts';

/** Prints what a bug report needs. Exit code 1 when the engine does not work. */
export async function doctor({ console }: CommandEnvironment): Promise<ExitCode> {
  const line = (name: string, value: string): void => {
    console.out.write(`${name.padEnd(10)} ${visible(value)}\n`);
  };
  line('sealbreak', version);
  line('node', `${process.version} on ${process.platform} ${process.arch}`);
  line(
    'machine',
    `${availableParallelism()} cores, ${formatBytes(totalmem())} memory, ${formatBytes(freemem())} free`,
  );
  const works = await checkEngine(line);
  const { rules, faults } = await loadRules(contentFolder());
  line('content', `${rules.length} rules, ${faults.length} faults`);
  return works ? exitCode.ok : exitCode.failure;
}

async function checkEngine(line: (name: string, value: string) => void): Promise<boolean> {
  try {
    await withEngine({}, async (opening) => {
      const engine = await opening;
      for await (const { rows } of engine.query(
        sql`SELECT version(), current_setting('memory_limit'), current_setting('threads')`,
      )) {
        for (const [duckdb, memory, threads] of rows)
          line('engine', `DuckDB ${duckdb}, memory limit ${memory}, ${threads} threads`);
      }
    });
    return true;
  } catch (error) {
    line('engine', `does not work: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
