export { expandArchive } from './expand-archive.ts';
export { defaultLimits, UnpackBudget } from './unpack-limits.ts';
