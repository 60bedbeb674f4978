import { describe, expect, it } from 'vitest';
import type { Expr, Pipeline, Stage } from '../../../src/ast/ast.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { lowerExpr } from '../../../src/lower/eval/index.ts';
import { expandMacros } from '../../../src/macros/expand-macros.ts';
import type { MacroDefinition } from '../../../src/macros/macro-definition.ts';
import { parseSpl } from '../../../src/parser/parse-spl.ts';
import { quoteIdentifier } from '../../../src/sql/duckdb/quote.ts';
import { joinSql, sql } from '../../../src/sql/sql.ts';
import { render, selectCell, testNow } from '../../evaluate.ts';
import { readJsonLines, sharedFolder, withoutShared } from '../../shared-folder.ts';

interface Found {
  readonly id: string;
  readonly expr: Expr;
}

/** All eval expressions of a search, those inside aggregates and subsearches included. */
function expressionsOf(id: string, pipeline: Pipeline): readonly Found[] {
  return pipeline.commands.flatMap((stage) => expressionsOfStage(id, stage));
}

function expressionsOfStage(id: string, stage: Stage): readonly Found[] {
  if (stage.kind === 'macro') return [];
  return stage.args.flatMap((arg): readonly Found[] => {
    if (arg.kind === 'assignment' || arg.kind === 'expr-arg') return [{ id, expr: arg.expr }];
    if (arg.kind === 'aggregate' && arg.arg?.kind === 'eval-arg') return [{ id, expr: arg.arg.expr }];
    return arg.kind === 'subsearch' ? expressionsOf(id, arg.pipeline) : [];
  });
}

/** Regular expressions with a look-behind, which RE2 lacks. */
const refused: ReadonlySet<string> = new Set(['SPL3202']);

describe.skipIf(sharedFolder === undefined)(
  `eval expressions of the public detections (${withoutShared})`,
  () => {
    const macros = readJsonLines<MacroDefinition>('spl/escu-macros.jsonl');
    const found = readJsonLines<{ readonly id: string; readonly search: string | null }>(
      'spl/escu-dev.jsonl',
    ).flatMap(({ id, search }) =>
      expressionsOf(id, parseSpl(expandMacros(search ?? '', macros, { defaultFilters: true }).text).ast),
    );

    it('lowers and binds every one of them', async () => {
      const problems: string[] = [];
      expect(found.length).toBeGreaterThan(300);
      for (const { id, expr } of found) {
        const diagnostics: Diagnostic[] = [];
        const columns = new Map<string, string>();
        let ids = 0;
        const lowered = lowerExpr(expr, {
          resolve: (name) => {
            const id = columns.get(name) ?? `c${columns.size}`;
            columns.set(name, id);
            return { op: 'column', id, type: name.includes('{}') ? 'multivalue' : 'dynamic' };
          },
          now: testNow,
          report: (diagnostic) => diagnostics.push(diagnostic),
          freshId: () => {
            ids += 1;
            return `p${ids}`;
          },
          searchMatch: () => ({ op: 'literal', value: true, type: 'boolean' }),
        });
        const names = [...columns].map(([name, column]) =>
          name.includes('{}')
            ? sql`CAST(NULL AS VARCHAR[]) AS ${quoteIdentifier(column)}`
            : sql`CAST(NULL AS VARCHAR) AS ${quoteIdentifier(column)}`,
        );
        problems.push(
          ...diagnostics
            .filter(({ code }) => !refused.has(code))
            .map(({ code, message }) => `${id}: ${code} ${message}`),
        );
        const from = joinSql([sql`0 AS nothing`, ...names], sql`, `);
        await selectCell(sql`SELECT ${render(lowered)} AS r FROM (SELECT ${from})`).catch(
          (error: unknown) => {
            problems.push(`${id}: ${String(error).slice(0, 300)}`);
          },
        );
      }
      expect(problems).toEqual([]);
    }, 120_000);
  },
);
