import type { SearchExpr } from '../ast/ast.ts';
import type { DataSet } from '../datamodels/define.ts';
import {
  dataSetsOf,
  type FoundDataSet,
  findDataSet,
  lineageOf,
  modelNames,
} from '../datamodels/find-dataset.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { nullLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Span } from '../source/span.ts';
import { type LowerContext, refuse } from './context.ts';
import { definedExpression, definedSearch, definitionContext } from './definition.ts';
import { toText } from './eval/coerce.ts';
import { lowerExpr } from './eval/index.ts';
import { withEventTags } from './event-tags.ts';
import { allEvents } from './events.ts';
import { fieldValue, filterRelation, type Relation } from './relation.ts';
import { evalContext, searchScope } from './scope-access.ts';
import { lowerSearch } from './search.ts';

/** `Model` or `Model.Dataset` as a search names it. */
export interface DataSetName {
  readonly model: string;
  readonly dataset: string | null;
  readonly span: Span;
}

/** The events of a dataset, newest first, and what its fields are made of. */
export interface OpenDataSet {
  readonly events: Relation;
  readonly found: FoundDataSet;
  /** The value of a field by its name in the model, without a prefix. */
  value(name: string): PlanExpr;
  /** The same for a name as searches write it: `Processes.dest`, or a default field. NULL for any other name. */
  prefixed(name: string): PlanExpr;
}

export function toDataSetName(text: string, span: Span): DataSetName {
  const [model = '', ...rest] = text.split('.');
  return { model, dataset: rest.at(-1) ?? null, span };
}

/** Default fields, which no dataset's name stands before. Source: Search Reference, tstats. */
const defaultFields: ReadonlySet<string> = new Set(
  '_time _raw _indextime _bkt _cd index host source sourcetype splunk_server linecount punct timestamp eventtype'.split(
    ' ',
  ),
);

export function isDefaultField(name: string): boolean {
  return defaultFields.has(name) || name.startsWith('date_');
}

/**
 * Opens a dataset. `search` is the expression that the command filters by, for the time range; `prefer` names the
 * datasets that it speaks of, for a search that names just the model. Null after an error.
 */
export function openDataSet(
  { model, dataset, span }: DataSetName,
  search: SearchExpr | undefined,
  prefer: readonly string[],
  context: LowerContext,
): OpenDataSet | null {
  const own = context.options.dataModels ?? [];
  const all = dataSetsOf(model, own);
  const found = findDataSet(all, dataset, prefer);
  if (!found) {
    if (all.length === 0) reportUnknown('data model', model, modelNames(own), span, context);
    else {
      const names = all.map((one) => one.dataset);
      reportUnknown(`dataset of the data model ${model}`, dataset ?? '', names, span, context);
    }
    return null;
  }
  const events = allEvents(search, context);
  const inside = found.lineage.reduce(
    (relation, one) => filterRelation(relation, constraintOf(one, events, context)),
    events,
  );
  const value = (name: string): PlanExpr => fieldOf(name, found.lineage, inside, context);
  const nodes = (): PlanExpr => nodeNames(all, events, context);
  return { events: inside, found, value, prefixed: (name) => prefixedValue(name, found, value, nodes) };
}

function reportUnknown(
  what: string,
  name: string,
  known: readonly string[],
  span: Span,
  context: LowerContext,
): void {
  const similar = nearestName(name, known);
  refuse(context, 'SPL2160', span, similar === undefined ? { what, name } : { what, name, similar });
}

function constraintOf({ constraint }: DataSet, events: Relation, context: LowerContext): PlanExpr {
  const inner = definitionContext(context);
  const expr = definedSearch(constraint.trim() === '' ? '*' : constraint, context);
  return lowerSearch(withEventTags(expr, inner), searchScope(events, inner));
}

/** A field as the lowest dataset of the line that defines it makes it, else the events' field of that name. */
function fieldOf(
  name: string,
  lineage: readonly DataSet[],
  events: Relation,
  context: LowerContext,
): PlanExpr {
  const text = lineage.findLast(({ fields = {} }) => Object.hasOwn(fields, name))?.fields?.[name];
  const expr = text === undefined ? null : definedExpression(text, context);
  if (!expr) return fieldValue(events, name, context);
  return lowerExpr(expr, evalContext(events, definitionContext(context)));
}

function prefixedValue(
  name: string,
  { prefixes }: FoundDataSet,
  value: (name: string) => PlanExpr,
  nodes: () => PlanExpr,
): PlanExpr {
  if (name === 'nodename') return nodes();
  if (isDefaultField(name)) return value(name);
  const bare = withoutPrefix(name, prefixes);
  return bare === name ? nullLiteral : value(bare);
}

/** `All_Certificates.SSL.ssl_issuer` is `ssl_issuer`; dots inside a field's own name stay. */
function withoutPrefix(name: string, prefixes: ReadonlySet<string>): string {
  const dot = name.indexOf('.');
  if (dot < 0 || !prefixes.has(name.slice(0, dot))) return name;
  return withoutPrefix(name.slice(dot + 1), prefixes);
}

/** The paths of all datasets of the model that the event belongs to (`All_Sessions.DHCP`), as `nodename` compares them. */
function nodeNames(all: readonly DataSet[], events: Relation, context: LowerContext): PlanExpr {
  const names = all.map((one): PlanExpr => {
    const line = lineageOf(one, all);
    const conditions = line.map((part) => constraintOf(part, events, context));
    const when: PlanExpr = { op: 'call', fn: 'and', args: conditions, type: 'boolean' };
    const then = toText(stringLiteral(line.map(({ dataset }) => dataset).join('.')));
    return { op: 'case', branches: [{ when, then }], otherwise: nullLiteral, type: 'dynamic' };
  });
  return { op: 'call', fn: 'list.of', args: names, type: 'multivalue' };
}
