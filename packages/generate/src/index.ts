export { type GeneratedData, generate } from './generate.ts';
export { type GenerateOptions, MINIMUM_EVENTS, type ResolvedOptions, resolveOptions } from './options.ts';
export type { ExpectedCell, ExpectedRow, GroundTruth, TruthFile, TruthIncident } from './truth.ts';
export { type WrittenDataset, writeDataset } from './writers/dataset.ts';
export { EXAMPLES_OPTIONS, type WrittenExamples, writeExamples } from './writers/examples.ts';
export type { Progress, WriteHooks } from './writers/progress.ts';
