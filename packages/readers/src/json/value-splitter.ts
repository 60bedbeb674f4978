import { BYTE } from './byte-classes.ts';
import { isSpace, type ScanState, scanValue } from './json-scan.ts';
import { type SplitOptions, tooLong, type ValueSink } from './value-sink.ts';
import { ByteWindow } from './window.ts';

type Mode = 'between' | 'value' | 'discard' | 'garbage' | 'resync' | 'trial' | 'lost';

const HEAD_BYTES = 800;
const TRIAL_DEPTH = 512;
const NO_CONTAINERS: ReadonlySet<string> = new Set();
/** Bytes that may be scanned again while looking for the next record behind damage, so that hostile text cannot hang us. */
const RESYNC_BUDGET_BYTES = 1 << 26;

/**
 * Splits JSON text of any shape into its values, as it streams: one value or many, one after another, in arrays, in
 * several arrays, in known wrappers. Behind damage it goes on at the next object that the sink knows as a record.
 */
export class ValueSplitter {
  /** How many wrappers were opened. */
  wrappers = 0;
  readonly #sink: ValueSink;
  readonly #options: SplitOptions;
  readonly #window = new ByteWindow();
  readonly #scan: ScanState;
  readonly #open: ('array' | 'wrapper')[] = [];
  #mode: Mode = 'between';
  #ended = false;
  #start = 0;
  #startLine = 1;
  #garbage: { line: number; head: Buffer } | null = null;
  #damage: { line: number; reason: string; head: Buffer } | null = null;
  /** Where a damaged value ends, if its brackets are balanced: the search for the next record may end there. */
  #damageEnd: { at: number; line: number } | null = null;
  #rescanned = 0;

  constructor(sink: ValueSink, options: SplitOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#scan = { at: 0, depth: 0, inString: false, objects: 0, line: options.firstLine ?? 1 };
  }

  /** True where the text read so far could end without anything being cut off. */
  get isBetweenValues(): boolean {
    return this.#mode === 'between' && this.#open.length === 0;
  }

  push(chunk: Buffer): void {
    const moved = this.#window.append(chunk, this.#keepFrom());
    this.#scan.at -= moved;
    this.#start -= moved;
    if (this.#damageEnd !== null) this.#damageEnd.at -= moved;
    this.#run();
  }

  end(): void {
    this.#ended = true;
    if (this.#mode === 'value') this.#enterResync('the record is cut off', null);
    this.#run();
    if (this.#open.length > 0 || this.#mode === 'discard') this.#sink.unclosed();
  }

  #keepFrom(): number {
    if (this.#mode === 'value' || this.#mode === 'trial') return this.#start;
    // A wrapper's member name may stand just before the chunk's end.
    if (this.#mode === 'discard') return Math.max(0, this.#scan.at - 100);
    return this.#scan.at;
  }

  #run(): void {
    while (this.#step()) {
      // Each step moves on by one value, one mode or to the end of the window.
    }
  }

  /** False when more input is needed. */
  #step(): boolean {
    switch (this.#mode) {
      case 'between':
        return this.#between();
      case 'value':
      case 'discard':
        return this.#value();
      case 'garbage':
        return this.#readGarbage();
      case 'resync':
        return this.#findCandidate();
      case 'trial':
        return this.#tryCandidate();
      case 'lost':
        this.#scan.at = this.#window.length;
        return false;
    }
  }

  #between(): boolean {
    const { bytes, length } = this.#window;
    const scan = this.#scan;
    let nuls = 0;
    for (; scan.at < length; scan.at += 1) {
      const byte = bytes[scan.at];
      if (byte === BYTE.newline) scan.line += 1;
      else if (byte === BYTE.nul) nuls += 1;
      else if (!isSpace(byte) && byte !== BYTE.comma && !isMarkByte(byte)) break;
    }
    if (nuls > 0) this.#sink.nulBytes(nuls);
    if (scan.at >= length) return false;
    const byte = bytes[scan.at];
    if (byte === BYTE.openObject || byte === BYTE.quote) this.#begin('value');
    else if (byte === BYTE.openArray) {
      this.#open.push('array');
      scan.at += 1;
    } else if (byte === BYTE.closeArray && this.#open.length > 0) {
      scan.at += 1;
      if (this.#open.pop() === 'wrapper') {
        this.#mode = 'discard';
        scan.depth = 1;
        scan.objects = 1 << 1;
      }
    } else this.#mode = 'garbage';
    return true;
  }

  #begin(mode: 'value' | 'trial'): void {
    this.#mode = mode;
    this.#start = this.#scan.at;
    this.#startLine = this.#scan.line;
    this.#scan.depth = 0;
    this.#scan.inString = false;
  }

  #value(): boolean {
    const { bytes, length } = this.#window;
    const scan = this.#scan;
    const limits = { maxDepth: Number.POSITIVE_INFINITY, containers: this.#options.containers };
    const end = scanValue(bytes, length, scan, limits);
    if (end === 'container') {
      this.wrappers += 1;
      this.#open.push('wrapper');
      scan.at += 1;
      this.#mode = 'between';
      return true;
    }
    const held = this.#mode === 'value';
    if (end === 'complete') {
      this.#mode = 'between';
      const reason = held ? this.#sink.value(bytes.subarray(this.#start, scan.at), this.#startLine) : null;
      if (reason !== null)
        this.#enterResync(reason, this.#isBoundary() ? { at: scan.at, line: scan.line } : null);
      return true;
    }
    if (end === 'more') {
      if (held && length - this.#start > this.#options.maxValueBytes) {
        this.#sink.broken(this.#startLine, tooLong(this.#options.maxValueBytes), this.#headAt(this.#start));
        this.#mode = 'discard';
      }
      return false;
    }
    if (held) this.#enterResync(brokenAt(scan.line), null);
    else this.#mode = 'between';
    return true;
  }

  /** Whether what follows the value just passed looks like the next value or an end, as far as it is known. */
  #isBoundary(): boolean {
    const { bytes, length } = this.#window;
    let at = this.#scan.at;
    while (at < length && (isSpace(bytes[at]) || bytes[at] === BYTE.comma)) at += 1;
    if (at >= length) return true;
    return bytes[at] === BYTE.openObject || bytes[at] === BYTE.openArray || bytes[at] === BYTE.closeArray;
  }

  #readGarbage(): boolean {
    const { bytes, length } = this.#window;
    const scan = this.#scan;
    let { at } = scan;
    if (this.#garbage === null) {
      this.#garbage = { line: scan.line, head: Buffer.from(this.#headAt(at)) };
      // Its first byte is no end, whatever it is.
      at += 1;
    }
    while (at < length && !endsGarbage(bytes[at])) at += 1;
    scan.at = at;
    if (at >= length && !this.#ended) return false;
    this.#damage = {
      ...this.#garbage,
      head: cutAtLine(this.#garbage.head),
      reason: 'text that is no JSON object',
    };
    this.#garbage = null;
    // An object on the same line may be a part of a record that lost its beginning.
    if (bytes[at] === BYTE.openObject && at < length) this.#mode = 'resync';
    else this.#closeDamage('between');
    return true;
  }

  #enterResync(reason: string, damageEnd: { at: number; line: number } | null): void {
    this.#damage = { line: this.#startLine, reason, head: Buffer.from(this.#headAt(this.#start)) };
    this.#damageEnd = damageEnd;
    this.#mode = 'resync';
    this.#scan.at = this.#start + 1;
    this.#scan.line = this.#startLine;
  }

  #findCandidate(): boolean {
    const { bytes, length } = this.#window;
    const scan = this.#scan;
    const found = scan.at < length ? bytes.indexOf(BYTE.openObject, scan.at) : -1;
    const next = found >= 0 && found < length ? found : length;
    if (this.#damageEnd !== null && next >= this.#damageEnd.at) {
      scan.at = this.#damageEnd.at;
      scan.line = this.#damageEnd.line;
      this.#closeDamage('between');
      return true;
    }
    scan.line += countNewlines(bytes, scan.at, next);
    scan.at = Math.max(scan.at, next);
    if (next < length) {
      if (this.#rescanned > RESYNC_BUDGET_BYTES) this.#giveUp();
      else this.#begin('trial');
      return true;
    }
    if (this.#ended) this.#closeDamage('between');
    return false;
  }

  #tryCandidate(): boolean {
    const { bytes, length } = this.#window;
    const scan = this.#scan;
    const before = Math.max(scan.at, this.#start);
    const end = scanValue(bytes, length, scan, { maxDepth: TRIAL_DEPTH, containers: NO_CONTAINERS });
    this.#rescanned += scan.at - before;
    if (end === 'more' && !this.#ended && length - this.#start <= this.#options.maxValueBytes) return false;
    if (end === 'complete' && this.#sink.candidate(bytes.subarray(this.#start, scan.at), this.#startLine)) {
      this.#closeDamage('between');
      return true;
    }
    scan.at = this.#start + 1;
    scan.line = this.#startLine;
    this.#mode = 'resync';
    return true;
  }

  #closeDamage(mode: 'between' | 'lost'): void {
    if (this.#damage !== null) this.#sink.broken(this.#damage.line, this.#damage.reason, this.#damage.head);
    this.#damage = null;
    this.#damageEnd = null;
    this.#mode = mode;
  }

  #giveUp(): void {
    const { line } = this.#scan;
    const head = Buffer.from(this.#headAt(this.#scan.at));
    this.#closeDamage('lost');
    this.#sink.broken(line, 'too damaged: everything from this line on was not read', head);
  }

  #headAt(at: number): Buffer {
    const from = Math.min(at, this.#window.length);
    return this.#window.bytes.subarray(from, Math.min(from + HEAD_BYTES, this.#window.length));
  }
}

function brokenAt(line: number): string {
  return `not valid JSON on line ${line}`;
}

/** Bytes of U+FEFF in UTF-8: the start of a file that was appended to another. */
function isMarkByte(byte: number | undefined): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}

function endsGarbage(byte: number | undefined): boolean {
  return (
    byte === BYTE.newline || byte === BYTE.openObject || byte === BYTE.openArray || byte === BYTE.closeArray
  );
}

function cutAtLine(head: Buffer): Buffer {
  const end = head.indexOf(BYTE.newline);
  return end < 0 ? head : head.subarray(0, end);
}

function countNewlines(bytes: Buffer, from: number, to: number): number {
  // Cut first: a search that finds nothing would run to the end of the window each time.
  const part = bytes.subarray(Math.min(from, to), to);
  let count = 0;
  for (let at = part.indexOf(BYTE.newline); at >= 0; at = part.indexOf(BYTE.newline, at + 1)) count += 1;
  return count;
}
