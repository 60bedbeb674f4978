/** A bug of ours, never a user's mistake. */
export class InternalError extends Error {}

/** Throws when something that the code guarantees does not hold. */
export function invariant(condition: boolean, why: string): asserts condition {
  if (!condition) throw new InternalError(`internal error: ${why}`);
}
