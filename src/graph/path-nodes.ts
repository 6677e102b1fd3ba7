/** Paths of results, SPARQL property paths as text, as RDF (SHACL 2.3.1). */

import type { NamedNode } from '@rdfjs/types'
import { rdf, sh } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import type { Add } from './record-nodes.ts'

type Path =
  | { readonly kind: 'property'; readonly iri: string }
  | { readonly kind: 'inverse' | '*' | '+' | '?'; readonly path: Path }
  | { readonly kind: 'sequence'; readonly parts: readonly Path[] }
  | { readonly kind: 'alternative'; readonly parts: readonly Path[] }

const TOKEN = /\s*(<[^<>\s]*>|[\^/|()*+?])/y
const MAX_TOKENS = 500
const MAX_DEPTH = 20

const tokensOf = (text: string): readonly string[] | undefined => {
  const pattern = new RegExp(TOKEN)
  const tokens: string[] = []
  const whole = text.trim()
  while (pattern.lastIndex < whole.length) {
    const found = pattern.exec(whole)?.[1]
    if (found === undefined || tokens.length === MAX_TOKENS) return undefined
    tokens.push(found)
  }
  return tokens
}

/** Reads one path by the grammar of SPARQL 1.1 (rules 88 to 94), without abbreviations and negated sets. */
class PathReader {
  readonly #tokens: readonly string[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  whole(): Path | undefined {
    const path = this.#joined('alternative')
    return this.#at === this.#tokens.length ? path : undefined
  }

  #joined(kind: 'alternative' | 'sequence'): Path | undefined {
    const parts: Path[] = []
    do {
      const part = kind === 'alternative' ? this.#joined('sequence') : this.#step()
      if (!part) return undefined
      parts.push(part)
    } while (this.#taken(kind === 'alternative' ? '|' : '/'))
    return parts.length === 1 ? parts[0] : { kind, parts }
  }

  #step(): Path | undefined {
    const isInverse = this.#taken('^')
    let path = this.#primary()
    const sign = this.#tokens[this.#at]
    if (path && (sign === '*' || sign === '+' || sign === '?')) {
      this.#at++
      path = { kind: sign, path }
    }
    return path && isInverse ? { kind: 'inverse', path } : path
  }

  #primary(): Path | undefined {
    const token = this.#tokens[this.#at++]
    if (token === '(') {
      if (++this.#depth > MAX_DEPTH) return undefined
      const inner = this.#joined('alternative')
      this.#depth--
      return this.#taken(')') ? inner : undefined
    }
    const iri = token?.startsWith('<') ? token.slice(1, -1) : ''
    return isIri(iri) ? { kind: 'property', iri } : undefined
  }

  #taken(token: string): boolean {
    const isNext = this.#tokens[this.#at] === token
    if (isNext) this.#at++
    return isNext
  }
}

const KINDS = {
  inverse: 'inversePath',
  '*': 'zeroOrMorePath',
  '+': 'oneOrMorePath',
  '?': 'zeroOrOnePath',
} as const

/**
 * Writes a path (a bare IRI, or the text of a SPARQL property path) and gives its node; undefined when it cannot be read.
 * `nodeOf` names the nodes that a path consists of, by their position.
 */
export const writePath = (
  path: string,
  nodeOf: (position: number) => NamedNode,
  add: Add,
): NamedNode | undefined => {
  if (isIri(path)) return factory.namedNode(path)
  const tokens = tokensOf(path)
  const read = tokens && new PathReader(tokens).whole()
  if (!read) return undefined
  let position = 0
  const write = (each: Path): NamedNode => {
    if (each.kind === 'property') return factory.namedNode(each.iri)
    if (each.kind === 'sequence') return list(each.parts)
    const node = nodeOf(position++)
    if (each.kind === 'alternative') add(node, sh('alternativePath'), list(each.parts))
    else add(node, sh(KINDS[each.kind]), write(each.path))
    return node
  }
  const list = (parts: readonly Path[]): NamedNode => {
    const nodes = parts.map(() => nodeOf(position++))
    for (const [i, part] of parts.entries()) {
      const node = nodes[i]
      if (!node) continue
      add(node, rdf('first'), write(part))
      add(node, rdf('rest'), nodes[i + 1] ?? rdf('nil'))
    }
    return nodes[0] ?? rdf('nil')
  }
  return write(read)
}
