/** What the process says when it ends. Documented in the README. */
export const exitCode = {
  ok: 0,
  /** Something broke while running. */
  failure: 1,
  /** Wrong arguments, or input that cannot be used. */
  misuse: 2,
  /** Something was not evaluated; with --strict also when a record was quarantined. */
  incomplete: 3,
  /** Findings at or above --fail-on. */
  findings: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
