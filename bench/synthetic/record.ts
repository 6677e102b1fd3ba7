/** A synthetic record, as a page of a source would have made it. */
import { createHash } from 'node:crypto'
import type { Iri } from '../../src/model/iri.ts'
import type { RecordOutcome } from '../../src/model/record.ts'
import { chanceOf, zipf } from './chance.ts'
import { sampleIri, statementsOf } from './statements.ts'

/** Names of the sources, from the largest to the smallest. */
export const SOURCES = ['bench', 'bench-museum', 'bench-survey', 'bench-university'] as const

const source = zipf(SOURCES.length)
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Record `i` before it is checked; one in 33 is about a sample that an earlier record describes. */
export const syntheticRecord = (i: number): RecordOutcome => {
  const url = `https://bench.example/sample/${i}` as Iri
  const sample = sampleIri(i % 33 === 32 ? i - 1 - ((i * 7) % 30) : i) as Iri
  const lines = statementsOf(i, url, sample).map(([s, p, o]) => `<${s}> <${p.value}> ${o}`)
  const distinct = [...new Set(lines)].sort()
  const body = Buffer.from(
    `<!doctype html><title>${i}</title><script>${lines.slice(0, 20).join('\n')}</script>`,
  )
  return {
    ...{ url, source: SOURCES[source(chanceOf(-i - 2))] ?? SOURCES[0], state: 'accepted', finalUrl: url },
    ...{ mediaType: 'text/html', fetchedAt: '2026-01-01T00:00:00.000Z' },
    ...{ body, bodyDigest: sha256(body), pipelineDigest: 'bench' },
    samples: [sample],
    recordQuads: distinct.map(line => `${line} <${url}> .\n`).join(''),
    kernelTriples: distinct.map(line => `${line} .\n`).join(''),
    coverage: { present: 60, reached: 60 - (i % 4), lost: ['@graph[].note'] },
    ...{ repairs: [], reports: [], problems: [] },
  }
}
