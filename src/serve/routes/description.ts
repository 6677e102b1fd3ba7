/** What records state about one sample, as terms. */
import type { Quad } from '@rdfjs/types'
import type { StoredRecord } from '../../model/record.ts'
import type { JsonTerm } from '../../model/validation-report.ts'
import { parseQuads, quadLine } from '../../rdf/n-quads.ts'
import { toJsonTerm } from '../../rdf/terms.ts'

/** One kernel statement about a sample and the records that make it. */
export interface Statement {
  readonly predicate: string
  readonly object: JsonTerm
  readonly assertedBy: readonly string[]
}

const accepted = (records: readonly StoredRecord[]) => records.filter(({ state }) => state === 'accepted')

/** What an API answer says of a record. */
export const recordSummary = ({
  url,
  source,
  state,
  seq,
  fetchedAt,
  coverage,
  withdrawnBecause,
}: StoredRecord) => ({
  url,
  source,
  state,
  seq,
  fetchedAt,
  ...(coverage && coverage.present > 0 && { coverage: coverage.reached / coverage.present }),
  ...(withdrawnBecause !== undefined && { withdrawnBecause }),
})

/** The kernel statements whose subject is the sample, in the order of predicate and object, each with its records. */
export const describeSample = (sample: string, records: readonly StoredRecord[]): Statement[] => {
  const statements = new Map<string, Statement & { assertedBy: string[] }>()
  for (const { url, kernelTriples } of accepted(records)) {
    for (const quad of parseQuads(kernelTriples)) {
      if (quad.subject.value !== sample) continue
      const line = quadLine(quad)
      const known = statements.get(line)
      if (known) known.assertedBy.push(url)
      else
        statements.set(line, {
          predicate: quad.predicate.value,
          object: toJsonTerm(quad.object),
          assertedBy: [url],
        })
    }
  }
  return [...statements].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, statement]) => statement)
}

/**
 * Everything the accepted records' kernel statements say about a sample, each once: its own statements and those of the
 * nodes they lead to, without entering other samples.
 */
export const describeFully = (sample: string, records: readonly StoredRecord[]): Quad[] => {
  const bySubject = new Map<string, Map<string, Quad>>()
  const samples = new Set<string>(records.flatMap(record => record.samples))
  for (const { kernelTriples } of accepted(records)) {
    for (const quad of parseQuads(kernelTriples)) {
      const about = bySubject.get(quad.subject.value) ?? new Map<string, Quad>()
      bySubject.set(quad.subject.value, about.set(quadLine(quad), quad))
    }
  }
  const reached = new Set([sample])
  const found: Quad[] = []
  // A set grows while it is walked: every node is entered once.
  for (const node of reached) {
    for (const quad of bySubject.get(node)?.values() ?? []) {
      found.push(quad)
      if (quad.object.termType === 'NamedNode' && !samples.has(quad.object.value))
        reached.add(quad.object.value)
    }
  }
  return found
}
