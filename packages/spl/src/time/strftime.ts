/**
 * A time format cut into pieces, each a text for a plan literal: `=` followed by literal text, or one variable in its
 * canonical form: `%Y %y %m %d %e %j %H %k %I %l %M %S %p %b %B %a %A %w %u %U %W %V %G %z %:z %Z %s`, subseconds as
 * `%1N` to `%9N`, and `%-d`-like forms without padding.
 */
export type TimePiece = string;

export type TimeFormat =
  | { readonly ok: true; readonly pieces: readonly TimePiece[] }
  | { readonly ok: false; readonly variable: string };

const plain: ReadonlySet<string> = new Set([...'YymdejHkIlMSpbBaAwuUWVGzZs']);
const unpadded: ReadonlySet<string> = new Set([...'mdHIMSyj']);

/** Variables that stand for several. Source: Date and time format variables. */
const composite: Readonly<Record<string, string>> = {
  T: '%H:%M:%S',
  F: '%Y-%m-%d',
  D: '%m/%d/%y',
  R: '%H:%M',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%Y',
  X: '%H:%M:%S',
  '+': '%a %b %e %H:%M:%S %Z %Y',
  h: '%b',
  n: '\n',
  t: '\t',
};

/** `%N` alone has nanoseconds, `%Q` milliseconds. Source: Date and time format variables. */
const subsecondDigits: Readonly<Record<string, number>> = { N: 9, Q: 3 };

/** Cuts a format into texts and variables, as an RE2 pattern: what `parseTimeFormat` takes one by one. */
export const formatTokenPattern = '%[1-9][NQ]|%[-:]?(?s:.)|%|[^%]+';

/** Every variable that a format may hold, as it is written. */
export const formatVariables: readonly string[] = [
  '%%',
  '%:z',
  ...[...plain, ...Object.keys(composite), ...Object.keys(subsecondDigits)].map((letter) => `%${letter}`),
  ...[...unpadded].map((letter) => `%-${letter}`),
  ...Object.keys(subsecondDigits).flatMap((letter) =>
    Array.from({ length: 9 }, (_, i) => `%${i + 1}${letter}`),
  ),
];

/** Cuts a format of strftime or strptime. An unknown variable is an error that names it. */
export function parseTimeFormat(format: string): TimeFormat {
  const pieces: TimePiece[] = [];
  const literal = (text: string): void => {
    const last = pieces.at(-1);
    if (last?.startsWith('=')) pieces[pieces.length - 1] = last + text;
    else pieces.push(`=${text}`);
  };
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf('%', at);
    if (percent !== at) {
      const end = percent < 0 ? format.length : percent;
      literal(format.slice(at, end));
      at = end;
      continue;
    }
    const variable = /^%(?:[-:]|[1-9](?=[NQ]))?[\s\S]?/u.exec(format.slice(at))?.[0] ?? '%';
    const found = expandVariable(variable);
    if (!found) return { ok: false, variable };
    for (const piece of found) {
      if (piece.startsWith('=')) literal(piece.slice(1));
      else pieces.push(piece);
    }
    at += variable.length;
  }
  return { ok: true, pieces };
}

function expandVariable(variable: string): readonly TimePiece[] | null {
  const letter = variable.slice(-1);
  const flag = variable.slice(1, -1);
  if (variable === '%%') return ['=%'];
  if (flag === '-') return unpadded.has(letter) ? [variable] : null;
  if (flag === ':') return letter === 'z' ? [variable] : null;
  const digits = subsecondDigits[letter];
  if (digits !== undefined) return [`%${flag === '' ? digits : flag}N`];
  if (flag !== '' || variable.length < 2) return null;
  if (plain.has(letter)) return [variable];
  const expansion = composite[letter];
  if (expansion === undefined) return null;
  const parsed = parseTimeFormat(expansion);
  return parsed.ok ? parsed.pieces : null;
}
