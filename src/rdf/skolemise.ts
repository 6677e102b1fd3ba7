/** Blank nodes become IRIs (RDF 1.1 Concepts, section 3.5) whose names depend on nothing but the content. */
import { hash } from 'node:crypto'
import type { NamedNode, Quad, Term } from '@rdfjs/types'
import type { Iri } from '../model/iri.ts'
import { nameTrees } from './blank-trees.ts'
import { canonicalForm, GraphTooHard } from './canonical.ts'
import { factory } from './terms.ts'

/**
 * The quads without blank nodes: each became `<base>/.well-known/genid/<hash>`. The hash depends on `graph` (the record's
 * name, so that no two records share a node) and on the content, not on labels or order: the same content gives the
 * same names. Two blank nodes never get one name. `base` has no slash at its end. The quads come in the graph `into`, when
 * it is given.
 *
 * Nodes in trees, as JSON nests them, are named from their content; graphs in which blank nodes are shared or form
 * cycles through RDFC-1.0. A graph made to exhaust that algorithm is named in the order of its quads instead.
 */
export const skolemise = async (
  quads: readonly Quad[],
  { graph, base, into }: { graph: Iri; base: string; into?: NamedNode },
): Promise<Quad[]> => {
  const names = nameTrees(quads, graph) ?? (await nameByCanonicalForm(quads, graph))
  if (names.size === 0 && !into) return [...quads]
  const nodes = new Map<string, Term>()
  for (const [label, name] of names) nodes.set(label, factory.namedNode(`${base}/.well-known/genid/${name}`))
  const named = <T extends Term>(term: T): T =>
    term.termType === 'BlankNode' ? (nodes.get(term.value) as unknown as T) : term
  return quads.map(quad =>
    factory.quad(named(quad.subject), quad.predicate, named(quad.object), into ?? named(quad.graph)),
  )
}

// What landing pages hold is far below this. One step takes about as long as the graph is large: half a second in all.
const MAX_CANONICAL_QUADS = 20_000
const MAX_WORK = 250_000

const nameByCanonicalForm = async (quads: readonly Quad[], graph: Iri): Promise<Map<string, string>> => {
  const labels = new Map<string, string>()
  const canonical = quads.length <= MAX_CANONICAL_QUADS ? await tryCanonicalForm(quads, labels) : undefined
  const scope = canonical === undefined ? 'by order' : hash('sha256', canonical)
  if (canonical === undefined) {
    labels.clear()
    for (const label of blankLabels(quads)) labels.set(label, String(labels.size))
  }
  const names = new Map<string, string>()
  for (const [label, name] of labels)
    names.set(label, hash('sha256', `${graph}\n${scope}\n${name}`).slice(0, 32))
  return names
}

const tryCanonicalForm = async (
  quads: readonly Quad[],
  labels: Map<string, string>,
): Promise<string | undefined> => {
  try {
    const maxDeepIterations = Math.min(5000, Math.ceil(MAX_WORK / quads.length))
    return await canonicalForm(quads, { labels, maxDeepIterations })
  } catch (error) {
    if (error instanceof GraphTooHard) return undefined
    throw error
  }
}

const blankLabels = (quads: readonly Quad[]): Set<string> => {
  const labels = new Set<string>()
  for (const { subject, object, graph } of quads)
    for (const term of [subject, object, graph]) if (term.termType === 'BlankNode') labels.add(term.value)
  return labels
}
