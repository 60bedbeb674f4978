/** Texts of eval expressions over the fields of an Office 365 audit record. */

/** An empty text is no value. */
export function filledText(expr: string): string {
  return `if(${expr}!="", ${expr}, null())`;
}

/** The first of the fields that has a text. */
export function firstFilled(...fields: readonly string[]): string {
  return `case(${fields.map((field) => `${field}!="", ${field}`).join(', ')})`;
}

/** The value of a name in an array of `{Name, Value}`. Source: telemetry of the record, sections 1.2 and 1.3. */
export function namedValue(array: string, name: string): string {
  return `mvindex('${array}{}.Value', mvfind('${array}{}.Name', "^${name}$"))`;
}

/** An address without port, brackets and zone: `[2a01::1]:47114`, `62.149.20.10:62589`, `fe80::1%4`. */
export function bareAddress(expr: string): string {
  const unbracketed = `replace(${expr}, "^\\\\[([^\\\\]]*)\\\\](:\\\\d+)?$", "\\1")`;
  const portless = `replace(${unbracketed}, "^(\\\\d+\\\\.\\\\d+\\\\.\\\\d+\\\\.\\\\d+):\\\\d+$", "\\1")`;
  return `replace(${portless}, "%.*$", "")`;
}

/** `case` over the numbers of a coded field. */
export function wordOf(field: string, words: Readonly<Record<number, string>>): string {
  return `case(${Object.entries(words)
    .map(([code, word]) => `${field}=${code}, "${word}"`)
    .join(', ')})`;
}

/** A text member of a flat JSON object. */
export function jsonMember(json: string, key: string): string {
  const pattern = `(?s)^.*\\"${key}\\":\\"([^\\"]*)\\".*$`;
  return `if(match(${json}, "${pattern}"), replace(${json}, "${pattern}", "\\1"), null())`;
}
