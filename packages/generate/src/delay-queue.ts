/** Lines that are to be delivered in a later window. Holds at most `capacity` lines, so that its memory does not grow with the
 *  data set. */
export class DelayQueue {
  private readonly due = new Map<number, string[]>();
  private size = 0;
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Keeps a line for a window. False when the queue is full: the caller delivers the line at once. */
  push(window: number, line: string): boolean {
    if (this.size >= this.capacity) return false;
    const lines = this.due.get(window);
    if (lines) lines.push(line);
    else this.due.set(window, [line]);
    this.size++;
    return true;
  }

  /** The lines of a window, in the order in which they came; they leave the queue. */
  take(window: number): readonly string[] {
    const lines = this.due.get(window) ?? [];
    this.due.delete(window);
    this.size -= lines.length;
    return lines;
  }

  /** All that is left, by window. */
  takeRest(): readonly string[] {
    const windows = [...this.due.keys()].sort((a, b) => a - b);
    return windows.flatMap((window) => this.take(window));
  }
}
