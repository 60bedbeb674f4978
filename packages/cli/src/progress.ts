import type { Console } from './console.ts';

export interface ProgressState {
  readonly label: string;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly events: number;
}

export interface Progress {
  /** False where nobody would see it: whoever works need not measure how far it is. */
  readonly isVisible: boolean;
  update(state: ProgressState): void;
  /** Takes the bar off the screen. */
  end(): void;
}

const silent: Progress = { isVisible: false, update: () => undefined, end: () => undefined };

/** Nothing is shown before a run has taken this long. */
const delayMs = 1000;
const redrawMs = 100;

/** One line on stderr: bytes, events a second, time left. Silent when stderr is no terminal. */
export function createProgress({ err, interactive, width }: Console): Progress {
  if (!interactive) return silent;
  const started = performance.now();
  let drawn = 0;
  let shown = false;
  return {
    isVisible: true,
    update: (state) => {
      const now = performance.now();
      if (now - started < delayMs || now - drawn < redrawMs) return;
      drawn = now;
      shown = true;
      err.write(`\r\u001b[2K${progressLine(state, (now - started) / 1000).slice(0, width - 1)}`);
    },
    end: () => {
      if (shown) err.write('\r\u001b[2K');
      shown = false;
    },
  };
}

/** The text of the bar. `seconds` is the time since the start. */
export function progressLine(
  { label, bytesDone, bytesTotal, events }: ProgressState,
  seconds: number,
): string {
  const share = bytesTotal > 0 ? Math.min(1, bytesDone / bytesTotal) : 0;
  const filled = Math.round(share * 20);
  const bar = '█'.repeat(filled) + '░'.repeat(20 - filled);
  const rate =
    events > 0 && seconds > 0 ? `  ${Math.round(events / seconds).toLocaleString('en-US')} events/s` : '';
  const left = share > 0.02 && share < 1 ? `  ${Math.ceil((seconds / share) * (1 - share))} s left` : '';
  return `${label} ${bar} ${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}${rate}${left}`;
}

/** `1.5 GB`: decimal units, at most one digit after the point. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}
