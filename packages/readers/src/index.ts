export { type CompressedCheck, verifyCompressed } from './bytes/verify-compressed.ts';
export type { QuarantinedRecord } from './decode/quarantine.ts';
export type { ReadPlan } from './formats/format.ts';
export { formats } from './formats/registry.ts';
export { type Identified, type IdentifiedFile, identify } from './identify.ts';
export { type DiscoverOptions, discoverInputs } from './input/discover.ts';
export { InputError, type InputFile, type Skipped } from './input/input-file.ts';
export { decodeInput, type Opened, type OpenOptions, openInput } from './open-input.ts';
export type { Compression, RecordKind, ScanFile } from './scan-file.ts';
