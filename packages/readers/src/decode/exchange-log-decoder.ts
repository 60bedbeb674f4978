import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { cellsOf } from '../csv/csv-dialect.ts';
import { type CsvRow, CsvSplitter } from '../csv/csv-splitter.ts';
import { headerOf, httpProxyColumns, isHttpProxyLine, isLogTime } from '../exchange/log-columns.ts';
import type { Decoder } from './json-decoder.ts';
import type { RecordWriter } from './record-writer.ts';

/** Sourcetype of the Splunk Add-on for Microsoft Exchange, where it has one for the log. */
const SOURCETYPES: ReadonlyMap<string, string> = new Map([
  ['message tracking log', 'MSExchange:2013:MessageTracking'],
]);

/**
 * Decodes the logs that Exchange Server itself writes (HttpProxy, EWS, message tracking …): CSV whose `#Fields` line says
 * the columns from there on, whose `#Log-type` says the log, and whose first column is the time in UTC. Lines of an
 * HttpProxy log without a header have the columns of Exchange 2016, and the notices say so. Field names are those of the
 * columns, `_` for `-`; an empty value is no field.
 */
export class ExchangeLogDecoder implements Decoder {
  readonly #writer: RecordWriter;
  readonly #splitter: CsvSplitter;
  #columns: readonly string[] | null = null;
  #isAssumed = false;
  #logType = 'HttpProxy Logs';

  constructor(writer: RecordWriter, maxRowBytes: number) {
    this.#writer = writer;
    this.#splitter = new CsvSplitter(
      {
        row: (row) => this.#takeRow(row),
        broken: (line, reason, head) => writer.quarantine.add(line, reason, head),
      },
      { delimiter: ',', maxRowBytes },
    );
  }

  push(chunk: Buffer): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
    if (this.#isAssumed)
      this.#writer.notices.say(
        'no line says the columns; assumed: those of an HttpProxy log of Exchange 2016',
      );
  }

  #takeRow(row: CsvRow): void {
    const bytes = row.bytes();
    if (!isUtf8(bytes)) this.#writer.notices.note('invalid-utf8', row.line);
    const raw = bytes.toString('utf8');
    const cells = cellsOf(row);
    const columns = headerOf(cells);
    if (columns !== null) this.#columns = columns;
    else if (raw.startsWith('#')) this.#logType = /^#Log-type:\s*(.+?)\s*$/i.exec(raw)?.[1] ?? this.#logType;
    else this.#takeLine(cells, row.line, raw);
  }

  #takeLine(cells: readonly string[], line: number, raw: string): void {
    if (this.#columns === null && isHttpProxyLine(cells)) {
      this.#columns = httpProxyColumns;
      this.#isAssumed = true;
    }
    const fault = this.#faultOf(cells);
    if (fault === null) {
      const record = this.#recordOf(this.#columns ?? [], cells, raw);
      this.#writer.take({ kind: 'json', carrier: 'none', text: JSON.stringify(record) }, line);
    } else this.#writer.quarantine.add(line, fault, raw);
  }

  #faultOf(cells: readonly string[]): string | null {
    if (this.#columns === null)
      return 'no line says the columns, and the values are not those of an HttpProxy log';
    if (cells.length !== this.#columns.length)
      return `the line has ${cells.length} values, the header ${this.#columns.length}`;
    return isLogTime(cells[0]) ? null : 'no time in the first column';
  }

  #recordOf(columns: readonly string[], cells: readonly string[], raw: string): object {
    // Without a prototype: a column may be called `__proto__`.
    const fields: Record<string, string> = Object.create(null);
    columns.forEach((column, at) => {
      const value = cells[at] ?? '';
      if (value !== '') fields[column.replace(/\W+/g, '_').replace(/^_+|_+$/g, '')] ??= value;
    });
    const host = fields['ServerHostName'];
    const name = this.#logType.replace(/ logs?$/i, '').replace(/\W+/g, '');
    return {
      _time: cells[0],
      index: 'msexchange',
      sourcetype: SOURCETYPES.get(this.#logType.toLowerCase()) ?? `MSExchange:${name}`,
      ...(host === undefined ? {} : { host }),
      ...fields,
      _raw: raw,
      // A request has an id; that of a log without one may well write the same line twice.
      ...(fields['RequestId'] === undefined ? {} : { _sealbreak_id: digest(name, raw) }),
    };
  }
}

function digest(log: string, raw: string): string {
  return createHash('sha256').update(`${log}\n${raw}`).digest('base64url');
}
