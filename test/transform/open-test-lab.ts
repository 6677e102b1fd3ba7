/** Runs documents through lab and crosswalk and looks values up in the result. */
import type { Quad } from '@rdfjs/types'
import type { Iri } from '../../src/model/iri.ts'
import type { JsonLdDocument, JsonObject, JsonValue } from '../../src/model/json-ld-document.ts'
import type { KernelGraph, RecordGraph } from '../../src/model/record-graph.ts'
import type { Source } from '../../src/model/source.ts'
import { loadContexts } from '../../src/registry/contexts.ts'
import { SOURCE_DEFAULTS } from '../../src/registry/source-defaults.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { type Lab, openLab, transformBatch } from '../../src/transform/batch.ts'

export const BASE = 'http://localhost:3030'

/** Opened once: reading contexts and vocabularies takes longer than a test. */
export const lab: Lab = openLab({ contexts: loadContexts(), vocabularies: loadVocabularies(), base: BASE })

/** A source that says nothing special. */
export const sourceWith = (overlay: Source['overlay'] = 'auto'): Source => ({
  ...SOURCE_DEFAULTS,
  id: 'demo',
  name: 'Demo repository',
  feeds: [],
  profiles: [],
  politeness: { concurrency: 1, delayMs: 0, timeoutMs: 1000, maxPageBytes: 1_000_000 },
  overlay,
  allowPrivateAddresses: true,
  demo: true,
})

/** The JSON values as documents of one page. */
export const documentsOf = (url: string, ...values: JsonValue[]): JsonLdDocument[] =>
  values.map((json, index) => ({
    pageUrl: url,
    index,
    origin: 'script',
    json: json as JsonObject | JsonValue[],
    repairs: [],
  }))

export interface Transformed {
  readonly record: RecordGraph
  readonly kernel: KernelGraph
}

export const PAGE = 'https://repository.example/sample/1'

/** One page with one or several documents, transformed. */
export const transform = async (
  json: JsonValue | readonly JsonValue[],
  overlay?: Source['overlay'],
): Promise<Transformed> => {
  const inputs = [
    { url: PAGE as Iri, source: sourceWith(overlay), documents: documentsOf(PAGE, json as JsonValue) },
  ]
  const [result] = await transformBatch(inputs, lab)
  if (!result) throw new Error('one input, one result')
  return result
}

/** Objects at the end of a path of properties from a node, as text, sorted. */
export const values = (
  quads: readonly Quad[],
  node: string,
  ...path: readonly { value: string }[]
): string[] => {
  let nodes = [node]
  for (const { value } of path)
    nodes = quads
      .filter(q => nodes.includes(q.subject.value) && q.predicate.value === value)
      .map(q => q.object.value)
  return [...new Set(nodes)].sort()
}
