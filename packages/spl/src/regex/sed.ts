/** An edit of `rex mode=sed`. */
export type SedEdit =
  /** `occurrence` 0 replaces every match (`g`), N the N-th only. */
  | {
      readonly kind: 'substitute';
      readonly pattern: string;
      readonly replacement: string;
      readonly occurrence: number;
    }
  /** Each character of `from` becomes the one at the same place in `to`. */
  | { readonly kind: 'transliterate'; readonly from: string; readonly to: string };

/** Reads `s/<pattern>/<replacement>/[g|N]` or `y/<from>/<to>/`. Null when the text is neither. Source: Search Reference, rex. */
export function parseSed(text: string): SedEdit | null {
  const kind = text[0];
  const delimiter = text[1];
  if (!delimiter || (kind !== 's' && kind !== 'y')) return null;
  const parts = splitAtDelimiter(text.slice(2), delimiter);
  const [first, second, flags, ...more] = parts;
  if (first === undefined || second === undefined || flags === undefined || more.length > 0) return null;
  if (kind === 'y')
    return [...first].length === [...second].length && flags === ''
      ? { kind: 'transliterate', from: first, to: second }
      : null;
  const occurrence =
    flags === '' ? 1 : flags === 'g' ? 0 : /^[1-9]\d{0,3}$/.test(flags) ? Number(flags) : null;
  return occurrence === null ? null : { kind: 'substitute', pattern: first, replacement: second, occurrence };
}

/** An escaped delimiter is the character itself; every other backslash is kept for the regular expression. */
function splitAtDelimiter(text: string, delimiter: string): readonly string[] {
  const parts = [''];
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    const last = parts.length - 1;
    if (char === delimiter) parts.push('');
    else if (char === '\\' && text[i + 1] === delimiter) {
      parts[last] += delimiter;
      i += 1;
    } else if (char === '\\') {
      parts[last] += char + (text[i + 1] ?? '');
      i += 1;
    } else parts[last] += char;
  }
  return parts;
}
