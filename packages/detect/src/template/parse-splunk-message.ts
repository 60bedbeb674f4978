import type { Template, TemplatePart } from './template.ts';

/** Reads the message of a public rule, where `$field$` stands for a value. `$$` and a lone `$` are text. */
export function parseSplunkMessage(text: string): Template {
  const parts: TemplatePart[] = [];
  for (const piece of text.split(/(\$[\w.{}-]+\$)/)) {
    if (piece === '') continue;
    const column = /^\$([\w.{}-]+)\$$/.exec(piece)?.[1];
    parts.push(column === undefined ? { kind: 'text', text: piece } : { kind: 'value', column, filters: [] });
  }
  return parts;
}
