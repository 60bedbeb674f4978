export { type AddOns, addOns } from './addons/add-ons.ts';
export type { CalculatedField } from './addons/define.ts';
export { aggregates } from './aggregates/table.ts';
export type { Arg, Command, Expr, MacroCall, Pipeline, SearchExpr, Stage } from './ast/ast.ts';
export { mapSpans } from './ast/map-spans.ts';
export { stripSpans } from './ast/strip-spans.ts';
export { commands } from './commands/registry.ts';
export { type Compilation, type CompileOptions, compileSpl } from './compile.ts';
export { type Ask, compileAnswered, limitNotices } from './compile-answered.ts';
export { cimDataSets } from './datamodels/cim.ts';
export type { DataSet } from './datamodels/define.ts';
export { catalogue, diagnose, type FrontEndCode, type MessageValues } from './diagnostics/catalogue.ts';
export { diagnosticCodes } from './diagnostics/codes.ts';
export type { Diagnostic, Severity } from './diagnostics/diagnostic.ts';
export { nearestName } from './diagnostics/nearest-name.ts';
export { renderDiagnostic } from './diagnostics/render-diagnostic.ts';
export {
  type Completion,
  complete,
  type DocumentSymbol,
  documentSymbols,
  type EditorOptions,
  editorDiagnostics,
  formatText,
  type HighlightKind,
  type HighlightToken,
  type Hover,
  highlight,
  hover,
  type SignatureHelp,
  signatureHelp,
} from './editor/index.ts';
export { allFunctions, unsupportedFunctions } from './functions/find.ts';
export { type LexResult, lexSpl } from './lexer/lex-spl.ts';
export type { Token, TokenKind } from './lexer/token.ts';
export { type LintOptions, lintSpl } from './lint/lint-spl.ts';
export { lints } from './lint/registry.ts';
export type { Answer, FieldInfo, TimeRange } from './lower/context.ts';
export { ordinalField } from './lower/field-type.ts';
export { defaultMaxMatches, type LookupDefinition, type LookupMatch } from './lower/lookup/definition.ts';
export type { LimitCheck } from './lower/lower.ts';
export type { Place, PlaceOf } from './lower/places.ts';
export type { SubsearchLimits } from './lower/subsearch-limit.ts';

export { builtinMacros } from './macros/builtin-macros.ts';
export { type ExpandOptions, type Expansion, expandMacros } from './macros/expand-macros.ts';
export type { MacroDefinition } from './macros/macro-definition.ts';
export { commandSyntaxes } from './parser/commands.ts';
export { parseSearchExpression } from './parser/parse-search-expression.ts';
export { type ParseResult, parseSpl } from './parser/parse-spl.ts';
export { type EvidencePlans, type EvidenceRequest, evidencePlans } from './plan/evidence.ts';
export type { PlanExpr, SplType } from './plan/expr.ts';
export type { OutputColumn, QueryPlan, ScanColumn, ScanPlan, TablePlan } from './plan/plan.ts';
export { type ScanRequirement, scanRequirements } from './plan/pushdown.ts';
export { isStrict } from './plan/strict.ts';
export { columnsOf, partsOf, substitute, tableNames } from './plan/walk.ts';
export { formatSpl, printSpl } from './print/print-spl.ts';
export { type Position, positionOf } from './source/position.ts';
export type { Span } from './source/span.ts';
export * as clickhouse from './sql/clickhouse/index.ts';
export { quoteIdentifier, quoteText } from './sql/duckdb/quote.ts';
export { renderExpr, renderQuery } from './sql/duckdb/render.ts';
export { quoteInteger } from './sql/quote-integer.ts';
export type { ScanSql, TableSql } from './sql/render.ts';
export { joinSql, type Sql, sql } from './sql/sql.ts';
export {
  parseTimeModifier,
  resolveTime,
  type TimeModifier,
  type TimeModifierResult,
  type TimeStep,
} from './time/time-modifier.ts';
export type { Cell } from './value.ts';
