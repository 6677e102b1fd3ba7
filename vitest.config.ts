import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-network.ts', 'test/support/property-seed.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Many tests wait for processes and threads of their own rather than compute.
    maxWorkers: '100%',
  },
})
