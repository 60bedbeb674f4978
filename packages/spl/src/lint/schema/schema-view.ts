import type { Command, SearchExpr } from '../../ast/ast.ts';
import { commandSearches, searchNodes } from '../../ast/visit.ts';
import type { StageFields } from '../../fields/field-flow.ts';
import { matchesPattern } from '../../lower/wildcard.ts';
import type { LintedCommand, LintedSearch } from '../linted-search.ts';
import type { WorldState } from './evaluate.ts';
import { type Asked, foldPipeline } from './fold.ts';

/** A search over audit records, followed through its stages. */
export interface SchemaView {
  readonly asked: readonly Asked[];
  /** The sorts of records that reach a command; undefined where the search was not followed so far. */
  statesBefore(at: LintedCommand): readonly WorldState[] | undefined;
}

const views = new WeakMap<LintedSearch, SchemaView | { readonly none: true }>();

/** The view of a search that reads Microsoft 365 audit records; undefined for any other. */
export function schemaView(search: LintedSearch): SchemaView | undefined {
  const known = views.get(search);
  if (known) return 'none' in known ? undefined : known;
  const view = makeView(search);
  views.set(search, view ?? { none: true });
  return view;
}

function makeView({ flow }: LintedSearch): SchemaView | undefined {
  const [first] = flow.stages;
  if (first?.stage.kind !== 'command' || !readsAuditRecords(first.stage)) return undefined;
  const { asked, before } = foldPipeline(flow);
  const byStage: ReadonlyMap<StageFields['stage'], readonly WorldState[]> = new Map(
    [...before].map(([fields, states]) => [fields.stage, states]),
  );
  return { asked, statesBefore: (at) => byStage.get(at.command) };
}

function readsAuditRecords(command: Command): boolean {
  return command.name === 'search' && commandSearches(command).some(namesSource);
}

const sourcetype = 'o365:management:activity';

function namesSource(expr: SearchExpr): boolean {
  return searchNodes(expr).some((node) => {
    if (node.kind !== 'search-comparison' || node.op !== '=') return false;
    const value = node.value.text.toLowerCase();
    if (node.field.name === 'index') return value === 'o365';
    return node.field.name === 'sourcetype' && value !== '*' && matchesPattern(value, sourcetype);
  });
}
