import { visible } from '@sealbreak/detect/report';
import { CliError } from '../cli-error.ts';
import { runVector, type VectorResult } from '../conformance/run-vector.ts';
import { toVector, type Vector } from '../conformance/vector.ts';
import { chosenEngine, type EngineChoice } from '../engine-choice.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readJsonLines } from '../json-lines.ts';
import type { CommandEnvironment } from '../program.ts';
import { withEngine } from '../with-engine.ts';

interface ConformanceOptions extends EngineChoice {
  readonly area?: readonly string[];
  readonly format: 'text' | 'json';
}

/** Runs every vector of a file and says which hold. Exit code 1 if any does not. */
export async function conformance(
  path: string,
  options: ConformanceOptions,
  { console, signal }: CommandEnvironment,
): Promise<ExitCode> {
  const vectors: Vector[] = [];
  for await (const { value, line } of readJsonLines(path)) vectors.push(toVector(value, `${path}:${line}`));
  const chosen = options.area ? vectors.filter((vector) => options.area?.includes(vector.area)) : vectors;
  if (chosen.length === 0)
    throw new CliError(`${path} holds no vectors${options.area ? ' of these areas' : ''}`);
  return withEngine(await chosenEngine(options, { threads: 1 }), async (opening) => {
    const engine = await opening;
    const results: VectorResult[] = [];
    for (const vector of chosen) {
      signal.throwIfAborted();
      results.push(await runVector(engine, vector));
    }
    console.out.write(options.format === 'json' ? asJson(results) : asText(results));
    return results.every((result) => result.passed) ? exitCode.ok : exitCode.failure;
  });
}

function asJson(results: readonly VectorResult[]): string {
  const areas: Record<string, { passed: number; failed: number }> = {};
  for (const { vector, passed } of results) {
    const area = areas[vector.area] ?? { passed: 0, failed: 0 };
    area[passed ? 'passed' : 'failed'] += 1;
    areas[vector.area] = area;
  }
  const failed = results.filter((result) => !result.passed);
  const failures = failed.map(({ vector, sql, differences }) => ({
    id: vector.id,
    area: vector.area,
    spl: vector.spl,
    sql,
    differences,
  }));
  return `${JSON.stringify({ passed: results.length - failed.length, failed: failed.length, areas, failures }, null, 2)}\n`;
}

function asText(results: readonly VectorResult[]): string {
  const failed = results.filter((result) => !result.passed);
  const parts = failed.map(({ vector, sql, differences }) => {
    const lines = [
      `FAILED ${vector.id}`,
      indent(vector.spl),
      ...(sql ? ['  SQL:', indent(sql)] : []),
      ...differences.map((text) => `  ${text}`),
    ];
    return `${visible(lines.join('\n'), '\n')}\n\n`;
  });
  return `${parts.join('')}${results.length - failed.length} passed, ${failed.length} failed\n`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
