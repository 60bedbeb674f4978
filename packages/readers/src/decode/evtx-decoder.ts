import { EvtxSplitter } from '../evtx/evtx-splitter.ts';
import { replaceLoneSurrogates } from '../json/json-text.ts';
import { type EventFields, eventFields, fieldsJson } from '../windows/event-fields.ts';
import { ScriptBlocks } from '../windows/script-blocks.ts';
import type { Decoder } from './json-decoder.ts';
import type { RecordWriter } from './record-writer.ts';

const DOUBTS = {
  'file-header': 'the header of the file is damaged; its chunks were read all the same',
  dirty:
    'the log was not closed properly (a copy of a running system); also what its header does not count was read',
  'chunk-header': 'have a damaged header; their records were read one by one',
  'chunk-records': 'do not match their checksum; each of their records was read that could be',
} as const;

/** Decodes Windows event logs (.evtx). A record's place in a notice is its byte in the file. */
export class EvtxDecoder implements Decoder {
  readonly #writer: RecordWriter;
  readonly #splitter: EvtxSplitter;
  readonly #scripts: ScriptBlocks;
  readonly #doubts = new Map<keyof typeof DOUBTS, number>();

  constructor(writer: RecordWriter) {
    this.#writer = writer;
    this.#scripts = new ScriptBlocks((fields) => this.#append(fields));
    this.#splitter = new EvtxSplitter({
      record: ({ event, written }) => this.#scripts.add(eventFields(event, written)),
      broken: (at, reason, head) => writer.quarantine.add(null, `at byte ${at}: ${reason}`, head),
      doubt: (kind) => this.#doubts.set(kind, (this.#doubts.get(kind) ?? 0) + 1),
    });
  }

  push(chunk: Buffer): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
    this.#scripts.end();
    const { notices } = this.#writer;
    for (const [kind, count] of this.#doubts) {
      const isOfChunks = kind === 'chunk-header' || kind === 'chunk-records';
      notices.say(isOfChunks ? `${count} of its chunks ${DOUBTS[kind]}` : DOUBTS[kind]);
    }
    const { incomplete } = this.#scripts;
    if (incomplete > 0)
      notices.say(
        `${incomplete} PowerShell script ${incomplete === 1 ? 'block lacks' : 'blocks lack'} parts (ScriptBlockMissing says which)`,
      );
  }

  #append(fields: EventFields): void {
    this.#writer.json.append(Buffer.from(replaceLoneSurrogates(fieldsJson(fields))));
  }
}
