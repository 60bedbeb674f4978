import { describe, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';
import { resolveOptions } from '../src/options.ts';

describe('resolveOptions', () => {
  it('fills in the defaults', () => {
    expect(resolveOptions({ seed: 1 })).toEqual({
      seed: 1,
      events: 60_000,
      mailboxes: 200,
      start: '2026-03-02',
      days: 14,
    });
    expect(resolveOptions({ seed: 1, events: 1_000_000 }).mailboxes).toBe(500);
    expect(resolveOptions({ seed: 1, events: 90_000_000 }).mailboxes).toBe(2_000);
  });

  it.each([
    [{ seed: 1.5 }, 'seed must be a whole number'],
    [{ seed: -1 }, 'it is -1'],
    [{ seed: 1, events: 100 }, 'events must be a whole number from 5000'],
    [{ seed: 1, mailboxes: 10 }, 'mailboxes must be a whole number from 80'],
    [{ seed: 1, days: 0 }, 'days must be'],
    [{ seed: 1, start: 'today' }, '"today" is not a day'],
  ])('refuses %j', (options, message) => {
    expect(() => generate(options)).toThrow(message);
  });

  it.each([
    { seed: 1, events: 5_000, mailboxes: 80 },
    { seed: 2, events: 6_000, days: 1 },
    { seed: 3, events: 5_000, days: 3, start: '2026-10-24' },
    { seed: 2 ** 53 - 1, events: 5_000 },
  ])('gives exactly the events asked for: %j', (options) => {
    expect([...generate(options).events()]).toHaveLength(options.events);
  });
});
