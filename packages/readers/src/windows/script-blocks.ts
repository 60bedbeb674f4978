import type { EventFields } from './event-fields.ts';

/** Of all scripts of which a part is missing so far, in characters. */
const HELD_CHARS = 16_000_000;

interface Pending {
  readonly parts: Map<number, string>;
  readonly total: number;
  chars: number;
  /** The last part that was seen: it is held back, so that the whole script can go with it. */
  held: EventFields;
}

/**
 * Joins the parts of PowerShell script blocks (event 4104), by Computer and ScriptBlockId in the order of MessageNumber,
 * whatever order they come in. Every part stays an event with its own `ScriptBlockText`; the last one that comes has the
 * whole as `ScriptBlock`. Where parts are missing, it has those that there are, and the missing numbers in
 * `ScriptBlockMissing`.
 */
export class ScriptBlocks {
  readonly #take: (fields: EventFields) => void;
  readonly #pending = new Map<string, Pending>();
  #chars = 0;
  /** Scripts that were given without all their parts. */
  incomplete = 0;

  constructor(take: (fields: EventFields) => void) {
    this.#take = take;
  }

  add(fields: EventFields): void {
    const part = partOf(fields);
    if (part === null) {
      this.#take(fields);
      return;
    }
    const { key, number, total, text } = part;
    const known = this.#pending.get(key);
    if (known === undefined) {
      this.#pending.set(key, { parts: new Map([[number, text]]), total, chars: text.length, held: fields });
      this.#chars += text.length;
    } else {
      this.#take(known.held);
      known.held = fields;
      if (!known.parts.has(number)) {
        known.parts.set(number, text);
        known.chars += text.length;
        this.#chars += text.length;
      }
      if (known.parts.size === known.total) this.#release(key, known);
    }
    while (this.#chars > HELD_CHARS) {
      const [oldest] = this.#pending;
      if (oldest === undefined) break;
      this.#release(...oldest);
    }
  }

  end(): void {
    for (const [key, pending] of [...this.#pending]) this.#release(key, pending);
  }

  #release(key: string, { parts, total, chars, held }: Pending): void {
    this.#pending.delete(key);
    this.#chars -= chars;
    const numbers = [...parts.keys()].sort((a, b) => a - b);
    held.set('ScriptBlock', numbers.map((number) => parts.get(number)).join(''));
    if (parts.size < total) {
      this.incomplete += 1;
      held.set('ScriptBlockMissing', missing(numbers, total));
    }
    this.#take(held);
  }
}

/** As ranges: `2-4, 7`. */
function missing(numbers: readonly number[], total: number): string {
  const ranges: string[] = [];
  let next = 1;
  for (const number of [...numbers, total + 1]) {
    if (number > next) ranges.push(number - 1 === next ? `${next}` : `${next}-${number - 1}`);
    next = number + 1;
  }
  return ranges.join(', ');
}

function partOf(
  fields: EventFields,
): { readonly key: string; readonly number: number; readonly total: number; readonly text: string } | null {
  if (fields.get('EventCode') !== '4104') return null;
  const text = fields.get('ScriptBlockText');
  const id = fields.get('ScriptBlockId');
  const number = Number(fields.get('MessageNumber'));
  const total = Number(fields.get('MessageTotal'));
  const isPart =
    Number.isInteger(total) && Number.isInteger(number) && total > 1 && number >= 1 && number <= total;
  if (!isPart || typeof text !== 'string' || typeof id !== 'string') return null;
  return { key: `${String(fields.get('Computer'))}\0${id}`, number, total, text };
}
