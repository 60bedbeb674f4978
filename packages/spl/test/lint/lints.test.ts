import { describe, expect, it } from 'vitest';
import { compileSpl } from '../../src/compile.ts';
import { lintSpl } from '../../src/lint/lint-spl.ts';
import { lints } from '../../src/lint/registry.ts';

describe('lints', () => {
  it.each(lints.map((lint) => [lint.code, lint] as const))(
    '%s finds its mistake and no other',
    (code, lint) => {
      const macros = lint.macros ?? [];
      const found = lintSpl(lint.bad, { macros });
      const own = found.find((diagnostic) => diagnostic.code === code);
      expect(own, JSON.stringify(found)).toBeDefined();
      expect(own?.severity).toBe(lint.severity);
      // A name of the search may come first.
      expect(own?.message).toMatch(/^.*[^.\s]$/);
      expect(own?.hint ?? '').not.toMatch(/\byou\b(?!.*\?)/i);
      expect(lintSpl(lint.good, { macros }).map((diagnostic) => diagnostic.code)).not.toContain(code);
    },
  );

  it.each(lints.flatMap((lint) => [lint.bad, lint.good].map((text) => [text] as const)))(
    '%s parses',
    (text) => {
      const errors = compileSpl(text, { now: 0 }).diagnostics.filter(({ code }) => code.startsWith('SPL10'));
      expect(errors).toEqual([]);
    },
  );

  it('have codes of their own', () => {
    expect(new Set(lints.map(({ code }) => code)).size).toBe(lints.length);
  });
});
