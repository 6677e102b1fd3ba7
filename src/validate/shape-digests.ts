/** Names for shapes without a name: the same whenever the shapes are read, so that results can be compared by them. */
import { createHash } from 'node:crypto'
import type { Quad, Term } from '@rdfjs/types'
import { rdf } from '../rdf/namespaces.ts'

/** Shapes nest as people write them; deeper ones differ by nothing that anybody would tell apart. */
const MAX_DEPTH = 20

const REST = rdf('rest').value

const groups = (quads: readonly Quad[], part: 'subject' | 'object'): ReadonlyMap<string, readonly Quad[]> => {
  const found = new Map<string, Quad[]>()
  for (const quad of quads) {
    if (quad[part].termType !== 'BlankNode') continue
    const known = found.get(quad[part].value)
    if (known) known.push(quad)
    else found.set(quad[part].value, [quad])
  }
  return found
}

/**
 * The digest of a blank node: SHA-256 over the named node that leads to it, the properties on the way (not how far down a
 * list) and everything said of it. Labels and order play no part; two shapes that say the same in the same place are one.
 */
export const shapeDigests = (quads: readonly Quad[]): ((node: Term) => string) => {
  const said = groups(quads, 'subject')
  const uses = groups(quads, 'object')
  const digests = new Map<string, string>()

  const textOf = (term: Term, depth: number): string => {
    if (term.termType === 'NamedNode') return `<${term.value}>`
    if (term.termType === 'Literal') return JSON.stringify([term.value, term.language, term.datatype.value])
    if (depth === MAX_DEPTH) return '…'
    const lines = (said.get(term.value) ?? []).map(
      ({ predicate, object }) => `${predicate.value} ${textOf(object, depth + 1)}`,
    )
    return `[${lines.sort().join(';')}]`
  }

  const placeOf = (term: Term): string => {
    const way: string[] = []
    const seen = new Set<string>()
    let at = term
    while (at.termType === 'BlankNode' && !seen.has(at.value)) {
      seen.add(at.value)
      const [use] = uses.get(at.value) ?? []
      if (!use) break
      if (use.predicate.value !== REST) way.push(use.predicate.value)
      at = use.subject
    }
    return [at.termType === 'NamedNode' ? at.value : '', ...way].join(' ')
  }

  return node => {
    const known = digests.get(node.value)
    if (known !== undefined) return known
    const digest = createHash('sha256')
      .update(`${placeOf(node)}\n${textOf(node, 0)}`)
      .digest('hex')
    digests.set(node.value, digest)
    return digest
  }
}
