import { templateFilters } from './filters.ts';
import type { FilterCall, Template, TemplateFault, TemplatePart } from './template.ts';

/** Reads a template and gathers every fault in it. A template with faults is not to be rendered. */
export function parseTemplate(text: string): {
  readonly template: Template;
  readonly faults: readonly TemplateFault[];
} {
  const template: TemplatePart[] = [];
  const faults: TemplateFault[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    if (open !== at) template.push({ kind: 'text', text: text.slice(at, open < 0 ? text.length : open) });
    if (open < 0) break;
    const close = findClose(text, open + 2);
    if (close < 0) {
      faults.push({ offset: open, message: '"{{" is never closed', hint: 'close it with "}}"' });
      break;
    }
    const part = parseValue(text.slice(open + 2, close), open, faults);
    if (part) template.push(part);
    at = close + 2;
  }
  return { template, faults };
}

/** Where the closing braces begin, those inside quotes left out; -1 when there are none. */
function findClose(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length - 1; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    // A field name may itself end with a brace, `Parameters{}`: the last two of a run close.
    else if (!quoted && text.startsWith('}}', at) && text[at + 2] !== '}') return at;
  }
  return -1;
}

function parseValue(inner: string, offset: number, faults: TemplateFault[]): TemplatePart | undefined {
  const [head = '', ...calls] = splitPipes(inner);
  const column = head.trim();
  if (column === '') {
    faults.push({ offset, message: '"{{ }}" names no column' });
    return undefined;
  }
  const filters = calls.map((call) => parseCall(call, offset, faults));
  return { kind: 'value', column, filters: filters.filter((filter) => filter !== undefined) };
}

function parseCall(text: string, offset: number, faults: TemplateFault[]): FilterCall | undefined {
  const [name = '', ...args] = splitWords(text);
  const filter = Object.hasOwn(templateFilters, name) ? templateFilters[name] : undefined;
  if (!filter) {
    faults.push({
      offset,
      message: `unknown filter "${name}"`,
      hint: `the filters are ${Object.keys(templateFilters).join(', ')}`,
    });
    return undefined;
  }
  if (args.length < filter.minArgs || args.length > filter.maxArgs) {
    faults.push({
      offset,
      message: `filter "${name}" does not take ${args.length} arguments`,
      hint: `for example ${filter.example}`,
    });
    return undefined;
  }
  if (name === 'list' && args[0] !== undefined && !/^[1-9]\d{0,2}$/.test(args[0])) {
    faults.push({ offset, message: `filter "list" takes a number from 1 to 999, not "${args[0]}"` });
    return undefined;
  }
  return { name, args };
}

/** Parts between pipes outside double quotes. */
function splitPipes(text: string): readonly string[] {
  return text.match(/(?:[^|"]|"[^"]*"|")+/g) ?? [];
}

/** Words between blanks; double quotes hold one word together and are taken off. */
function splitWords(text: string): readonly string[] {
  return (text.match(/"[^"]*"|[^\s"]+/g) ?? []).map((word) =>
    word.startsWith('"') ? word.slice(1, -1) : word,
  );
}
