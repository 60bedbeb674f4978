import { createHash } from 'node:crypto';
import type { Cell } from '@sealbreak/spl';
import { isoDay } from '../report/time.ts';
import type { FindingWindow } from '../rules/rule.ts';

/** What makes a finding the same finding in another run. */
export interface FindingIdentity {
  readonly ruleId: string;
  /** The key columns' cells, in the rule's order. */
  readonly key: readonly Cell[];
  readonly window: FindingWindow;
  /** Epoch seconds; null when unknown. */
  readonly firstSeen: number | null;
  /** 0, and 1, 2 ... for further rows of one run that agree in everything above. */
  readonly repeat: number;
}

/** 16 hexadecimal digits of SHA-256 over rule, key and window: the same on every machine and in every run. */
export function findingId({ ruleId, key, window, firstSeen, repeat }: FindingIdentity): string {
  const day = window === 'day' ? isoDay(firstSeen) : '';
  return createHash('sha256')
    .update(JSON.stringify([ruleId, key, day, repeat]))
    .digest('hex')
    .slice(0, 16);
}
