export type * from './finding.ts';
export { severities } from './finding.ts';
