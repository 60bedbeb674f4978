/** A piece of a printf format: text, or one conversion of one argument. */
export type PrintfPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'conversion';
      /** In a normal form that every back end's printf knows. */
      readonly format: string;
      readonly conversion: string;
      /** From 0. */
      readonly argument: number;
    };

export type PrintfFormat =
  | { readonly ok: true; readonly parts: readonly PrintfPart[] }
  | { readonly ok: false; readonly conversion: string };

const canonical: Readonly<Record<string, string>> = { i: 'd', u: 'd', F: 'f' };

/** Widths beyond this are taken for a mistake. */
const widest = 999;

/** Cuts a C format into its pieces. `*` as a width and unknown conversions are errors. Source: Search Reference, printf. */
export function parsePrintf(format: string): PrintfFormat {
  const parts: PrintfPart[] = [];
  let argument = 0;
  for (let at = 0; at < format.length; ) {
    const rest = format.slice(at);
    const text = /^(?:[^%]|%%)+/.exec(rest)?.[0];
    if (text !== undefined) {
      parts.push({ kind: 'text', text: text.replaceAll('%%', '%') });
      at += text.length;
      continue;
    }
    const match = /^%([-+ 0#]{0,5})(\d{0,4})(\.\d{0,4})?(?:hh?|ll?|[Lzjt])?([diuoxXcsSeEfFgG])/.exec(rest);
    const whole = match?.[0] ?? rest.slice(0, 6);
    if (!match || Number(match[2]) > widest || Number((match[3] ?? '').slice(1)) > widest)
      return { ok: false, conversion: whole };
    const letter = match[4]?.replace('S', 's') ?? 's';
    const conversion = canonical[letter] ?? letter;
    const flags = flagsFor(conversion, match[1] ?? '');
    const precision = /[dcoxX]/.test(conversion) ? '' : (match[3] ?? '');
    parts.push({
      kind: 'conversion',
      format: `%${flags}${match[2] ?? ''}${precision}${conversion}`,
      conversion,
      argument,
    });
    argument += 1;
    at += whole.length;
  }
  return { ok: true, parts };
}

/** Flags that mean something for a conversion, each once. */
function flagsFor(conversion: string, flags: string): string {
  const allowed = conversion === 's' || conversion === 'c' ? '-' : /[oxX]/.test(conversion) ? '-0#' : '-+ 0#';
  return [...new Set(flags)].filter((flag) => allowed.includes(flag)).join('');
}
