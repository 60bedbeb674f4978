import { isUtf8 } from 'node:buffer';
import { cellsOf } from '../csv/csv-dialect.ts';
import { type CsvRow, CsvSplitter } from '../csv/csv-splitter.ts';
import { type JsonObject, parseObject } from '../json/json-object.ts';
import type { Member } from '../json/members.ts';
import { type Found, findRecords } from '../o365/find-records.ts';
import { canonicalKey } from '../o365/keys.ts';
import type { Decoder } from './json-decoder.ts';
import type { RecordWriter } from './record-writer.ts';

export interface CsvDecoderOptions {
  readonly delimiter: string;
  readonly skipLines: number;
  readonly maxRowBytes: number;
}

/** Fields whose value in a record is a number; a column of text gives it back as one. */
const NUMERIC = new Set([
  'RecordType',
  'UserType',
  'LogonType',
  'InternalLogonType',
  'OperationCount',
  'Version',
  'Logon_Type',
]);
const BOOLEAN = new Set(['ExternalAccess', 'IsThrottled']);

/**
 * Decodes rows that hold an audit record in a cell (AuditData, _raw, RawEventData), or are one, column by column.
 * A header inside the file (files that were put together) starts its own columns.
 */
export class CsvDecoder implements Decoder {
  readonly #writer: RecordWriter;
  readonly #splitter: CsvSplitter;
  #toSkip: number;
  #header: string[] = [];
  #auditData = -1;

  constructor(writer: RecordWriter, options: CsvDecoderOptions) {
    this.#writer = writer;
    this.#toSkip = options.skipLines;
    const firstLine = options.skipLines + 1;
    const { delimiter, maxRowBytes } = options;
    this.#splitter = new CsvSplitter(
      {
        row: (row) => this.#takeRow(row),
        broken: (line, reason, head) => writer.quarantine.add(line, reason, head),
      },
      { delimiter, maxRowBytes, firstLine },
    );
  }

  push(chunk: Buffer): void {
    const rest = this.#afterPreamble(chunk);
    if (rest.length > 0) this.#splitter.push(rest);
  }

  end(): void {
    this.#splitter.end();
  }

  #afterPreamble(chunk: Buffer): Buffer {
    let rest = chunk;
    while (this.#toSkip > 0) {
      const end = rest.indexOf(0x0a);
      if (end < 0) return Buffer.alloc(0);
      rest = rest.subarray(end + 1);
      this.#toSkip -= 1;
    }
    return rest;
  }

  #takeRow(row: CsvRow): void {
    if (this.#header.length === 0) {
      this.#setHeader(cellsOf(row));
      return;
    }
    const isValid = isUtf8(row.bytes());
    if (!isValid) this.#writer.notices.note('invalid-utf8', row.line);
    const bytes = this.#auditData < 0 || this.#writer.isMapped ? undefined : row.cellBytes(this.#auditData);
    const audit = bytes?.toString('utf8');
    const record = audit?.startsWith('{') ? parseObject(audit) : undefined;
    if (bytes !== undefined && audit !== undefined && record !== undefined) {
      const wrapper = 'CreationTime' in record ? null : this.#rowObject(row);
      const found: Found = {
        kind: 'o365',
        carrier: 'audit-data',
        record,
        text: audit,
        wrapper,
        salvaged: false,
      };
      this.#writer.take(found, row.line, isValid && wrapper === null ? bytes : null);
    } else if (this.#isRepeatedHeader(row)) {
      this.#writer.notices.note('repeated-header', row.line);
      this.#setHeader(cellsOf(row));
    } else if (!row.cell(0)?.startsWith('#TYPE')) this.#takeWhole(row);
  }

  #setHeader(names: readonly string[]): void {
    this.#header = names.map((name) => name.trim().replace(/^\ufeff/, ''));
    this.#auditData = this.#header.findIndex((name) => name.toLowerCase() === 'auditdata');
  }

  /** A row that holds the name of the column that matters, or all the names. */
  #isRepeatedHeader(row: CsvRow): boolean {
    const cells = cellsOf(row);
    if (this.#auditData >= 0)
      return cells.some((cell) => cell.length < 12 && cell.trim().toLowerCase() === 'auditdata');
    return (
      cells.length > 1 &&
      cells.length === this.#header.length &&
      this.#header.every((name, at) => cells[at] === name)
    );
  }

  #takeWhole(row: CsvRow): void {
    if (row.cellCount !== this.#header.length) {
      const reason = `the row has ${row.cellCount} cells, the header ${this.#header.length}`;
      this.#writer.quarantine.add(row.line, reason, row.bytes());
      return;
    }
    const object = this.#rowObject(row);
    const raw = row.bytes().toString('utf8');
    if (this.#writer.takeMapped(object, () => membersOf(object), row.line, raw, 'csv')) return;
    for (const found of findRecords({ object, text: () => JSON.stringify(object) })) {
      const isOwn = found.kind === 'fault' && found.excerpt === '';
      this.#writer.take(
        isOwn ? { ...found, excerpt: row.bytes().toString('utf8', 0, 800) } : found,
        row.line,
      );
    }
  }

  #rowObject(row: CsvRow): JsonObject {
    // Without a prototype: a column may be called `__proto__`.
    const object: Record<string, unknown> = Object.create(null);
    this.#header.forEach((name, index) => {
      const cell = row.cell(index);
      if (cell !== undefined && (cell !== '' || index === this.#auditData))
        object[name] = typedCell(name, cell);
    });
    return object;
  }
}

function membersOf(object: JsonObject): readonly Member[] {
  return Object.entries(object).map(([key, value]) => ({ key, valueText: JSON.stringify(value) }));
}

function typedCell(name: string, cell: string): string | number | boolean {
  const key = canonicalKey(name);
  if (NUMERIC.has(key) && /^\d{1,9}$/.test(cell)) return Number(cell);
  if (BOOLEAN.has(key) && /^(?:true|false)$/i.test(cell)) return cell.toLowerCase() === 'true';
  return cell;
}
