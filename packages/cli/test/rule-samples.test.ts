import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contentFolder, loadRules, type Rule } from '@sealbreak/detect';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealbreak-samples-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Found {
  readonly findings: readonly { readonly id: string; readonly severity: string; readonly row: unknown }[];
  readonly rules: readonly unknown[];
}

async function hunted(rule: Rule, files: readonly string[], engine = 'duckdb'): Promise<Found['findings']> {
  const { findings } = await hunt(rule, files, engine);
  return findings.map(({ id, severity, row }) => ({ id, severity, row }));
}

async function hunt(rule: Rule, files: readonly string[], engine = 'duckdb'): Promise<Found> {
  const { out, err } = await runCli([
    'hunt',
    ...files,
    '--rule',
    rule.id,
    '--format',
    'json',
    '--evidence',
    '0',
    '--engine',
    engine,
    '--quiet',
  ]);
  expect(out, err).not.toBe('');
  return JSON.parse(out) as Found;
}

async function written(name: string, lines: readonly string[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

const { rules } = await loadRules(contentFolder());

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s on its samples', (_id, rule) => {
  const file = (name: string | undefined): string => join(dirname(rule.file), name ?? 'no sample');
  const match = file(rule.samples.match?.file);

  it('finds what it must, and nothing else', async () => {
    expect(await hunted(rule, [match])).toHaveLength(rule.samples.match?.rows ?? -1);
    expect(await hunted(rule, [file(rule.samples.noMatch?.file)])).toHaveLength(
      rule.samples.noMatch?.rows ?? -1,
    );
  });

  it('finds the same whatever the order of the records, their repetition and the files they lie in', async () => {
    const wanted = await hunted(rule, [match]);
    const lines = (await readFile(match, 'utf8')).trim().split('\n');
    const reversed = await written('reversed.ndjson', lines.toReversed());
    const doubled = await written('doubled.ndjson', [...lines, ...lines]);
    const even = await written(
      'even.ndjson',
      lines.filter((_, i) => i % 2 === 0),
    );
    const odd = await written(
      'odd.ndjson',
      lines.filter((_, i) => i % 2 === 1),
    );
    expect(await hunted(rule, [reversed])).toEqual(wanted);
    expect(await hunted(rule, [doubled])).toEqual(wanted);
    expect(await hunted(rule, [odd, even])).toEqual(wanted);
  });

  it('says that it was not evaluated where its records are absent, and evaluates the near misses', async () => {
    const unrelated = await written('unrelated.ndjson', [
      '{"CreationTime":"2026-03-02T09:00:00","Id":"1","OrganizationId":"o","Operation":"FileAccessed","RecordType":6,"Workload":"SharePoint","UserId":"ann@example.com"}',
    ]);
    const isPicky = rule.texts.dataSources.some(({ present }) => present !== null);
    expect((await hunt(rule, [unrelated])).rules).toMatchObject([
      isPicky ? { state: 'not-evaluated', isDataAbsent: true } : { state: 'evaluated' },
    ]);
    expect((await hunt(rule, [file(rule.samples.noMatch?.file)])).rules).toMatchObject([
      { state: 'evaluated' },
    ]);
  });

  it('finds the same on ClickHouse', async () => {
    expect(await hunted(rule, [match], 'clickhouse')).toEqual(await hunted(rule, [match]));
  });
});
