/** Tests that drive a real browser: run by .ci/run after `npm test`, which builds what the server's threads need. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    setupFiles: ['test/support/no-network.ts'],
    // A slow machine takes its time: what waits for something on a page gives up after a minute, long before its test does.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000, interval: 100 } },
    fileParallelism: false,
  },
})
