import { defineConfig } from 'vitest/config';

/** Fast tests by default; `HILGEN_SLOW=1` adds the `*.slow.test.ts` files. */
const slow = process.env.HILGEN_SLOW === '1';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: slow ? [] : ['**/*.slow.test.ts'],
    testTimeout: slow ? 600_000 : 60_000,
    hookTimeout: 120_000,
    // Numeric sessions use every core themselves; more workers only make them spin against each other.
    maxWorkers: 2,
  },
});
