import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';
import { dayOfLine, idOfLine } from '../src/scene.ts';
import { firstDeliveries, SAMPLE, SAMPLE_LINES, SAMPLE_RECORDS } from './sample.ts';

function fingerprint(lines: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line).update('\n');
  return hash.digest('hex');
}

describe('generate', () => {
  it('gives the same bytes on every machine and in every version', () => {
    // A change here changes every published data set: bump the seed's meaning knowingly, and write examples/ again.
    expect(fingerprint(SAMPLE_LINES)).toMatchInlineSnapshot(
      `"6394ec7ae902ec9d3332777cdd43ebbf16cc8fdf7da832e601725eeb6317c384"`,
    );
  });

  it('gives the same lines when it is read again, and others for another seed', () => {
    const data = generate({ seed: 9, events: 5_000 });
    expect(fingerprint(data.events())).toBe(fingerprint(data.events()));
    expect(data.truth).toEqual(generate({ seed: 9, events: 5_000 }).truth);
    expect(fingerprint(generate({ seed: 10, events: 5_000 }).events())).not.toBe(fingerprint(data.events()));
  });

  it('plants the same, whatever the amount of ordinary traffic', () => {
    const small = generate({ seed: 9, events: 5_000, mailboxes: 200 });
    const large = generate({ seed: 9, events: 60_000, mailboxes: 200 });
    expect(large.truth.incidents).toEqual(small.truth.incidents);
    expect(large.truth.expectedRows).toEqual(small.truth.expectedRows);
  });

  it('writes JSON objects on one line, with day and Id where the slices expect them', () => {
    for (const [i, line] of SAMPLE_LINES.entries()) {
      const record = SAMPLE_RECORDS[i];
      expect(line).not.toMatch(/[\r\n]/);
      expect(idOfLine(line)).toBe(record?.['Id']);
      expect(dayOfLine(line)).toBe(String(record?.['CreationTime']).slice(0, 10));
    }
  });

  it('delivers one record in a hundred twice, with the same content, the first time first', () => {
    const { events, records, duplicates } = SAMPLE.truth.counts;
    expect(SAMPLE_LINES).toHaveLength(events);
    expect(duplicates).toBe(events / 100);
    const byId = new Map<string, string[]>();
    for (const line of SAMPLE_LINES) byId.set(idOfLine(line), [...(byId.get(idOfLine(line)) ?? []), line]);
    expect(byId.size).toBe(records);
    const repeated = [...byId.values()].filter((copies) => copies.length > 1);
    expect(repeated).toHaveLength(duplicates);
    for (const copies of repeated) expect(new Set(copies).size).toBe(1);
  });

  it('delivers window by window, a few per cent late', () => {
    let window = 0;
    let late = 0;
    for (const line of SAMPLE.events((start) => {
      expect(start).toBeGreaterThan(window);
      window = start;
    })) {
      const created = Date.parse(`${line.slice(17, 36)}Z`) / 1000;
      if (created < window) late++;
      else expect(created).toBeLessThan(window + 12 * 3600);
    }
    expect(late / SAMPLE_LINES.length).toBeGreaterThan(0.012);
    expect(late / SAMPLE_LINES.length).toBeLessThan(0.06);
  });

  it('stays within the days asked for', () => {
    const days = new Set(SAMPLE_LINES.map(dayOfLine));
    expect([...days].sort()).toEqual(
      Array.from({ length: 14 }, (_, i) => `2026-03-${String(i + 2).padStart(2, '0')}`),
    );
    expect(firstDeliveries(SAMPLE_RECORDS)).toHaveLength(SAMPLE.truth.counts.records);
  });

  it('needs no more memory for more events', () => {
    const grown = (events: number) => {
      globalThis.gc?.();
      const before = process.memoryUsage().heapUsed;
      let peak = 0;
      let seen = 0;
      for (const line of generate({ seed: 1, events, mailboxes: 200 }).events()) {
        seen++;
        if (line !== '' && seen % 500 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed - before);
      }
      return peak;
    };
    grown(5_000);
    // 160 MB of text pass through; what is held is the young generation and the queue of late lines.
    expect(grown(120_000)).toBeLessThan(100e6);
  });
});
