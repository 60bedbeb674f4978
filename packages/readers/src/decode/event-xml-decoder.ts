import { replaceLoneSurrogates } from '../json/json-text.ts';
import { eventFields, fieldsJson } from '../windows/event-fields.ts';
import { parseXml } from '../windows/parse-xml.ts';
import { ScriptBlocks } from '../windows/script-blocks.ts';
import type { Decoder } from './json-decoder.ts';
import type { RecordWriter } from './record-writer.ts';

const END = Buffer.from('</Event>');
const START = /<Event[\s>]/;

/** Decodes Windows events as XML, one after the other, with or without an element around all of them. */
export class EventXmlDecoder implements Decoder {
  readonly #writer: RecordWriter;
  readonly #scripts: ScriptBlocks;
  readonly #maxEventBytes: number;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #line = 1;

  constructor(writer: RecordWriter, maxEventBytes: number) {
    this.#writer = writer;
    this.#maxEventBytes = maxEventBytes;
    this.#scripts = new ScriptBlocks((fields) =>
      writer.json.append(Buffer.from(replaceLoneSurrogates(fieldsJson(fields)))),
    );
  }

  push(chunk: Buffer): void {
    // The end of an event may lie across two pieces.
    const tail = Buffer.concat(this.#held).subarray(-(END.length - 1));
    let rest = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
    let before = tail.length > 0 ? this.#takeHeld(tail.length) : Buffer.alloc(0);
    for (let at = rest.indexOf(END); at >= 0; at = rest.indexOf(END)) {
      const end = at + END.length;
      this.#take(Buffer.concat([before, rest.subarray(0, end)]));
      before = Buffer.alloc(0);
      rest = rest.subarray(end);
    }
    this.#hold(before);
    this.#hold(rest);
    if (this.#heldBytes <= this.#maxEventBytes) return;
    const held = this.#takeHeld(0);
    this.#writer.quarantine.add(this.#line, `an event of more than ${this.#maxEventBytes} bytes`, held);
    this.#line += linesOf(held);
  }

  end(): void {
    const rest = this.#takeHeld(0);
    const text = rest.toString('utf8');
    const start = text.search(START);
    if (start >= 0)
      this.#writer.quarantine.add(this.#line, 'the file ends in the middle of an event', text.slice(start));
    this.#scripts.end();
    const { incomplete } = this.#scripts;
    if (incomplete > 0)
      this.#writer.notices.say(
        `${incomplete} PowerShell script blocks lack parts (ScriptBlockMissing says which)`,
      );
  }

  #hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#held.push(Buffer.from(bytes));
    this.#heldBytes += bytes.length;
  }

  /** All that is held but for so many bytes at its end. */
  #takeHeld(butLast: number): Buffer {
    const all = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    return all.subarray(0, all.length - butLast);
  }

  #take(bytes: Buffer): void {
    const text = bytes.toString('utf8');
    const start = text.search(START);
    const line = this.#line + linesOf(Buffer.from(text.slice(0, Math.max(0, start))));
    const event = start < 0 ? null : parseXml(text.slice(start));
    if (event === null)
      this.#writer.quarantine.add(
        line,
        'an event that is no whole XML element',
        text.slice(Math.max(0, start)),
      );
    else this.#scripts.add(eventFields(event, null));
    this.#line += linesOf(bytes);
  }
}

function linesOf(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}
