import { type Access, type AccessPlan, openAccess } from '../access.ts';
import { isoSeconds } from '../calendar.ts';
import type { Mailbox } from '../mailbox.ts';
import { recentMessage } from '../messages.ts';
import type { Organisation } from '../organisation.ts';
import { Random } from '../random.ts';
import { bindRecord, loginRecord } from '../records/mailbox-audit.ts';
import type { Scene } from '../scene.ts';

/** Types of the starting detection, in the order in which its case() tries them. */
export type DetectionType = 'ExchangeCollectionCmdlet' | 'SuspiciousEWSClient' | 'CrossMailboxAccess';

/** What the starting detection takes from an event that it counts. */
export interface Signal {
  readonly detection: DetectionType;
  /** How many of its three tests the event passes. */
  readonly score: 1 | 2;
  readonly userId: string;
  readonly operation: string;
  readonly mailbox?: string;
  readonly clientIp?: string;
  readonly agent?: string;
}

export interface PlantedEvent {
  /** Epoch seconds of the act. */
  readonly at: number;
  readonly line: string;
  /** `act`: the access itself; `context`: what made it possible, such as a sign-in or a role. */
  readonly role: 'act' | 'context';
  readonly signal?: Signal;
  /** Hours until the service delivered the record; 0 in the hour of the act. */
  readonly delayHours: number;
  /** Hours after which the service delivered the same record again. */
  readonly repeatAfterHours?: number;
}

/** What a person who looks into it would decide. */
export type Verdict = 'attack' | 'false-positive' | 'legitimate';

export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly technique: 'T1114.002' | 'none';
  readonly verdict: Verdict;
  /** User, application or host that acted. */
  readonly actor: string;
  readonly mailboxes: readonly string[];
  readonly expectedByStartingDetection: boolean;
  /** Why the starting detection sees it or not, and how to tell what it is. */
  readonly explanation: string;
  readonly events: readonly PlantedEvent[];
}

/** Where incidents are acted out. Its random stream is its own, so that the amount of benign traffic changes nothing in it. */
export interface Stage {
  readonly organisation: Organisation;
  readonly scene: Scene;
  /** Epoch seconds of a moment of the plot, UTC. Days count from 0 within two weeks and are mapped onto the window. */
  moment(day: number, hour: number, minute: number, second?: number): number;
}

export function createStage(organisation: Organisation, seed: number, start: number, days: number): Stage {
  return {
    organisation,
    scene: { tenant: organisation.tenant, random: new Random(seed, 'planted'), clock: isoSeconds },
    moment: (day, hour, minute, second = 0) =>
      start + Math.floor((day * days) / 14) * 86_400 + hour * 3600 + minute * 60 + second,
  };
}

/** An actor's way into a mailbox. */
export interface Foothold {
  readonly plan: AccessPlan;
  readonly access: Access;
}

export function foothold(plan: AccessPlan): Foothold {
  return { plan, access: openAccess(plan) };
}

/** Which of the tests of the starting detection an event passes, by the intention of the plot. */
export interface Expected {
  readonly detection: DetectionType;
  readonly score: 1 | 2;
}

function signalOf(
  { plan }: Foothold,
  expected: Expected | undefined,
  operation: string,
  hasClientIp: boolean,
): { signal?: Signal } {
  const { userId } = plan.principal;
  if (!expected || userId === undefined) return {};
  const address = hasClientIp ? { clientIp: plan.ip } : {};
  return {
    signal: {
      ...expected,
      userId,
      operation,
      mailbox: plan.mailbox.upn,
      agent: plan.client.info,
      ...address,
    },
  };
}

/** One MailboxLogin. */
export function logIn(stage: Stage, hold: Foothold, at: number, expected?: Expected): PlantedEvent {
  const line = loginRecord(stage.scene, at, hold.access);
  return { at, line, role: 'act', delayHours: 0, ...signalOf(hold, expected, 'MailboxLogin', true) };
}

/** One Bind record of `messages` messages. */
export function open(
  stage: Stage,
  hold: Foothold,
  at: number,
  messages: number,
  expected?: Expected,
): PlantedEvent {
  const newest = recentMessage(stage.scene.random, at);
  const numbers = Array.from({ length: messages }, (_, i) => newest - 3 * i);
  const folder = hold.plan.mailbox.folders.inbox;
  const line = bindRecord(stage.scene, at, hold.access, [{ folder, messages: numbers }]);
  return { at, line, role: 'act', delayHours: 0, ...signalOf(hold, expected, 'MailItemsAccessed', false) };
}

/** Reads a mailbox from `from` on: `records` Bind records, `step` seconds apart on average, 2 to 9 messages each. */
export function readOn(
  stage: Stage,
  hold: Foothold,
  from: number,
  records: number,
  step: number,
  expected?: Expected,
): PlantedEvent[] {
  const { random } = stage.scene;
  return Array.from({ length: records }, (_, i) =>
    open(stage, hold, from + i * step + random.below(step), random.between(2, 9), expected),
  );
}

/** Marks one event in `every` as delivered twice, the second time a day or more later. */
export function repeatSome(events: readonly PlantedEvent[], every: number): PlantedEvent[] {
  return events.map((event, i) =>
    i % every === every - 1 ? { ...event, repeatAfterHours: 26 + (i % 17) } : event,
  );
}

/** A directory or admin record that is no access itself. */
export function context(at: number, line: string): PlantedEvent {
  return { at, line, role: 'context', delayHours: 0 };
}

export function upns(mailboxes: readonly Mailbox[]): string[] {
  return mailboxes.map((mailbox) => mailbox.upn);
}
