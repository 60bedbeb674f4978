export type { Cell } from './value.ts';
