const deepestIndent = 12;

/**
 * JSON text with line ends and indentation put in and nothing else changed: numbers, escapes and the order of keys stay
 * as they were read. Text that is no JSON comes out no worse; it never throws.
 */
export function indentJson(text: string): string {
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  const take = (end: number): void => {
    if (end > start) out.push(text.slice(start, end));
    start = end;
  };
  const newLine = (): void => {
    out.push('\n', '  '.repeat(Math.min(Math.max(depth, 0), deepestIndent)));
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') {
      const close = character === '{' ? '}' : ']';
      if (text[at + 1] === close) at += 1;
      else {
        depth += 1;
        take(at + 1);
        newLine();
      }
    } else if (character === '}' || character === ']') {
      take(at);
      depth -= 1;
      newLine();
    } else if (character === ',' || character === ':') {
      take(at + 1);
      if (character === ',') newLine();
      else out.push(' ');
    }
  }
  take(text.length);
  return out.join('');
}

/** Index of the closing quote; the text's end when there is none. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
