/** A bug of ours, never a user's mistake. */
export class InternalError extends Error {}
