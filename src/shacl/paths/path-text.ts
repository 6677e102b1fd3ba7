/** Paths as SPARQL property paths (SPARQL 1.1, 9.1) and as RDF. */
import type { NamedNode, Quad, Quad_Object } from '@rdfjs/types'
import { rdf, sh } from '../../rdf/namespaces.ts'
import { factory } from '../../rdf/terms.ts'
import type { Path } from './path.ts'

/** SPARQL text of a path; what is no single property is put in parentheses inside another path. */
export const pathText = (path: Path): string => {
  switch (path.kind) {
    case 'property':
      return `<${path.property.value}>`
    case 'inverse':
      return `^${grouped(path.path)}`
    case 'sequence':
      return path.steps.map(grouped).join('/')
    case 'alternative':
      return path.options.map(grouped).join('|')
    case 'repeat':
      return `${grouped(path.path)}${path.sign}`
  }
}

const grouped = (path: Path): string => (path.kind === 'property' ? pathText(path) : `(${pathText(path)})`)

const SIGNS: Readonly<Record<string, NamedNode>> = {
  '*': sh('zeroOrMorePath'),
  '+': sh('oneOrMorePath'),
  '?': sh('zeroOrOnePath'),
}

/** Writes a path as RDF with fresh blank nodes (never those of the shapes graph) and gives its node. */
export const writePath = (path: Path, into: Quad[]): Quad_Object => {
  if (path.kind === 'property') return path.property
  if (path.kind === 'sequence') return writeList(path.steps, into)
  const node = factory.blankNode()
  if (path.kind === 'inverse') into.push(factory.quad(node, sh('inversePath'), writePath(path.path, into)))
  if (path.kind === 'alternative')
    into.push(factory.quad(node, sh('alternativePath'), writeList(path.options, into)))
  if (path.kind === 'repeat')
    into.push(factory.quad(node, SIGNS[path.sign] ?? sh('zeroOrMorePath'), writePath(path.path, into)))
  return node
}

const writeList = (members: readonly Path[], into: Quad[]): Quad_Object => {
  const nodes = members.map(() => factory.blankNode())
  members.forEach((member, i) => {
    const node = nodes[i]
    if (!node) return
    into.push(
      factory.quad(node, rdf('first'), writePath(member, into)),
      factory.quad(node, rdf('rest'), nodes[i + 1] ?? rdf('nil')),
    )
  })
  return nodes[0] ?? rdf('nil')
}
