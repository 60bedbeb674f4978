import { parseObject } from '../json/json-object.ts';
import { type LineSink, LineSplitter } from '../json/line-splitter.ts';
import type { SplitOptions, ValueSink } from '../json/value-sink.ts';
import { ValueSplitter } from '../json/value-splitter.ts';
import { findRecords } from '../o365/find-records.ts';
import type { RecordWriter } from './record-writer.ts';

/** Takes a file's UTF-8 text piece by piece. */
export interface Decoder {
  push(chunk: Buffer): void;
  end(): void;
}

/** Decodes JSON values in any arrangement. */
export function createValueDecoder(writer: RecordWriter, options: SplitOptions): Decoder {
  return new ValueSplitter(new WriterSink(writer), options);
}

class WriterSink implements ValueSink {
  readonly #writer: RecordWriter;
  /** Of the first value that was good: what tells a record from a nested object where the shape does not. */
  #firstKey: string | null = null;

  constructor(writer: RecordWriter) {
    this.#writer = writer;
  }

  value(bytes: Buffer, line: number): string | null {
    const reason = this.#writer.takeJson(bytes, line);
    if (reason === null) this.#firstKey ??= firstKeyOf(bytes);
    return reason;
  }

  candidate(bytes: Buffer, line: number): boolean {
    const object = parseObject(bytes.toString('utf8'));
    if (object === undefined) return false;
    const isRecord = findRecords({ object, text: () => '{}' }).every((found) => found.kind !== 'json');
    if (!isRecord && (this.#firstKey === null || firstKeyOf(bytes) !== this.#firstKey)) return false;
    this.#writer.takeJson(bytes, line);
    return true;
  }

  broken(line: number, reason: string, head: Buffer): void {
    this.#writer.quarantine.add(line, reason, head);
  }

  unclosed(): void {
    this.#writer.notices.note('unclosed', 0);
  }

  nulBytes(count: number): void {
    this.#writer.notices.note('nul-bytes', 0, count);
  }
}

function firstKeyOf(bytes: Buffer): string | null {
  return /^\{\s*"([^"\\]{0,100})"/.exec(bytes.toString('latin1', 0, 200))?.[1] ?? null;
}

/**
 * Decodes text with a JSON object on each line. A damaged line costs that line only. A line that only opens an array or
 * object is the start of JSON over several lines, and the rest is split by values.
 */
export class LineDecoder implements Decoder {
  readonly #writer: RecordWriter;
  readonly #options: SplitOptions;
  readonly #lines: LineSplitter;
  readonly #sink: WriterSink;
  #values: ValueSplitter | null = null;

  constructor(writer: RecordWriter, options: SplitOptions) {
    this.#writer = writer;
    this.#options = options;
    this.#sink = new WriterSink(writer);
    const sink: LineSink = {
      line: (bytes, line) => this.#takeLine(bytes, line),
      broken: (line, reason, head) => writer.quarantine.add(line, reason, head),
      nulBytes: (count) => writer.notices.note('nul-bytes', 0, count),
    };
    this.#lines = new LineSplitter(sink, options.maxValueBytes);
  }

  push(chunk: Buffer): void {
    const rest = this.#values === null ? this.#lines.push(chunk, () => this.#values !== null) : chunk;
    if (rest !== null) this.#values?.push(rest);
  }

  end(): void {
    this.#lines.end();
    this.#values?.end();
  }

  #takeLine(bytes: Buffer, line: number): void {
    const [first] = bytes;
    if (first === 0x7b) {
      const reason = this.#writer.takeJson(bytes, line);
      if (reason !== null) this.#takeIrregular(bytes, line);
    } else if (first === 0x5b) this.#takeIrregular(bytes, line);
    else this.#writer.quarantine.add(line, 'a line that is no JSON object', bytes);
  }

  /** Several values on the line, an array, or damage. */
  #takeIrregular(bytes: Buffer, line: number): void {
    const values = new ValueSplitter(this.#sink, { ...this.#options, firstLine: line });
    values.push(bytes);
    if (bytes.length === 1) {
      values.push(Buffer.from('\n'));
      this.#values = values;
    } else values.end();
  }
}
