import { isUtf8 } from 'node:buffer';
import { LineSplitter } from '../json/line-splitter.ts';
import { inferColumns } from '../w3c/infer-columns.ts';
import { splitLine } from '../w3c/split-line.ts';
import type { Decoder } from './json-decoder.ts';
import type { RecordWriter } from './record-writer.ts';

/** Different sets of assumed columns that are told; a file has one or two. */
const ASSUMED_MAX = 20;

/**
 * Decodes IIS logs in W3C extended format. `#Fields` says the columns from there on, and may change; lines before the
 * first are read by the kinds of their values, and the notices say which columns were assumed. Field names are those of
 * Splunk's sourcetype `iis` (indexed extractions write `_` for each run of other characters): `cs_User_Agent`, `c_ip`.
 * `-` is no value. Times are UTC.
 */
export class W3cDecoder implements Decoder {
  readonly #writer: RecordWriter;
  readonly #splitter: LineSplitter;
  readonly #assumed = new Set<string>();
  #columns: readonly string[] | null = null;
  /** Of `#Date`, for logs whose lines hold the time alone. */
  #date: string | undefined;

  constructor(writer: RecordWriter, maxLineBytes: number) {
    this.#writer = writer;
    this.#splitter = new LineSplitter(
      {
        line: (bytes, line) => this.#takeLine(bytes, line),
        broken: (line, reason, head) => writer.quarantine.add(line, reason, head),
        nulBytes: (count) => writer.notices.note('nul-bytes', 0, count),
      },
      maxLineBytes,
    );
  }

  push(chunk: Buffer): void {
    this.#splitter.push(chunk, () => false);
  }

  end(): void {
    this.#splitter.end();
    for (const columns of this.#assumed)
      this.#writer.notices.say(`no #Fields line says the columns; assumed: ${columns}`);
  }

  #takeLine(bytes: Buffer, line: number): void {
    const text = bytes.toString('utf8');
    if (text.startsWith('#')) {
      this.#takeDirective(text);
      return;
    }
    if (!isUtf8(bytes)) this.#writer.notices.note('invalid-utf8', line);
    const values = splitLine(text);
    const columns = values && (this.#columns ?? inferColumns(values));
    const fault = this.#faultOf(values, columns);
    if (values === null || columns === null || fault !== null) {
      this.#writer.quarantine.add(line, fault ?? 'no line of an IIS log', bytes);
      return;
    }
    const record = this.#recordOf(columns, values, text);
    if (record === null) {
      this.#writer.quarantine.add(line, 'no date and time that can be read', bytes);
      return;
    }
    if (this.#columns === null && this.#assumed.size < ASSUMED_MAX) this.#assumed.add(columns.join(' '));
    this.#writer.take({ kind: 'json', carrier: 'none', text: JSON.stringify(record) }, line);
  }

  #faultOf(values: readonly string[] | null, columns: readonly string[] | null): string | null {
    if (values === null) return 'a quote that is never closed';
    if (columns === null)
      return 'no #Fields line says the columns, and the values fit no order that IIS writes';
    if (values.length !== columns.length)
      return `the line has ${values.length} values, #Fields names ${columns.length}`;
    return null;
  }

  #takeDirective(text: string): void {
    const [, name, rest = ''] = /^#([A-Za-z-]+):\s*(.*)$/.exec(text) ?? [];
    if (name?.toLowerCase() === 'fields') this.#columns = rest.split(/\s+/).filter((column) => column !== '');
    if (name?.toLowerCase() === 'date') this.#date = /^\d{4}-\d\d-\d\d/.exec(rest)?.[0];
  }

  #recordOf(columns: readonly string[], values: readonly string[], raw: string): object | null {
    // Without a prototype: a column may be called `__proto__`.
    const fields: Record<string, string> = Object.create(null);
    columns.forEach((column, at) => {
      const value = values[at];
      if (value !== undefined && value !== '-') fields[fieldName(column)] ??= value;
    });
    const date = fields['date'] ?? this.#date;
    const { time } = fields;
    if (date === undefined || time === undefined || Number.isNaN(Date.parse(`${date}T${time}Z`))) return null;
    const host = fields['s_computername'];
    return {
      _time: `${date}T${time}Z`,
      index: 'iis',
      sourcetype: 'iis',
      ...(host === undefined ? {} : { host }),
      ...fields,
      _raw: raw,
    };
  }
}

function fieldName(column: string): string {
  return column.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
}
