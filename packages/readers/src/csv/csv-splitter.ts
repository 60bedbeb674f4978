import { BYTE } from '../json/byte-classes.ts';
import { tooLong } from '../json/value-sink.ts';
import { ByteWindow } from '../json/window.ts';

/** A row whose cells are made into text only when asked for. Valid during the call only. */
export interface CsvRow {
  readonly line: number;
  readonly cellCount: number;
  /** Undefined where the row is too short. Bytes that are not UTF-8 become U+FFFD. */
  cell(index: number): string | undefined;
  /** The same as bytes, valid until the next cell is asked for. */
  cellBytes(index: number): Buffer | undefined;
  /** The bytes of the whole row, without its line end. */
  bytes(): Buffer;
}

export interface CsvSink {
  row(row: CsvRow): void;
  broken(line: number, reason: string, head: Buffer): void;
}

/** Constants of this module: an imported binding is looked up anew for each byte. */
const QUOTE = BYTE.quote;
const NEWLINE = BYTE.newline;

type State = 'cell-start' | 'plain' | 'quoted' | 'quote-in-quoted' | 'closed' | 'skip-line';

/**
 * Splits CSV as RFC 4180 has it, with any one-byte delimiter and any line end. After damage (text behind a closing quote,
 * a quote that is never closed, a row over the limit) it goes on with the line after the one on which the row began.
 */
export class CsvSplitter {
  readonly #sink: CsvSink;
  readonly #delimiter: number;
  readonly #maxRowBytes: number;
  readonly #window = new ByteWindow();
  /** Start and end of each finished cell, quotes left out; a negative start marks a cell with doubled quotes. */
  #cells: number[] = [];
  #state: State = 'cell-start';
  #at = 0;
  #rowStart = 0;
  #cellStart = 0;
  #doubled = false;
  #line: number;
  #rowLine: number;
  #ended = false;

  constructor(sink: CsvSink, options: { delimiter: string; maxRowBytes: number; firstLine?: number }) {
    this.#sink = sink;
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#maxRowBytes = options.maxRowBytes;
    this.#line = options.firstLine ?? 1;
    this.#rowLine = this.#line;
  }

  push(chunk: Buffer): void {
    const moved = this.#window.append(chunk, this.#state === 'skip-line' ? this.#at : this.#rowStart);
    this.#at -= moved;
    this.#rowStart -= moved;
    this.#cellStart -= moved;
    if (moved !== 0) this.#cells = this.#cells.map((at) => (at < 0 ? at + moved : at - moved));
    this.#run();
  }

  end(): void {
    this.#ended = true;
    this.#run();
    while (this.#state === 'quoted') {
      this.#abandon('a quote is opened and never closed: the row is cut off or damaged');
      this.#run();
    }
    if (this.#rowStart < this.#window.length && this.#state !== 'skip-line') {
      this.#endCell(this.#window.length);
      this.#endRow(this.#window.length);
    }
  }

  #run(): void {
    const { bytes, length } = this.#window;
    while (this.#at < length) {
      switch (this.#state) {
        case 'cell-start':
          this.#startCell(bytes);
          break;
        case 'plain':
          this.#plain(bytes, length);
          break;
        case 'quoted':
          this.#quoted(bytes, length);
          break;
        case 'quote-in-quoted':
          this.#afterQuote(bytes);
          break;
        case 'closed':
          this.#afterCell(bytes);
          break;
        case 'skip-line':
          this.#skipLine(bytes, length);
          break;
      }
    }
    if (this.#state !== 'skip-line' && length - this.#rowStart > this.#maxRowBytes) {
      this.#abandon(tooLong(this.#maxRowBytes));
      this.#run();
    }
  }

  #startCell(bytes: Buffer): void {
    this.#doubled = false;
    if (bytes[this.#at] === BYTE.quote) {
      this.#at += 1;
      this.#state = 'quoted';
    } else this.#state = 'plain';
    this.#cellStart = this.#at;
  }

  #plain(bytes: Buffer, length: number): void {
    let at = this.#at;
    while (at < length && bytes[at] !== this.#delimiter && bytes[at] !== BYTE.newline) at += 1;
    this.#at = at;
    if (at < length) this.#endCellAt(bytes, at);
  }

  #quoted(bytes: Buffer, length: number): void {
    let at = this.#at;
    let lines = 0;
    for (; at < length; at += 1) {
      const byte = bytes[at];
      if (byte === NEWLINE) lines += 1;
      else if (byte === QUOTE) {
        if (bytes[at + 1] !== QUOTE || at + 1 >= length) break;
        this.#doubled = true;
        at += 1;
      }
    }
    this.#line += lines;
    if (at < length) {
      at += 1;
      this.#state = 'quote-in-quoted';
    }
    this.#at = at;
  }

  #afterQuote(bytes: Buffer): void {
    const byte = bytes[this.#at];
    if (byte === BYTE.quote) {
      this.#doubled = true;
      this.#at += 1;
      this.#state = 'quoted';
    } else {
      this.#cells.push(this.#doubled ? -1 - this.#cellStart : this.#cellStart, this.#at - 1);
      this.#state = 'closed';
    }
  }

  /** Blanks may stand before the delimiter, and the first half of CR LF. */
  #afterCell(bytes: Buffer): void {
    const byte = bytes[this.#at];
    if (byte === this.#delimiter || byte === BYTE.newline) this.#endCellAt(bytes, this.#at);
    else if (byte === BYTE.return || byte === BYTE.space) this.#at += 1;
    else this.#abandon('text behind a closing quote');
  }

  #endCellAt(bytes: Buffer, at: number): void {
    this.#endCell(at);
    this.#at = at + 1;
    if (bytes[at] === BYTE.newline) {
      this.#line += 1;
      this.#endRow(at);
    } else this.#state = 'cell-start';
  }

  #endCell(end: number): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'cell-start') this.#cells.push(end, end);
    else if (this.#state === 'quote-in-quoted') {
      this.#cells.push(this.#doubled ? -1 - this.#cellStart : this.#cellStart, end - 1);
    } else {
      const { bytes, length } = this.#window;
      const isLast = end >= length || bytes[end] === BYTE.newline;
      const isReturn = isLast && end > this.#cellStart && bytes[end - 1] === BYTE.return;
      this.#cells.push(this.#cellStart, isReturn ? end - 1 : end);
    }
  }

  #endRow(end: number): void {
    const { bytes } = this.#window;
    const cells = this.#cells;
    const start = this.#rowStart;
    const isBlank = cells.length === 2 && cells[0] === cells[1];
    if (!isBlank) {
      this.#sink.row({
        line: this.#rowLine,
        cellCount: cells.length / 2,
        cell: (index) => cellBytes(bytes, cells[index * 2], cells[index * 2 + 1])?.toString('utf8'),
        cellBytes: (index) => cellBytes(bytes, cells[index * 2], cells[index * 2 + 1]),
        bytes: () => bytes.subarray(start, end > start && bytes[end - 1] === BYTE.return ? end - 1 : end),
      });
    }
    this.#startRow();
  }

  #startRow(): void {
    this.#cells = [];
    this.#rowStart = this.#at;
    this.#rowLine = this.#line;
    this.#state = 'cell-start';
  }

  #abandon(reason: string): void {
    const { bytes, length } = this.#window;
    this.#sink.broken(
      this.#rowLine,
      reason,
      bytes.subarray(this.#rowStart, Math.min(length, this.#rowStart + 800)),
    );
    this.#at = this.#rowStart;
    this.#line = this.#rowLine;
    this.#state = 'skip-line';
  }

  #skipLine(bytes: Buffer, length: number): void {
    const found = bytes.indexOf(BYTE.newline, this.#at);
    if (found < 0 || found >= length) {
      this.#at = length;
      if (this.#ended) this.#rowStart = length;
      return;
    }
    this.#at = found + 1;
    this.#line += 1;
    this.#startRow();
  }
}

let scratch = Buffer.alloc(1 << 16);

function scratchOf(bytes: number): Buffer {
  if (scratch.length < bytes) scratch = Buffer.alloc(bytes * 2);
  return scratch;
}

/** A cell's bytes with its doubled quotes made single. */
function cellBytes(bytes: Buffer, start: number | undefined, end: number | undefined): Buffer | undefined {
  if (start === undefined || end === undefined) return undefined;
  if (start >= 0) return bytes.subarray(start, end);
  const from = -1 - start;
  const out = scratchOf(end - from);
  let length = 0;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] as number;
    out[length++] = byte;
    // Inside the cell every quote is a doubled one.
    if (byte === QUOTE) at += 1;
  }
  return out.subarray(0, length);
}
