import { stat } from 'node:fs/promises';
import { openByteStream } from './bytes/byte-stream.ts';
import { toUtf8 } from './bytes/encoding.ts';
import { CsvDecoder } from './decode/csv-decoder.ts';
import { EventXmlDecoder } from './decode/event-xml-decoder.ts';
import { EvtxDecoder } from './decode/evtx-decoder.ts';
import { ExchangeLogDecoder } from './decode/exchange-log-decoder.ts';
import { createValueDecoder, type Decoder, LineDecoder } from './decode/json-decoder.ts';
import type { QuarantinedRecord } from './decode/quarantine.ts';
import { RecordWriter } from './decode/record-writer.ts';
import type { SpoolFile } from './decode/spool-file.ts';
import { SyslogDecoder } from './decode/syslog-decoder.ts';
import { W3cDecoder } from './decode/w3c-decoder.ts';
import type { ReadPlan } from './formats/format.ts';
import type { IdentifiedFile } from './identify.ts';
import type { ScanFile } from './scan-file.ts';

export interface OpenOptions {
  /** Where decoded records are written; the caller makes it private and removes it. */
  readonly spoolDir: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of the file on disk read so far. */
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
  /** Of one record, in bytes; a longer one is quarantined. Default 64 MB. */
  readonly maxRecordBytes?: number | undefined;
}

/** A file made ready for the engine. Every record of the file is in `scans` or in the quarantine. */
export interface Opened {
  readonly scans: readonly ScanFile[];
  /** What is left of cut-off records. To be read after the scans of all files: a whole copy of a record comes first. */
  readonly remnants: readonly ScanFile[];
  /** Records in the scans; null for a file read in place, which only the engine counts. */
  readonly records: number | null;
  /** The first 1000; `quarantinedCount` has the number of all. */
  readonly quarantined: readonly QuarantinedRecord[];
  readonly quarantinedCount: number;
  /** Sentences for the person who runs the command. */
  readonly notices: readonly string[];
  /** Longest line in the spool files: what the engine must be able to take. 0 for a file read in place. */
  readonly longestLineBytes: number;
}

const DEFAULT_MAX_RECORD_BYTES = 64_000_000;

/**
 * Makes a file readable for the engine: a regular NDJSON file as it is, without a look at the data; anything else
 * decoded into spool files.
 */
export async function openInput(identified: IdentifiedFile, options: OpenOptions): Promise<Opened> {
  if (identified.plan.how !== 'in-place') return decodeInput(identified, options);
  const { file, compression } = identified;
  const scan: ScanFile = {
    path: file.path,
    source: file.name,
    compression,
    record: 'o365',
    sizeBytes: file.sizeBytes,
    checked: false,
  };
  return {
    scans: [scan],
    remnants: [],
    records: null,
    quarantined: [],
    quarantinedCount: 0,
    notices: file.notice === undefined ? [] : [file.notice],
    longestLineBytes: 0,
  };
}

/**
 * Decodes a file into spool files, also one that could be read in place: for when the engine found it irregular. Streams
 * in bounded memory. Throws what `fs` throws and, on abort, the signal's reason; bad content never throws.
 */
export async function decodeInput(identified: IdentifiedFile, options: OpenOptions): Promise<Opened> {
  return (await decodeBeginning(identified, options, Number.POSITIVE_INFINITY)).opened;
}

/** The same of the first so many bytes of content: a record that is not whole in them is left out. */
export async function decodeBeginning(
  identified: IdentifiedFile,
  options: OpenOptions,
  contentBytes: number,
): Promise<{ readonly opened: Opened; readonly isWhole: boolean }> {
  const { file, compression, encoding, plan, mapping } = identified;
  const writer = new RecordWriter(file.name, options.spoolDir, mapping);
  if (file.notice !== undefined) writer.notices.say(file.notice);
  try {
    const lastChangeMs = plan.how === 'syslog' ? (await stat(file.path)).mtimeMs : 0;
    const maxRecordBytes = options.maxRecordBytes ?? DEFAULT_MAX_RECORD_BYTES;
    const decoder = createDecoder(plan, writer, maxRecordBytes, lastChangeMs);
    const stream = openByteStream(file.path, compression, options);
    const content = plan.how === 'evtx' ? stream.chunks : toUtf8(stream.chunks, encoding);
    let bytes = 0;
    for await (const chunk of content) {
      decoder.push(chunk);
      bytes += chunk.length;
      if (bytes >= contentBytes) return { opened: opened(writer, file.name), isWhole: false };
    }
    decoder.end();
    const fault = stream.fault();
    if (fault !== null) writer.notices.say(`${fault}; everything that could be decompressed was read`);
    const found = spoolsOf(writer).reduce((sum, spool) => sum + spool.records, writer.quarantine.count);
    if (found === 0) writer.notices.say('there are no records in it');
    return { opened: opened(writer, file.name), isWhole: true };
  } catch (error) {
    for (const spool of spoolsOf(writer)) spool.discard();
    throw error;
  }
}

function finished(spools: readonly SpoolFile[], source: string): readonly ScanFile[] {
  return spools.map((spool) => spool.finish(source)).filter((scan) => scan !== null);
}

function spoolsOf(writer: RecordWriter): readonly SpoolFile[] {
  return [writer.o365, writer.json, writer.salvaged];
}

function opened(writer: RecordWriter, source: string): Opened {
  const spools = spoolsOf(writer);
  return {
    scans: finished([writer.o365, writer.json], source),
    remnants: finished([writer.salvaged], source),
    records: spools.reduce((sum, spool) => sum + spool.records, 0),
    quarantined: writer.quarantine.records,
    quarantinedCount: writer.quarantine.count,
    notices: writer.notices.sentences(),
    longestLineBytes: Math.max(...spools.map((spool) => spool.longestLineBytes)),
  };
}

function createDecoder(
  plan: ReadPlan,
  writer: RecordWriter,
  maxRecordBytes: number,
  lastChangeMs: number,
): Decoder {
  switch (plan.how) {
    case 'in-place':
    case 'json-lines':
      return new LineDecoder(writer, { maxValueBytes: maxRecordBytes, containers: new Set() });
    case 'json-values':
      return createValueDecoder(writer, {
        maxValueBytes: maxRecordBytes,
        containers: new Set(plan.containers),
      });
    case 'csv':
      return new CsvDecoder(writer, {
        delimiter: plan.delimiter,
        skipLines: plan.skipLines,
        maxRowBytes: maxRecordBytes,
      });
    case 'event-xml':
      return new EventXmlDecoder(writer, maxRecordBytes);
    case 'evtx':
      return new EvtxDecoder(writer);
    case 'syslog':
      return new SyslogDecoder(writer, maxRecordBytes, lastChangeMs);
    case 'exchange-log':
      return new ExchangeLogDecoder(writer, maxRecordBytes);
    case 'w3c':
      return new W3cDecoder(writer, maxRecordBytes);
    case 'none':
      throw new Error(`not a format that is read: ${plan.reason}`);
  }
}
