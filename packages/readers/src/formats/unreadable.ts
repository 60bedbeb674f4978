import { anyHeader } from '../csv/csv-dialect.ts';
import type { Format, Sample } from './format.ts';

interface Signature {
  readonly id: string;
  readonly title: string;
  readonly magic: readonly (readonly [number, string])[];
  readonly reason: string;
}

const LATER = 'recognised, but this version does not read it';
const DEEP = 'an archive in an archive in an archive: unpack the outer one first';
const UNPACK = 'unpack it first and name the files inside';

/** Files that are told by bytes at a fixed place; the texts are Latin-1. */
const SIGNATURES: readonly Signature[] = [
  { id: 'parquet', title: 'Parquet', magic: [[0, 'PAR1']], reason: LATER },
  { id: 'zip', title: 'ZIP archive', magic: [[0, 'PK\x03\x04']], reason: DEEP },
  { id: '7z', title: '7z archive', magic: [[0, "7z\xbc\xaf'\x1c"]], reason: UNPACK },
  { id: 'rar', title: 'RAR archive', magic: [[0, 'Rar!\x1a\x07']], reason: UNPACK },
  { id: 'tar', title: 'TAR archive', magic: [[257, 'ustar']], reason: DEEP },
  { id: 'bzip2', title: 'bzip2 file', magic: [[0, 'BZh']], reason: UNPACK },
  { id: 'xz', title: 'xz file', magic: [[0, '\xfd7zXZ\0']], reason: UNPACK },
  { id: 'sqlite', title: 'SQLite database', magic: [[0, 'SQLite format 3\0']], reason: LATER },
  {
    id: 'registry',
    title: 'Windows registry hive',
    magic: [[0, 'regf']],
    reason: 'it holds no audit records',
  },
  { id: 'pst', title: 'Outlook data file', magic: [[0, '!BDN']], reason: 'it holds mail, not audit records' },
  {
    id: 'ole',
    title: 'Office document (old form)',
    magic: [[0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1']],
    reason: 'export it as CSV first',
  },
  { id: 'pdf', title: 'PDF document', magic: [[0, '%PDF-']], reason: 'it holds no audit records' },
];

/** Text formats that are told by a pattern at the start. The patterns are anchored and linear. */
const TEXTS: readonly { id: string; title: string; pattern: RegExp; reason: string }[] = [
  {
    id: 'markdown',
    title: 'Markdown document',
    pattern: /^#{1,3} \S[^\n]{0,200}\n\s*\n/,
    reason: 'a document, no log',
  },
  {
    id: 'html',
    title: 'HTML page',
    pattern: /^\s*<(?:!doctype html|html)\b/i,
    reason: 'it holds no audit records',
  },
  { id: 'xml', title: 'XML', pattern: /^\s*<[?!A-Za-z]/, reason: LATER },
];

const signatureFormats: readonly Format[] = SIGNATURES.map(({ id, title, magic, reason }) => ({
  id,
  title,
  doc: null,
  recognise: ({ bytes }) =>
    magic.every(([at, text]) => bytes.toString('latin1', at, at + text.length) === text)
      ? { why: 'by its first bytes', plan: { how: 'none', reason } }
      : null,
}));

const textFormats: readonly Format[] = TEXTS.map(({ id, title, pattern, reason }) => ({
  id,
  title,
  doc: null,
  recognise: ({ text }) =>
    pattern.test(text) ? { why: 'by its first line', sure: 'likely', plan: { how: 'none', reason } } : null,
}));

const empty: Format = {
  id: 'empty',
  title: 'empty file',
  doc: null,
  recognise: ({ bytes, isWhole, text }) =>
    isWhole && (bytes.length === 0 || text.trim() === '')
      ? { why: 'nothing in it', plan: { how: 'none', reason: 'the file is empty' } }
      : null,
};

const otherCsv: Format = {
  id: 'csv',
  title: 'CSV without audit records',
  doc: null,
  recognise: ({ text }) => {
    const header = isBinary(text) ? null : anyHeader(text);
    if (header === null) return null;
    const reason = `no column holds audit records (AuditData, _raw, RawEventData or Operation); it has ${header.slice(0, 6).join(', ')}; --sourcetype and --time-field read it all the same`;
    return { why: 'a header line', sure: 'guess', plan: { how: 'none', reason } };
  },
};

const binary: Format = {
  id: 'binary',
  title: 'binary data',
  doc: null,
  recognise: ({ text }) =>
    isBinary(text)
      ? {
          why: 'bytes that are no text',
          sure: 'likely',
          plan: { how: 'none', reason: 'it is no text and no known format' },
        }
      : null,
};

const plainText: Format = {
  id: 'text',
  title: 'plain text',
  doc: null,
  recognise: () => ({
    why: 'nothing else fits',
    sure: 'guess',
    plan: { how: 'none', reason: 'plain text that is no known log format' },
  }),
};

function isBinary(text: Sample['text']): boolean {
  const head = text.slice(0, 8192);
  const odd = head.match(/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/g)?.length ?? 0;
  return head.includes('\0') || odd > head.length / 20;
}

/** Told before anything is taken for text. */
export const binaryFormats: readonly Format[] = [empty, ...signatureFormats];

/** Told when nothing that we read fits; the last one always does. */
export const otherFormats: readonly Format[] = [binary, ...textFormats, otherCsv, plainText];

/** Formats that people read: who skips such a file misses no log. */
export const documentFormats: ReadonlySet<string> = new Set(['markdown', 'html', 'pdf']);
