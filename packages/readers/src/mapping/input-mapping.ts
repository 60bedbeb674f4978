/** What a person says of files whose format nobody else knows. Plain data. */
export interface InputMapping {
  /** Of the events. Default: `csv`, or what the engine gives JSON. */
  readonly sourcetype?: string | undefined;
  /** Field or column that holds the time; a path with dots goes into objects. Default: one of the usual names. */
  readonly timeField?: string | undefined;
  /** Pattern of strptime. Default: ISO 8601, dates of Windows, seconds since 1970 or a thousandth to a billionth of them. */
  readonly timeFormat?: string | undefined;
  /** Names of fields, from the old one to the new one. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** Mappings of a run. */
export interface InputMappings {
  /** A glob each; the first that matches has the file, whatever it looks like. */
  readonly byGlob: readonly { readonly glob: string; readonly mapping: InputMapping }[];
  /** For files that no format of ours recognises. */
  readonly otherwise: InputMapping | null;
}
