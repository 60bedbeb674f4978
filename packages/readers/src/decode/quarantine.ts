/** A piece of a file that could not be read as a record. */
export interface QuarantinedRecord {
  /** The file as the user named it. */
  readonly path: string;
  /** 1-based line of the decompressed text on which the piece begins; null where the file has no lines. */
  readonly line: number | null;
  /** In words, lower case, without a full stop. */
  readonly reason: string;
  /** Its first characters, safe to print. */
  readonly excerpt: string;
}

const EXCERPT_CHARS = 200;
const KEPT = 1000;

/** Collects what could not be read: keeps the first thousand, counts all. */
export class Quarantine {
  readonly records: QuarantinedRecord[] = [];
  count = 0;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  add(line: number | null, reason: string, text: string | Buffer): void {
    this.count += 1;
    if (this.records.length < KEPT) {
      this.records.push({ path: this.#path, line, reason, excerpt: excerptOf(text) });
    }
  }
}

/** The first 200 characters, with every control, bidirectional and invisible format character written as an escape. */
function excerptOf(text: string | Buffer): string {
  // A character takes at most four bytes, so this many hold 200 of them.
  const head =
    typeof text === 'string' ? text.slice(0, EXCERPT_CHARS) : text.toString('utf8', 0, EXCERPT_CHARS * 4);
  return head.slice(0, EXCERPT_CHARS).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    default: {
      const code = (character.codePointAt(0) ?? 0).toString(16);
      return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
    }
  }
}
