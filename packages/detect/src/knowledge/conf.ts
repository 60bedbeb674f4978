/** A stanza of a `.conf` file. Names and keys are as written; a key that occurs twice has its last value. */
export interface ConfStanza {
  readonly name: string;
  /** 1-based line of its header. */
  readonly line: number;
  readonly settings: ReadonlyMap<string, string>;
}

export interface ConfFile {
  readonly stanzas: readonly ConfStanza[];
  /** 1-based numbers of lines that are no header, setting or comment. */
  readonly badLines: readonly number[];
}

/**
 * Reads a Splunk configuration file: `[stanza]`, `key = value`, comments that begin a line with `#`, values that go on in
 * the next line after a `\`. Settings before any header belong to `default`; stanzas of one name are one.
 * Source: Admin Manual, Configuration file structure. Never throws.
 */
export function parseConf(text: string): ConfFile {
  const stanzas = new Map<string, { line: number; settings: Map<string, string> }>();
  const badLines: number[] = [];
  const stanzaOf = (name: string, line: number): Map<string, string> => {
    const known = stanzas.get(name) ?? { line, settings: new Map<string, string>() };
    stanzas.set(name, known);
    return known.settings;
  };
  let current: Map<string, string> | null = null;
  for (const { line, text: content } of logicalLines(text)) {
    const trimmed = content.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const header = /^\[(.*)\]$/s.exec(trimmed);
    const equals = trimmed.indexOf('=');
    if (header) current = stanzaOf((header[1] ?? '').trim(), line);
    else if (equals > 0) {
      current ??= stanzaOf('default', line);
      current.set(trimmed.slice(0, equals).trim(), trimmed.slice(equals + 1).trim());
    } else badLines.push(line);
  }
  return {
    stanzas: [...stanzas].map(([name, { line, settings }]) => ({ name, line, settings })),
    badLines,
  };
}

/** Lines joined where one ends in a backslash; a comment does not go on. */
function logicalLines(text: string): readonly { readonly line: number; readonly text: string }[] {
  const joined: { line: number; text: string }[] = [];
  let open: { line: number; text: string } | null = null;
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const goesOn: boolean = raw.endsWith('\\') && !(open === null && raw.trimStart().startsWith('#'));
    const part: string = goesOn ? raw.slice(0, -1) : raw;
    if (open) open.text += `\n${part}`;
    else open = { line: at + 1, text: part };
    if (goesOn) continue;
    joined.push(open);
    open = null;
  }
  if (open) joined.push(open);
  return joined;
}

/** Splunk's spellings of true; everything else is false. Source: Search Manual, Understanding SPL syntax. */
export function isTrueText(text: string | undefined): boolean {
  return /^(t|true|1|yes|y)$/i.test(text ?? '');
}
