import { absoluteTime } from './absolute-time.ts';
import { addMonths, civilDateOf, daysOf } from './civil-date.ts';
import { type TimeUnit, timeUnitOf, unitMonths, unitSeconds } from './time-units.ts';

/** A point in time as a search gives it. Plain data. Relative steps apply to now, from left to right. */
export type TimeModifier =
  | { readonly kind: 'absolute'; readonly epochSeconds: number }
  | { readonly kind: 'relative'; readonly steps: readonly TimeStep[] };

export type TimeStep =
  /** `-2h`: `amount` is -2. */
  | { readonly kind: 'offset'; readonly amount: number; readonly unit: TimeUnit }
  /** `@h`; for `@w1` the unit is week and `weekday` 1, Sunday being 0. */
  | { readonly kind: 'snap'; readonly unit: TimeUnit; readonly weekday: number };

export type TimeModifierResult =
  | { readonly ok: true; readonly modifier: TimeModifier }
  | { readonly ok: false; readonly message: string; readonly hint: string };

const hint =
  'write epoch seconds, a relative time such as -24h@h, 2024-03-01T10:00:00Z or 03/01/2024:10:00:00';

/**
 * Reads `-1d@d`, `now`, epoch seconds, ISO 8601 and `%m/%d/%Y:%H:%M:%S`; times without a zone are UTC. Never throws.
 * Source: Search Reference, time modifiers.
 */
export function parseTimeModifier(text: string): TimeModifierResult {
  const trimmed = text.trim();
  if (/^-?\d{1,15}(?:\.\d{1,9})?$/.test(trimmed)) return absolute(Number(trimmed));
  if (/^now(?:\(\))?$/i.test(trimmed)) return { ok: true, modifier: { kind: 'relative', steps: [] } };
  const epochSeconds = absoluteTime(trimmed);
  if (epochSeconds !== undefined) return absolute(epochSeconds);
  if (/^rt(?:now|[-+@]|$)/i.test(trimmed)) return realTime(trimmed);
  const steps = relativeSteps(trimmed);
  if (steps) return { ok: true, modifier: { kind: 'relative', steps } };
  return { ok: false, message: `"${text.slice(0, 40)}" is no point in time`, hint };
}

function realTime(text: string): TimeModifierResult {
  const message = `"${text.slice(0, 40)}" is a window of a real-time search, and a search here reads events that are there already`;
  return { ok: false, message, hint: 'leave out rt, as in earliest=-5m' };
}

function absolute(epochSeconds: number): TimeModifierResult {
  return { ok: true, modifier: { kind: 'absolute', epochSeconds } };
}

/** A modifier has few steps; the bound keeps hostile text cheap. */
const stepLimit = 20;

function relativeSteps(text: string): readonly TimeStep[] | undefined {
  const pattern = /(?:(?<sign>[+-]?)(?<count>\d{0,9})(?<unit>[a-z]+)|@(?<snap>[a-z]+)(?<weekday>[0-7]?))/y;
  const steps: TimeStep[] = [];
  while (pattern.lastIndex < text.length && steps.length < stepLimit) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    const step = groups && stepOf(groups, at === 0);
    if (!step) return undefined;
    steps.push(step);
  }
  return steps.length > 0 && pattern.lastIndex === text.length ? steps : undefined;
}

function stepOf(
  groups: Readonly<Record<string, string | undefined>>,
  isFirst: boolean,
): TimeStep | undefined {
  if (groups['snap'] !== undefined) {
    const unit = timeUnitOf(groups['snap']);
    const weekday = groups['weekday'] ?? '';
    if (!unit || (weekday !== '' && groups['snap'] !== 'w')) return undefined;
    return { kind: 'snap', unit, weekday: Number(weekday) % 7 };
  }
  const unit = timeUnitOf(groups['unit'] ?? '');
  const sign = groups['sign'] ?? '';
  // Only the first step may leave out its sign, and not its count too: `1d2h` and `d` are no modifiers.
  if (!unit || (sign === '' && (!isFirst || groups['count'] === ''))) return undefined;
  const count = groups['count'] === '' ? 1 : Number(groups['count']);
  return { kind: 'offset', amount: sign === '-' && count > 0 ? -count : count, unit };
}

/**
 * Epoch seconds of the point, in UTC. Offsets keep a fraction of `nowEpochSeconds`; a snap drops it. Months and years
 * keep the day of the month, or take the last one of a shorter month.
 */
export function resolveTime(modifier: TimeModifier, nowEpochSeconds: number): number {
  if (modifier.kind === 'absolute') return modifier.epochSeconds;
  return modifier.steps.reduce(
    (at, step) => (step.kind === 'snap' ? snapTo(at, step) : shift(at, step)),
    nowEpochSeconds,
  );
}

const daySeconds = 86_400;

function shift(at: number, { amount, unit }: { readonly amount: number; readonly unit: TimeUnit }): number {
  const seconds = unitSeconds[unit];
  if (seconds !== undefined) return at + amount * seconds;
  const days = Math.floor(at / daySeconds);
  const moved = addMonths(civilDateOf(days), amount * (unitMonths[unit] ?? 0));
  return daysOf(moved) * daySeconds + (at - days * daySeconds);
}

/** The start of the unit that holds `at`. */
function snapTo(
  at: number,
  { unit, weekday }: { readonly unit: TimeUnit; readonly weekday: number },
): number {
  const days = Math.floor(at / daySeconds);
  if (unit === 'week') {
    // 1970-01-01 was a Thursday, day 4 of a week that begins on Sunday.
    const since = (((days + 4 - weekday) % 7) + 7) % 7;
    return (days - since) * daySeconds;
  }
  const seconds = unitSeconds[unit];
  if (seconds !== undefined) return Math.floor(at / seconds) * seconds;
  const { year, month } = civilDateOf(days);
  const length = unitMonths[unit] ?? 1;
  return daysOf({ year, month: Math.floor((month - 1) / length) * length + 1, day: 1 }) * daySeconds;
}
