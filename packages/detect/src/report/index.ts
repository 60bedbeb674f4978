/** The output formats alone: a command that runs no rules need not load what reads them. */
export { visible } from './encode/visible.ts';
export type { ReportFormat } from './format.ts';
export { huntRenderers, tableRenderers } from './renderers.ts';
export { ansiPalette, type Palette, plainPalette } from './terminal/palette.ts';
