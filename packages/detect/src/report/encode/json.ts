import { unicodeEscape } from './visible.ts';

/** What JSON lets through as it is although a terminal would act on it. */
const acting = /[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu;

/** JSON text of plain data that is safe to print as well: acting characters are escaped, which changes no value. */
export function encodeJson(value: unknown, indent?: number): string {
  return (JSON.stringify(value, undefined, indent) ?? 'null').replace(acting, unicodeEscape);
}

/** An object in the given order of keys. Names come from logs: `__proto__` and `10` are keys like any other. */
export function encodeJsonObject(entries: Iterable<readonly [key: string, value: unknown]>): string {
  const members: string[] = [];
  for (const [key, value] of entries) members.push(`${encodeJson(key)}:${encodeJson(value)}`);
  return `{${members.join(',')}}`;
}
