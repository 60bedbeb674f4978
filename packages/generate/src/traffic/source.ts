import type { Random } from '../random.ts';
import type { Scene } from '../scene.ts';

/** The local time of a site at the beginning of an hour. */
export interface LocalTime {
  /** 0 to 23. */
  readonly hour: number;
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
}

/** One hour of the window. */
export interface Slot {
  readonly index: number;
  /** Epoch seconds. */
  readonly start: number;
  /** By index into SITES. */
  readonly local: readonly LocalTime[];
}

/** Something that writes benign records: a person at his devices, or a service. */
export interface TrafficSource {
  /** How much it does in an hour, relative to other hours and, for people, to other people. Not negative; asked several times
   *  for an hour, with the same answer. */
  weight(slot: Slot): number;
  /** Appends `count` lines of the hour to `lines`, in order of time. */
  emit(scene: Scene, slot: Slot, count: number, lines: string[]): void;
}

/** A service: `perMille` is its part of the whole benign traffic. */
export interface ServiceSource extends TrafficSource {
  readonly name: string;
  readonly perMille: number;
}

/** Epoch second of the event `index` of `count` in an hour: one in each equal part of it, so that times rise. */
export function timeWithin(random: Random, slot: Slot, index: number, count: number): number {
  return slot.start + Math.floor(((index * 1000 + random.below(1000)) * 3600) / (count * 1000));
}
