/**
 * Revalidation of an archive after a community profile changed, again without any change, and after the kernel changed.
 * The archive is made once, by the archive's own writer, and kept in a folder of its own.
 * Run: npm run bench -- revalidate [RECORDS] [--threads N] [--keep FOLDER] [--json FILE]
 */
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { table } from '../src/cli/table.ts'
import { bundled } from '../src/registry/bundled.ts'
import { revalidate } from '../src/walk/revalidate.ts'
import { openOrThrow, profilesOfSources, syntheticArchive } from './synthetic/archive.ts'

const options = process.argv.slice(2)
const after = (name: string): string | undefined =>
  options.includes(name) ? options[options.indexOf(name) + 1] : undefined
const records = Number(
  options.find((option, i) => /^\d+$/.test(option) && !options[i - 1]?.startsWith('--')) ?? 100_000,
)
const threads = Number(after('--threads') ?? Math.max(1, Math.min(8, cpus().length)))
/** Shapes with one more constraint in a profile, a warning that one record in 50 meets. */
const changed = (shapes: string, profile: string, into: string): string => {
  cpSync(shapes, into, { recursive: true })
  appendFileSync(
    join(into, profile, 'shapes.ttl'),
    `
<urn:bench:${profile}> a <http://www.w3.org/ns/shacl#NodeShape> ;
  <http://www.w3.org/ns/shacl#targetClass> <http://www.w3.org/ns/sosa/Sample> ;
  <http://www.w3.org/ns/shacl#property> [
    <http://www.w3.org/ns/shacl#path> <https://schema.org/name> ;
    <http://www.w3.org/ns/shacl#pattern> "^D" ;
    <http://www.w3.org/ns/shacl#severity> <http://www.w3.org/ns/shacl#Warning> ;
    <http://www.w3.org/ns/shacl#message> "a marked sample"@en ] .
`,
  )
  return into
}

const work = mkdtempSync(join(tmpdir(), 'lodestone-bench-revalidate-'))
try {
  const shapes = bundled('shapes')
  const kept = await syntheticArchive(records, after('--keep'))
  const data = join(work, 'data')
  cpSync(kept, data, { recursive: true })
  const archive = await openOrThrow(data)
  const community = changed(shapes, 'geology', join(work, 'community'))
  const steps = [
    ['shapes as archived', shapes],
    ['geology: one constraint more', community],
    ['the same again', community],
    ['kernel: one constraint more', changed(community, 'kernel', join(work, 'kernel'))],
  ] as const
  const results = []
  for (const [name, folder] of steps) {
    const before = await archive.generation()
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    let peak = process.memoryUsage.rss()
    const figures = await revalidate({
      ...{ archive, dataDir: data, profilesOf: profilesOfSources, shapes: folder, threads },
      onProgress: () => {
        peak = Math.max(peak, process.memoryUsage.rss())
      },
    })
    const seconds = (performance.now() - start) / 1000
    const { user, system } = process.cpuUsage(cpu)
    const { read, changed: different, newlyRejected, written } = figures
    results.push({
      ...{
        name,
        seconds,
        cpuSeconds: (user + system) / 1e6,
        recordsPerSecond: records / seconds,
        read,
        different,
      },
      ...{ newlyRejected, written, before, after: await archive.generation(), peakMb: peak / 2 ** 20 },
    })
  }
  await archive.close()
  const columns = ['', 's', 'CPU s', 'records/s', 'read', 'written', 'generation', 'peak MB'].map(
    (title, i) => ({
      title,
      align: i === 0 ? ('left' as const) : ('right' as const),
    }),
  )
  const rows = results.map(one => [
    ...[one.name, one.seconds.toFixed(2), one.cpuSeconds.toFixed(2), one.recordsPerSecond.toFixed(0)],
    ...[String(one.read), String(one.written), `${one.before} -> ${one.after}`, one.peakMb.toFixed(0)],
  ])
  const load = loadavg()[0]?.toFixed(1)
  console.log(
    `${records} records, ${threads} threads, ${cpus().length} cores, load ${load}\n\n${table(columns, rows)}`,
  )
  const json = JSON.stringify(
    { records, threads, cores: cpus().length, load: loadavg()[0], results },
    undefined,
    2,
  )
  const file = after('--json')
  if (file) writeFileSync(file, json)
  else console.log(`\n${json}`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
