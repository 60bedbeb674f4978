import type { LowerContext } from './context.ts';

/** A context that reports each mistake of a place once, however often the place is lowered. */
export function reportOnce(context: LowerContext): LowerContext {
  const reported = new Set<string>();
  return {
    ...context,
    report: (diagnostic) => {
      const key = JSON.stringify([diagnostic.code, diagnostic.span, diagnostic.message]);
      if (reported.has(key)) return;
      reported.add(key);
      context.report(diagnostic);
    },
  };
}
