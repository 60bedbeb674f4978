/** A pattern, in PCRE and RE2 alike, that matches just this text. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** The members of a character class that holds just these characters. */
export function classMembers(characters: string): string {
  return [...characters].map((char) => (/[\\\]^-]/.test(char) ? `\\${char}` : char)).join('');
}
