/** What a person should know about how a file was read, though nothing of it is lost. */
export type NoticeKind = keyof typeof SENTENCES;

type Sentence = (count: number, firstLine: number) => string;

const SENTENCES = {
  'invalid-utf8': (count, line) =>
    `${records(count)} had bytes that are not UTF-8, shown as U+FFFD (first on line ${line})`,
  salvaged: (count, line) =>
    `${records(count)} were cut off by the export; what is left of each was read and is marked sealbreak_salvaged (first on line ${line})`,
  'wrapper-time': (count, line) =>
    `${records(count)} had no CreationTime; the time of the export was taken (first on line ${line})`,
  preview: (count, line) =>
    `${count} preview results of a Splunk search were left out (first on line ${line})`,
  'repeated-header': (count, line) => `${count} repeated CSV headers inside the file (first on line ${line})`,
  'nul-bytes': (count) => `${count} NUL bytes between records were skipped`,
  unclosed: () =>
    'the text ends inside an array or wrapper that was never closed: records may be missing at the end',
} satisfies Record<string, Sentence>;

function records(count: number): string {
  return count === 1 ? '1 record' : `${count} records`;
}

/** Counts notices by kind and makes one sentence of each. */
export class Notices {
  readonly #seen = new Map<NoticeKind, { count: number; firstLine: number }>();
  readonly #texts: string[] = [];

  note(kind: NoticeKind, line: number, count = 1): void {
    const seen = this.#seen.get(kind);
    if (seen === undefined) this.#seen.set(kind, { count, firstLine: line });
    else seen.count += count;
  }

  /** A notice that is a sentence of its own. */
  say(text: string): void {
    this.#texts.push(text);
  }

  sentences(): string[] {
    const counted = [...this.#seen].map(([kind, { count, firstLine }]) => SENTENCES[kind](count, firstLine));
    return [...this.#texts, ...counted];
  }
}
