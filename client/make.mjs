// Runs make.ts: the description comes from the sources as they are, nothing has to be built before.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const { module } = await runnerImport(fileURLToPath(new URL('./make.ts', import.meta.url)), {
  logLevel: 'warn',
})
await module.makeAll()
