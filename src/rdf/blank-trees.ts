/** Names for blank nodes that form trees: two hashes each, where general canonicalisation takes hundreds. */
import { hash } from 'node:crypto'
import type { Quad } from '@rdfjs/types'
import { termText } from './n-quads.ts'

interface Node {
  readonly label: string
  /** Statements about it: text of predicate, object and graph; or the child in place of the object. */
  readonly statements: { readonly before: string; readonly child?: Node; readonly after: string }[]
  /** The one statement that points to it, without object; empty for the root of a tree. */
  origin: string
  parent?: Node
  content: string
  name: string
}

/**
 * Label -> name (32 hexadecimal digits) of every blank node, or undefined when they do not form trees: when one is the
 * object of two statements, is part of a cycle, or names a graph. A name is the hash of `scope`, of the way to the
 * node, of what the tree below it says, and of a number among siblings that say the same: those are interchangeable,
 * so that the numbering is of no consequence.
 */
export const nameTrees = (quads: readonly Quad[], scope: string): Map<string, string> | undefined => {
  const nodes = plantTrees(quads)
  if (!nodes) return undefined
  const parentsFirst = inOrder(nodes)
  if (parentsFirst.length < nodes.size) return undefined
  for (const node of parentsFirst.toReversed()) node.content = contentOf(node)
  const siblings = new Map<string, number>()
  const names = new Map<string, string>()
  for (const node of parentsFirst) {
    const key = `${scope}\n${node.parent?.name ?? ''}\n${node.origin}\n${node.content}`
    const number = siblings.get(key) ?? 0
    siblings.set(key, number + 1)
    node.name = hash('sha256', `${key}\n${number}`).slice(0, 32)
    names.set(node.label, node.name)
  }
  return names
}

const plantTrees = (quads: readonly Quad[]): Map<string, Node> | undefined => {
  const nodes = new Map<string, Node>()
  const node = (label: string): Node => {
    const known = nodes.get(label)
    if (known) return known
    const made: Node = { label, statements: [], origin: '', content: '', name: '' }
    nodes.set(label, made)
    return made
  }
  for (const { subject, predicate, object, graph } of quads) {
    if (graph.termType === 'BlankNode') return undefined
    const isChild = object.termType === 'BlankNode'
    if (!isChild && subject.termType !== 'BlankNode') continue
    const before = `<${predicate.value}>`
    const after = graph.termType === 'DefaultGraph' ? '' : termText(graph)
    const child = isChild ? node(object.value) : undefined
    const parent = subject.termType === 'BlankNode' ? node(subject.value) : undefined
    if (child) {
      const origin = `${parent ? '' : termText(subject)} ${before} ${after}`
      if (child.origin === origin && child.parent === parent) continue // the same quad once more
      if (child.origin) return undefined
      child.origin = origin
      if (parent) child.parent = parent
    }
    parent?.statements.push(
      child ? { before, child, after } : { before: `${before} ${termText(object)}`, after },
    )
  }
  return nodes
}

/** Parents before children; nodes on cycles are not reached. Not recursive: lists are deep trees. */
const inOrder = (nodes: ReadonlyMap<string, Node>): Node[] => {
  const order = [...nodes.values()].filter(node => !node.parent)
  for (const node of order) for (const { child } of node.statements) if (child) order.push(child)
  return order
}

const contentOf = ({ statements }: Node): string => {
  // A quad given twice says nothing more; two children that say the same are two.
  const leaves = new Set<string>()
  const lines: string[] = []
  for (const { before, child, after } of statements)
    if (child) lines.push(`${before} ${child.content} ${after}`)
    else leaves.add(`${before} ${after}`)
  return hash('sha256', [...lines, ...leaves].sort().join('\n'))
}
