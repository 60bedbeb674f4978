import type { Cell } from '@sealbreak/spl';
import { cellOf } from '../findings/cell-of.ts';
import { cellText, templateFilters } from './filters.ts';
import type { Template } from './template.ts';

/**
 * The template with the row's values put in, blanks squeezed at the ends. A column that the row lacks prints as nothing.
 * The text is not encoded for any output: values from the log are in it as they are, cut at 200 characters each.
 */
export function renderTemplate(template: Template, row: Readonly<Record<string, Cell>>): string {
  const texts = template.map((part) => {
    if (part.kind === 'text') return part.text;
    const start = cellOf(row, part.column);
    const cell = part.filters.reduce<Cell>(
      (value, call) => templateFilters[call.name]?.apply(value, call.args) ?? null,
      start,
    );
    return cellText(cell);
  });
  return texts.join('').trim();
}
