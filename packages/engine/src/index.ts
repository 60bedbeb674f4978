export type { ScanFile } from './scan-file.ts';
