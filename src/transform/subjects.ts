/** Which nodes a record is about: the others are mentioned only, and get no description of their own from it. */
import { dcterms, geo, igsnvoc, prov, schema, sosa } from '../rdf/namespaces.ts'
import type { Nodes } from './nodes.ts'

/**
 * Properties that describe a thing rather than name it. A parent, a part or a citation that is given with name and
 * identifier only is mentioned; the page of that thing describes it.
 */
const DESCRIBING: ReadonlySet<string> = new Set([
  ...[
    'additionalProperty',
    'author',
    'contentLocation',
    'contributor',
    'creator',
    'dateCreated',
    'datePublished',
    'description',
    'event',
    'location',
    'locationCreated',
    'material',
    'potentialAction',
    'publisher',
    'spatialCoverage',
  ].map(local => schema(local).value),
  ...['isFeatureOfInterestOf', 'isResultOf', 'isSampleOf'].map(local => sosa(local).value),
  ...['created', 'creator', 'description', 'spatial'].map(local => dcterms(local).value),
  ...['description', 'registrant'].map(local => igsnvoc(local).value),
  geo('hasGeometry').value,
  prov('wasGeneratedBy').value,
])

/**
 * The nodes a record is about: those to which no other node leads, and those that are described wherever they stand
 * (below a WebPage, in an `@graph`, cited in `@reverse`). When nodes only lead to each other, all of them.
 */
export const subjectsOf = (nodes: Nodes): string[] => {
  const all = [...nodes.subjects()].filter(node => !nodes.isValueNode(node))
  const led = new Set<string>()
  for (const node of nodes.subjects())
    for (const { object } of nodes.statements(node))
      if (object.termType === 'NamedNode' && object.value !== node) led.add(object.value)
  const subjects = all.filter(
    node => !led.has(node) || nodes.statements(node).some(({ predicate }) => DESCRIBING.has(predicate.value)),
  )
  return subjects.length > 0 ? subjects : all
}
