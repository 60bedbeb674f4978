import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@sealbreak/source'] },
  ssr: { resolve: { conditions: ['@sealbreak/source'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'bench/test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    reporters: ['default', './scripts/closing-line.ts'],
  },
});
