import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EvtxSplitter } from '../../src/evtx/evtx-splitter.ts';
import { parseXml } from '../../src/windows/parse-xml.ts';
import type { XmlElement } from '../../src/windows/xml-element.ts';

const shared = process.env['SEALBREAK_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const data = join(shared, 'data/evtx');
const hasData = existsSync(data);
if (!hasData) console.log(`skipped: no event logs at ${data} (set SEALBREAK_SHARED)`);

/** Windows writes `0x1` where libevtx writes `0x00000001`; both write the same number. */
function comparable(element: XmlElement): unknown {
  const text = (value: string) =>
    value.replace(/^0x0*([0-9a-fA-F]+)$/, (_, digits) => `0x${digits.toLowerCase()}`);
  return {
    name: element.name,
    attributes: Object.fromEntries(element.attributes.map(([name, value]) => [name, text(value)])),
    children: element.children.map((child) => (typeof child === 'string' ? text(child) : comparable(child))),
  };
}

describe.skipIf(!hasData)('every record equals what libevtx reads', () => {
  const names = hasData ? readdirSync(data).filter((name) => name.endsWith('.evtx')) : [];
  it.each(names)('%s', (name) => {
    const events: unknown[] = [];
    const faults: string[] = [];
    const splitter = new EvtxSplitter({
      record: ({ event }) => events.push(comparable(event)),
      broken: (_, reason) => faults.push(reason),
      doubt: () => undefined,
    });
    splitter.push(readFileSync(join(data, name)));
    splitter.end();
    const xml = readFileSync(join(data, 'xml', name.replace('.evtx', '.xml')), 'utf8');
    const expected = xml
      .split(/(?=<Event xmlns)/)
      .filter((text) => text.trim() !== '')
      .map((text) => parseXml(text));
    expect(faults).toEqual([]);
    expect(events).toEqual(expected.map((event) => event && comparable(event)));
  });
});
