import type { JsonObject } from '../json/json-object.ts';

const QUARTER_MS = 15 * 60_000;

/**
 * When an event that NXLog forwarded happened, in UTC. Its `EventTime` is local and names no zone: Sysmon's own `UtcTime`
 * goes first; else how far `EventReceivedTime`, of the same clock, is from `@timestamp` says the zone.
 */
export function nxlogTime(object: JsonObject): string | null {
  const text = (name: string): string | null => {
    const value = object[name];
    return typeof value === 'string' ? value : null;
  };
  const utc = text('UtcTime');
  if (utc !== null && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(utc))
    return `${utc.replace(' ', 'T')}Z`;
  const created = text('TimeCreated');
  if (created !== null) return created;
  const stamp = text('@timestamp');
  const event = localMs(text('EventTime'));
  const received = localMs(text('EventReceivedTime'));
  const arrived = stamp === null ? Number.NaN : Date.parse(stamp);
  if (event === null || received === null || Number.isNaN(arrived)) return stamp ?? text('EventTime');
  const offset = Math.round((arrived - received) / QUARTER_MS) * QUARTER_MS;
  const at = new Date(event + offset);
  return Number.isNaN(at.getTime()) ? stamp : at.toISOString();
}

function localMs(text: string | null): number | null {
  const ms = text === null ? Number.NaN : Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(ms) ? null : ms;
}
