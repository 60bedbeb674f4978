import type { CalculatedField } from '../addons/define.ts';
import type { Pipeline, Stage, SubsearchArg } from '../ast/ast.ts';
import type { DataSet } from '../datamodels/define.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type LowerCode, type LowerValues, lowerError } from '../diagnostics/lower-messages.ts';
import type { ParseResult } from '../parser/parse-spl.ts';
import { nullLiteral, type PlanExpr } from '../plan/expr.ts';
import { holds, type Span } from '../source/span.ts';
import type { Cell } from '../value.ts';
import type { EventTags } from './event-tags.ts';
import { type LateColumns, lateColumns } from './late-columns.ts';
import type { LookupDefinition } from './lookup/definition.ts';
import type { PlaceOf } from './places.ts';
import type { Relation } from './relation.ts';
import type { SubsearchLimits } from './subsearch-limit.ts';

/** A field that the events are known to have, and how its values are stored. */
export interface FieldInfo {
  readonly name: string;
  readonly type: 'number' | 'dynamic' | 'multivalue';
}

/** The half-open time range `[earliest, latest)` of a search in epoch seconds; null means unbounded. */
export interface TimeRange {
  readonly earliest: number | null;
  readonly latest: number | null;
}

export interface LowerOptions {
  /** Start of the search in epoch seconds: `now()`, and the base of relative times. */
  readonly now: number;
  /** Every field of the events. Without it the events are open: a field is asked of the scan by its name. */
  readonly universe?: readonly FieldInfo[];
  /** Default true. False leaves constant expressions as they were written; the rows are the same. */
  readonly foldConstants?: boolean;
  /** The lookup tables that a search may name. */
  readonly lookups?: readonly LookupDefinition[];
  /** `assume`: a lookup that nobody defined has the fields that the search names, and no rows. */
  readonly unknownLookups?: 'refuse' | 'assume';
  /** The time picker: holds for every scan that sets no `earliest`/`latest` of its own. */
  readonly range?: TimeRange;
  /** What was answered so far to the questions of `LowerResult.questions`, by their keys. */
  readonly answers?: ReadonlyMap<string, Answer>;
  /** Reads the text of a search that a command makes (`map`): macros, syntax. */
  readonly readSearch?: (text: string) => ParseResult;
  /** Begins the keys of the questions. */
  readonly answerPrefix?: string;
  /** Subsearches of the tree whose results are not known yet: what depends on them is left open, and nothing is said of them. */
  readonly pending?: readonly SubsearchArg[];
  /** Rows that are taken of subsearches; what is not set is as in Splunk. */
  readonly limits?: Partial<SubsearchLimits>;
  /** Where addresses are, for `iplocation`; without it that command is refused. */
  readonly placeOf?: PlaceOf;
  /** Datasets of data models, besides the built-in ones; one of the same name stands in for the built-in one. */
  readonly dataModels?: readonly DataSet[];
  /** Fields that events have without holding them; a field that they hold wins. */
  readonly calculatedFields?: readonly CalculatedField[];
  /** Events that have tags by definition. */
  readonly eventTags?: readonly EventTags[];
}

/** What all commands of one search share while they are lowered. */
export interface LowerContext extends LateColumns {
  readonly options: LowerOptions;
  /** The command that is being lowered. */
  readonly commandSpan: Span;
  freshId(): string;
  report(diagnostic: Diagnostic): void;
  /**
   * The rows of a search in brackets: a scan of its own, or the rows that its first command makes. The time picker holds
   * for it too, the time modifiers of the search around it do not.
   */
  lowerSubsearch(pipeline: Pipeline): Relation;
  /** Notes that rows of `input` beyond the limit are left out, so that a run can say whether there were any. */
  watchLimit(limit: RowLimit): void;
  /**
   * The rows of a question that the rest of the lowering depends on, such as which columns a chart has. Null while nobody
   * has answered it: the question is then noted, and has to be run before the search is lowered again.
   */
  answerOf(question: Relation): Answer | null;
  /** Notes that the search cannot be lowered before the fields of the events are known. */
  needUniverse(): void;
  /** Lowers stages that stand in brackets on rows that are there already (`foreach`, `appendpipe`). */
  lowerStages(input: Relation, stages: readonly Stage[], context: LowerContext): Relation;
}

/** The rows of a question, in order. */
export type Answer = readonly (readonly Cell[])[];

/** Rows of a subsearch that are taken at most. */
export interface RowLimit {
  readonly input: Relation;
  readonly rows: number;
  readonly span: Span;
  /** The command whose limit it is. */
  readonly command: string;
}

/** Collects the state of one lowering. */
export interface LowerState {
  readonly context: LowerContext;
  readonly diagnostics: readonly Diagnostic[];
  readonly limits: readonly RowLimit[];
  /** The first that has no answer yet. */
  readonly questions: readonly { readonly key: string; readonly relation: Relation }[];
  /** How often `needUniverse` was called. */
  universeAsks(): number;
}

export function createLowerState(
  options: LowerOptions,
  lowering: Pick<LowerContext, 'lowerStages'> & {
    lowerSubsearch(pipeline: Pipeline, context: LowerContext): Relation;
  },
): LowerState {
  const diagnostics: Diagnostic[] = [];
  const limits: RowLimit[] = [];
  const questions: { key: string; relation: Relation }[] = [];
  let asked = 0;
  let counter = 0;
  let universeAsks = 0;
  const freshId = (): string => {
    counter += 1;
    return `c${counter}`;
  };
  const context: LowerContext = {
    options,
    commandSpan: { start: 0, end: 0 },
    freshId,
    report: (diagnostic) => {
      if (!options.pending?.some(({ span }) => holds(span, diagnostic.span))) diagnostics.push(diagnostic);
    },
    lowerSubsearch: (pipeline) => lowering.lowerSubsearch(pipeline, context),
    ...lateColumns(freshId),
    watchLimit: (limit) => limits.push(limit),
    answerOf: (relation) => {
      // Without the fields of the events the question itself may be incomplete; it gets another key.
      const key = `${options.answerPrefix ?? ''}${options.universe ? 'known' : 'open'}-${asked}`;
      asked += 1;
      const answer = options.answers?.get(key) ?? null;
      // A later question may stand on rows that the first one decides.
      if (answer === null && questions.length === 0) questions.push({ key, relation });
      return answer;
    },
    needUniverse: () => {
      universeAsks += 1;
    },
    lowerStages: lowering.lowerStages,
  };
  return { context, diagnostics, limits, questions, universeAsks: () => universeAsks };
}

/** Reports an error and gives NULL, so that lowering can go on and find the next one. */
export function refuse<C extends LowerCode>(
  context: LowerContext,
  code: C,
  span: Span,
  values: LowerValues<C>,
): PlanExpr {
  context.report(lowerError(code, span, values));
  return nullLiteral;
}

/** The same for something that Splunk does and this compiler does not do yet. */
export function refuseYet(context: LowerContext, span: Span, what: string, hint?: string): PlanExpr {
  return refuse(context, 'SPL3003', span, hint === undefined ? { what } : { what, hint });
}
