/** A digest of shapes that does not depend on how a file orders its statements or names its blank nodes. */
import { createHash } from 'node:crypto'
import type { Quad, Term } from '@rdfjs/types'
import { termText, writeQuads } from '../rdf/n-quads.ts'
import { factory } from '../rdf/terms.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * SHA-256 (hexadecimal) of the sorted N-Triples in which every blank node is named by the hash of what is below it.
 * For blank nodes that form trees, as property shapes, paths and lists do, this is as canonical as RDFC-1.0 and needs
 * no asynchronous step. Undefined when a blank node is below itself: such shapes have no end.
 */
export const shapesDigest = (quads: readonly Quad[]): string | undefined => {
  const below = new Map<string, Quad[]>()
  for (const quad of quads) {
    if (quad.subject.termType !== 'BlankNode') continue
    const known = below.get(quad.subject.value)
    if (known) known.push(quad)
    else below.set(quad.subject.value, [quad])
  }
  const names = new Map<string, string | undefined>()
  const nameOf = (node: string): string | undefined => {
    if (names.has(node)) return names.get(node)
    names.set(node, undefined)
    const lines: string[] = []
    for (const { predicate, object } of below.get(node) ?? []) {
      const text = object.termType === 'BlankNode' ? nameOf(object.value) : termText(object)
      if (text === undefined) return undefined
      lines.push(`${predicate.value} ${text}`)
    }
    const name = sha256(lines.sort().join('\n'))
    names.set(node, name)
    return name
  }
  for (const node of below.keys()) if (nameOf(node) === undefined) return undefined
  const named = <T extends Term>(term: T): T =>
    term.termType === 'BlankNode' ? (factory.blankNode(nameOf(term.value)) as unknown as T) : term
  return sha256(
    writeQuads(quads.map(q => factory.quad(named(q.subject), q.predicate, named(q.object), q.graph))),
  )
}
