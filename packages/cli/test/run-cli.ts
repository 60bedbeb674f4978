import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/sealbreak.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliControl {
  /** Standard input: what it holds, or `open` for one that never ends. Empty by default. */
  readonly stdin?: 'open' | { readonly content: string | Buffer };
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called once the process runs. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the built command line as a process of its own. */
export function runCli(
  args: readonly string[],
  { stdin, env, cwd, onStart }: CliControl = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      env: { ...process.env, NO_COLOR: '', ...env },
      cwd,
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined);
    if (stdin !== 'open') child.stdin.end(stdin?.content ?? '');
    onStart?.((signal) => child.kill(signal));
  });
}

/** A folder with files, removed at the end of the test file. */
export function testFolder(): {
  readonly path: string;
  file(name: string, content: string | Buffer): string;
  remove(): void;
} {
  const path = mkdtempSync(join(tmpdir(), 'sealbreak-test-'));
  return {
    path,
    file: (name, content) => {
      const full = join(path, name);
      writeFileSync(full, content);
      return full;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** An Exchange audit record with the given members in place of the usual ones; undefined takes one out. */
export function auditRecord(
  members: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    CreationTime: '2026-03-02T10:00:00',
    Id: '5a0c34c4-0000-4000-8000-000000000001',
    Operation: 'MailboxLogin',
    OrganizationId: '7d2f8a10-0000-4000-8000-000000000000',
    RecordType: 2,
    UserId: 'eve@tenant.example',
    MailboxOwnerUPN: 'bob@tenant.example',
    Workload: 'Exchange',
    ClientIPAddress: '192.0.2.7',
    ClientIP: '192.0.2.7',
    ClientInfoString: 'Client=OWA;',
    ...members,
  };
}

export function ndjson(records: readonly unknown[]): string {
  return `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
}
