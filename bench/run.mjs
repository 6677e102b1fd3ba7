// Runs one benchmark: node bench/run.mjs NAME [OPTIONS], after `npm run build` (`npm run bench -- NAME` does both).
// The benchmark itself is TypeScript; what it measures is the built program in dist/, as users run it.
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const [name] = process.argv.splice(2, 1)
const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
if (!existsSync(file)) {
  const names = readdirSync(new URL('.', import.meta.url)).filter(one => one.endsWith('.ts'))
  console.error(
    `there is no benchmark "${name}"; there are: ${names.map(one => one.slice(0, -3)).join(', ')}`,
  )
  process.exit(2)
}
// From bench/ or a folder in it.
const SOURCE = /^(?:\.\.\/)+src\//
const built = {
  name: 'built-sources',
  enforce: 'pre',
  resolveId: id =>
    SOURCE.test(id)
      ? {
          id: new URL(id.replace(SOURCE, '../dist/').replace(/\.ts$/, '.js'), import.meta.url).href,
          external: true,
        }
      : undefined,
}
await runnerImport(file, { plugins: [built], logLevel: 'warn' })
