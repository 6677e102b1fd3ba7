/**
 * The crosswalk's rules over the demo's records: compiled, one record at a time, and in a store, a batch at a time. Both
 * in one run on one machine, so that the ratio holds where the figures do not.
 * Run: npm run bench -- crosswalk [COPIES] [--json FILE]
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Quad } from '@rdfjs/types'
import { Store } from 'oxigraph'
import { table } from '../src/cli/table.ts'
import { extractDocuments } from '../src/harvest/extract.ts'
import type { Iri } from '../src/model/iri.ts'
import { publishSite } from '../src/publish/publish-site.ts'
import type { StyleName } from '../src/publish/styles.ts'
import { quadLine } from '../src/rdf/n-quads.ts'
import { factory } from '../src/rdf/terms.ts'
import { bundled } from '../src/registry/bundled.ts'
import { loadContexts } from '../src/registry/contexts.ts'
import { SOURCE_DEFAULTS } from '../src/registry/source-defaults.ts'
import { loadVocabularies } from '../src/registry/vocabularies.ts'
import { openLab } from '../src/transform/batch.ts'
import type { GraphIndex } from '../src/transform/compile/graph-index.ts'
import { programOf } from '../src/transform/compile/program.ts'
import { type Node, rdfTerm } from '../src/transform/compile/terms.ts'
import { mapConcepts } from '../src/transform/concepts.ts'
import { crosswalk } from '../src/transform/crosswalk.ts'
import { identifyNodes } from '../src/transform/identify.ts'
import { promote } from '../src/transform/promote.ts'
import { recordGraph } from '../src/transform/record-graph.ts'
import { ruleChooser } from '../src/transform/rules.ts'
import { kernelQuads, type Staged, stage } from '../src/transform/staging.ts'

const BASE = 'http://localhost:3030'
const BATCH = 200

const options = process.argv.slice(2)
const jsonFile = options.includes('--json') ? options[options.indexOf('--json') + 1] : undefined
const copies = Number(options.find(option => /^\d+$/.test(option)) ?? 10)
const lab = openLab({ contexts: loadContexts(), vocabularies: loadVocabularies(), base: BASE })
const program = programOf(lab.rules)
const bench = { vocabularies: lab.vocabularies, base: BASE, constants: program.constants }

interface RecordQuads {
  readonly graph: Iri
  readonly quads: readonly Quad[]
}

const demoRecords = async (): Promise<RecordQuads[]> => {
  const work = mkdtempSync(join(tmpdir(), 'lodestone-bench-'))
  const records: RecordQuads[] = []
  const agents = JSON.parse(readFileSync(bundled('examples/agents.json'), 'utf8')) as {
    id: string
    name: string
    table: string
    style: StyleName
  }[]
  for (const { id, name, table: file, style } of agents) {
    const outDir = join(work, id)
    const csv = readFileSync(bundled(`examples/${file}`), 'utf8')
    await publishSite(csv, { style, baseUrl: `https://${id}.example`, agent: { name }, outDir })
    for (const page of readdirSync(join(outDir, 'samples')).filter(each => each.endsWith('.html'))) {
      const url = `https://${id}.example/samples/${page}` as Iri
      const { documents } = extractDocuments({
        ...{ url, finalUrl: url, status: 200, mediaType: 'text/html', charset: 'utf-8', links: [] },
        ...{
          fetchedAt: '2024-01-01T00:00:00Z',
          body: readFileSync(join(outDir, 'samples', page)),
          bodyDigest: '',
        },
      })
      const source = { ...SOURCE_DEFAULTS, id, name, feeds: [], profiles: [], demo: true }
      records.push(await recordGraph({ url, source, documents }, lab))
    }
  }
  rmSync(work, { recursive: true, force: true })
  return records
}

interface Row {
  readonly part: string
  readonly cpuMs: number
}
const rows: Row[] = []

const measure = <T>(part: string, records: number, work: () => T): T => {
  const before = process.cpuUsage()
  const made = work()
  const { user, system } = process.cpuUsage(before)
  rows.push({ part, cpuMs: (user + system) / 1000 / records })
  return made
}

const linesOf = (graph: GraphIndex, index: number, name?: Node): string =>
  Array.from(graph.statements(), ([s, p, o]) => {
    const numbered = (node: Node) =>
      node.value.startsWith('urn:x-lodestone:staging#') && /(?:record|notes|kernel)$/.test(node.value)
        ? factory.namedNode(`${node.value}-${index}`)
        : rdfTerm(node)
    const graphTerm = name ? numbered(name) : factory.defaultGraph()
    return quadLine(
      factory.quad(numbered(s) as never, rdfTerm(p) as never, numbered(o) as never, graphTerm as never),
    )
  }).join('')

/** The rules as updates of a store with a batch of records in it, as they would be run without the compiler. */
const runInStore = (batch: readonly Staged[]): void => {
  const store = new Store()
  const lines = batch.map(({ data }, i) =>
    [
      linesOf(data.defaultGraph, i),
      ...Array.from(data.names(), name => linesOf(data.openGraph(name), i, name)),
    ].join(''),
  )
  store.load(lines.join(''), { format: 'application/n-quads', lenient: true })
  for (const i of ruleChooser(lab.rules)(new Set(batch.flatMap(({ names }) => [...names]))))
    store.update(lab.rules[i]?.update ?? '')
  ;(store as Store & { free(): void }).free()
}

const records = await demoRecords()
const all = Array.from({ length: copies }, () => records).flat()
const stageAll = () => all.map(({ graph, quads }) => stage(graph, quads, bench))
const runAll = (staged: readonly Staged[]) => {
  for (const { data, terms, names } of staged) program.run(data, terms, names)
}
for (let i = 0; i < 3; i++) runAll(stageAll())
const n = all.length
const inStore = stageAll().slice(0, 2 * BATCH)
measure('rules: in a store, by the batch', inStore.length, () => {
  for (let i = 0; i < inStore.length; i += BATCH) runInStore(inStore.slice(i, i + BATCH))
})
const promoted = all.map(({ quads }) => quads.map(promote))
measure('stage: identities (in the next line, too)', n, () =>
  promoted.map(quads => identifyNodes(quads, BASE)),
)
const staged = measure('stage: all', n, stageAll)
measure('rules: compiled, by the record', n, () => runAll(staged))
const kernels = measure('kernel statements', n, () => staged.map(kernelQuads))
measure('concepts', n, () =>
  kernels.map((quads, i) => mapConcepts(quads, lab.vocabularies, staged[i]?.labels ?? (() => []))),
)
measure('the whole crosswalk', n, () => {
  for (let i = 0; i < n; i += BATCH) crosswalk(all.slice(i, i + BATCH), lab)
})

const columns = [{ title: 'part' }, { title: 'cpu ms/record', align: 'right' as const }]
console.log(
  table(
    columns,
    rows.map(({ part, cpuMs }) => [part, cpuMs.toFixed(3)]),
  ),
)
const [store, compiled] = ['rules: in a store', 'rules: compiled'].map(
  start => rows.find(({ part }) => part.startsWith(start))?.cpuMs ?? Number.NaN,
)
const ratio = (store ?? Number.NaN) / (compiled ?? Number.NaN)
console.log(
  `\ncompiled rules take 1/${ratio.toFixed(1)} of the store's time; ${n} records, ${lab.rules.length} rules`,
)
if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify({ rows, ratio }, undefined, 1)}\n`)
