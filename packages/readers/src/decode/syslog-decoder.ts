import { isUtf8 } from 'node:buffer';
import { LineSplitter } from '../json/line-splitter.ts';
import { readWrapperTime } from '../o365/creation-time.ts';
import { readOldTime } from '../syslog/old-time.ts';
import { parseSyslogLine, type SyslogLine } from '../syslog/parse-line.ts';
import type { Decoder } from './json-decoder.ts';
import type { RecordWriter } from './record-writer.ts';

/** Source: RFC 5424, section 6.2.1. */
const FACILITIES =
  'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock local0 local1 local2 local3 local4 local5 local6 local7'.split(
    ' ',
  );
const SEVERITIES = 'emerg alert crit err warning notice info debug'.split(' ');

/**
 * Decodes syslog, a message a line. Fields are those of Splunk's sourcetype `syslog` (host, process, pid) with facility,
 * severity, message_id, structured_data and message beside them.
 */
export class SyslogDecoder implements Decoder {
  readonly #writer: RecordWriter;
  readonly #splitter: LineSplitter;
  readonly #lastChangeMs: number;
  readonly #years = new Set<number>();
  #withoutZone = 0;

  /** `lastChangeMs`: of the file, since 1970; what tells the year of lines that have none. */
  constructor(writer: RecordWriter, maxLineBytes: number, lastChangeMs: number) {
    this.#writer = writer;
    this.#lastChangeMs = lastChangeMs;
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
    const { notices } = this.#writer;
    if (this.#years.size > 0)
      notices.say(
        `its times say no year; ${[...this.#years].sort().join(' and ')} was assumed from the last change of the file, which a copy may have changed`,
      );
    if (this.#withoutZone > 0)
      notices.say(`the times of ${this.#withoutZone} lines say no zone; UTC was assumed`);
  }

  #takeLine(bytes: Buffer, line: number): void {
    const text = bytes.toString('utf8');
    const parsed = parseSyslogLine(text);
    const time = parsed === null ? null : this.#timeOf(parsed);
    if (parsed === null || time === null) {
      const reason =
        parsed === null ? 'no line of syslog' : `no time that can be read: ${parsed.time ?? '-'}`;
      this.#writer.quarantine.add(line, reason, bytes);
      return;
    }
    if (!isUtf8(bytes)) this.#writer.notices.note('invalid-utf8', line);
    const record = recordOf(parsed, time, text);
    this.#writer.take({ kind: 'json', carrier: 'none', text: JSON.stringify(record) }, line);
  }

  #timeOf({ form, time }: SyslogLine): string | null {
    if (time === null) return null;
    if (form !== 'rfc3164') {
      const iso = readWrapperTime(time);
      if (iso !== null && !/(?:Z|[+-]\d\d:?\d\d)$/.test(time)) this.#withoutZone += 1;
      return iso;
    }
    const found = readOldTime(time, this.#lastChangeMs);
    if (found === null) return null;
    this.#withoutZone += 1;
    if (found.isYearAssumed) this.#years.add(found.year);
    return found.iso;
  }
}

function recordOf(line: SyslogLine, time: string, raw: string): object {
  const { priority, host, process, pid, messageId, data, message } = line;
  const fields = {
    host,
    facility: priority === null ? null : FACILITIES[priority >> 3],
    severity: priority === null ? null : SEVERITIES[priority & 7],
    process,
    pid,
    message_id: messageId,
    structured_data: data,
    message: message === '' ? null : message,
  };
  return {
    _time: time,
    index: 'main',
    sourcetype: 'syslog',
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
    _raw: raw,
  };
}
