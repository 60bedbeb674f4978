export { type ChdbServer, hasChdb, openChdbServer } from './clickhouse/chdb-server.ts';
export type { ResultBatch } from './database.ts';
export { type DiscoveredFields, FIELDS_MAX } from './discover-fields.ts';
export { type Engine, type EngineOptions, openEngine, type PlanBatch, type QueryControl } from './engine.ts';
export { EngineError, type EngineErrorCode, engineErrorCatalogue } from './engine-error.ts';
export { extractFields } from './json/extract-fields.ts';
export { lakeStatements, RETENTION_DAYS_MAX, runOnServer } from './lake/clickhouse-tables.ts';
export { stagedRecords, topLevelTexts } from './lake/stage-records.ts';
export { type EventRow, rowFields } from './load/load-rows.ts';
export type {
  FailedFile,
  FileAccount,
  IrregularFile,
  LoadControl,
  LoadProgress,
  LoadRequest,
  ScanNeed,
} from './load/request.ts';
export type { EventField, LoadedEvents, LoadTotals, TimelineBin } from './loaded-events.ts';
export type { LookupTable, LookupTables } from './lookup-tables.ts';
export type { ScanFile } from './scan-file.ts';
