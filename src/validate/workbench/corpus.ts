/** Harvested records as the workbench reads them, whoever keeps them. */
import { parseQuads } from '../../rdf/n-quads.ts'
import type { DataGraph } from '../../shacl/data-graph.ts'
import { recordGraph } from './record-graph.ts'

/** What is needed of a record. */
export interface CorpusRecord {
  readonly url: string
  readonly source: string
  readonly samples: readonly string[]
  /** Ids of the profiles that it was checked against when it was harvested, where that is known. */
  readonly profiles?: readonly string[]
  /** N-Triples of the kernel form. */
  readonly kernelTriples: string
}

/** Records in pages, so that no more than one page is in memory. */
export type Corpus = AsyncIterable<readonly CorpusRecord[]>

/** How many records are named for a finding. */
export const MOST_SAMPLES = 5

/** The graph that is validated for a record. */
export const graphOf = ({ url, samples, kernelTriples }: CorpusRecord, background: DataGraph): DataGraph =>
  recordGraph({ page: url, samples, quads: parseQuads(kernelTriples) }, background)

/** The value for a key, made when it is missing. */
export const obtain = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
