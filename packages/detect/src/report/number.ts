/** Between groups of three digits: a narrow space that does not break the line. */
const digitSpace = '\u202f';

/** A number for people: `1234567.5` gives `1 234 567.5`, grouped with narrow spaces. Exponents stay as they are. */
export function groupDigits(value: number): string {
  const text = String(value);
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  if (whole === '') return text;
  return sign + whole.replace(/\B(?=(?:\d{3})+$)/g, digitSpace) + fraction;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size for people, in powers of 1000: `1536000` gives `1.5 MB`. */
export function formatBytes(sizeBytes: number): string {
  let value = sizeBytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(1);
  return `${text} ${byteUnits[unit]}`;
}

/** `1 file`, `2 files`, the number grouped. */
export function countOf(count: number, one: string, many: string): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`;
}
