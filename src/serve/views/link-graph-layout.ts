/** The neighbourhood of a sample as a graph of few nodes in columns: parents, people, the sample, children, publications. Pure. */
import type { Family } from '../../catalogue/families.ts'
import type { SampleItem } from '../../catalogue/item.ts'
import { linkWords, relationWords } from '../../links/relations.ts'
import { rolesText } from './roles.ts'
import { entityPath, samplePath, shownIdentifier } from './text.ts'

/** What a node stands for. */
export type NodeKind = 'self' | 'sample' | 'person' | 'organisation' | 'publication' | 'more'

/** One node: `words` say what it has to do with the sample. */
export interface GraphNode {
  readonly kind: NodeKind
  readonly label: string
  readonly words: string
  /** What is shown when it is pointed at, where that is another text than the label. */
  readonly title?: string
  /** Where it leads; a node of what is not here has none. */
  readonly href?: string
  readonly x: number
  readonly y: number
}

/** The nodes around the one of the sample, which comes first. */
export interface LinkGraph {
  readonly nodes: readonly GraphNode[]
  readonly width: number
  readonly height: number
}

type Placed = Omit<GraphNode, 'x' | 'y'>

/** Nodes drawn of one kind: with the sample and a rest of each, 40 in all. */
const OF_A_KIND = 7
const ROW = 44
const WIDTH = 900
const COLUMNS = [150, 450, 750] as const

const some = (nodes: readonly Placed[], total: number, what: string): Placed[] => {
  const drawn = nodes.slice(0, OF_A_KIND)
  const rest = total - drawn.length
  return rest > 0 ? [...drawn, { kind: 'more', label: `${rest} more`, words: what }] : drawn
}

const relatives = (family: Family, kinship: 'ancestors' | 'descendants'): Placed[] => {
  const near = family[kinship].filter(({ distance }) => distance === 1)
  const far = family.counts[kinship] - near.length
  const nodes = near.map(
    ({ id, name, relation, known }): Placed => ({
      kind: 'sample',
      label: name ?? shownIdentifier(id),
      ...(name === undefined && { title: id }),
      // Of an ancestor this sample is the subject; a descendant is the subject itself.
      words: linkWords(relation, kinship === 'ancestors' ? 'out' : 'in'),
      ...(known && { href: samplePath(id) }),
    }),
  )
  return some(nodes, nodes.length + far, kinship)
}

const involved = (item: SampleItem, kind: 'person' | 'organisation'): Placed[] => {
  const all = kind === 'person' ? item.people : item.organisations
  const nodes = all.map(
    ({ id, name, roles }): Placed => ({
      kind,
      label: name,
      words: rolesText(roles),
      href: entityPath(kind, id),
    }),
  )
  return some(nodes, nodes.length, kind === 'person' ? 'people' : 'organisations')
}

const publications = ({ publications: all }: SampleItem): Placed[] => {
  const byId = new Map(all.map(each => [each.id, each]))
  const nodes = [...byId.values()].map(
    ({ id, title, relation }): Placed => ({
      kind: 'publication',
      label: title,
      words: relationWords(relation),
      href: entityPath('publication', id),
    }),
  )
  return some(nodes, nodes.length, 'publications')
}

const column = (nodes: readonly Placed[], x: number, height: number): GraphNode[] => {
  const top = (height - nodes.length * ROW) / 2
  return nodes.map((node, i) => ({ ...node, x, y: top + (i + 0.5) * ROW }))
}

/** The graph around a sample; at most 41 nodes, whatever its neighbourhood. Only the sample itself when it stands alone. */
export const linkGraph = (item: SampleItem, family: Family): LinkGraph => {
  const above = relatives(family, 'ancestors')
  const left = [...involved(item, 'person'), ...involved(item, 'organisation')]
  const below = relatives(family, 'descendants')
  const right = publications(item)
  const self: Placed = { kind: 'self', label: item.name ?? item.identifier, words: 'this sample' }
  const middle = [...above, self, ...below]
  const height = Math.max(left.length, middle.length, right.length, 1) * ROW + 20
  const centre = column(middle, COLUMNS[1], height)
  const own = centre[above.length]
  const around = centre.filter(node => node !== own)
  const nodes = [...around, ...column(left, COLUMNS[0], height), ...column(right, COLUMNS[2], height)]
  return { nodes: own ? [own, ...nodes] : nodes, width: WIDTH, height }
}
