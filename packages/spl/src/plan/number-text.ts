/**
 * A number as SPL prints it: integers below 1e16 without a fraction, anything else in the shortest form that reads
 * back, with a two-digit exponent from 1e16 up and below 1e-4 (`1e+16`, `1.5e-07`). A dialect's `number.toText` gives
 * the same text.
 */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e16 || size < 1e-4) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${digits}e${sign}${exponent.slice(1).padStart(2, '0')}`;
  }
  return String(value);
}
