/**
 * The values of a line of an extended log: between blanks, or between double quotes where one begins a value (IIS writes `+`
 * for a blank, Advanced Logging quotes). A doubled quote inside is one. Links that a ticket system made of an address
 * (`[10.0.0.1](http://10.0.0.1)`) give the address. Null when a quote is never closed.
 */
export function splitLine(line: string): readonly string[] | null {
  const values: string[] = [];
  let at = 0;
  while (at < line.length) {
    const start = line[at];
    if (start === ' ' || start === '\t') {
      at += 1;
    } else if (start === '"') {
      const quoted = quotedValue(line, at);
      if (quoted === null) return null;
      values.push(quoted.value);
      at = quoted.end;
    } else {
      let end = at;
      while (end < line.length && line[end] !== ' ' && line[end] !== '\t') end += 1;
      values.push(withoutLink(line.slice(at, end)));
      at = end;
    }
  }
  return values;
}

function quotedValue(line: string, start: number): { readonly value: string; readonly end: number } | null {
  let value = '';
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] !== '"') value += line[at];
    else if (line[at + 1] === '"') {
      value += '"';
      at += 1;
    } else return { value, end: at + 1 };
  }
  return null;
}

const LINK = /^\[([^\]]{1,300})\]\([a-z]+:[^)]{0,400}\)$/;

function withoutLink(value: string): string {
  return value.startsWith('[') ? (LINK.exec(value)?.[1] ?? value) : value;
}
