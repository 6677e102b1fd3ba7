/** What an answer says as RDF statements, for those who ask for JSON-LD: each as a statement, and as what a record asserts. */
import type { AssertedValue, Assertion } from '../../catalogue/assertions.ts'
import type { Family, Kinship, Relative } from '../../catalogue/families.ts'
import type { Link } from '../../catalogue/links.ts'
import { dcterms, schema, sosa } from '../../rdf/namespaces.ts'
import { isIri } from '../../rdf/terms.ts'

/** A statement of the default graph. `records` are the landing pages of those that make it, where the answer tells. */
export interface Stated {
  readonly subject: string
  readonly predicate: string
  readonly object: { readonly '@id': string } | { readonly '@value': string; readonly '@language'?: string }
  readonly records?: readonly string[]
}

/** A statement between two things; none when one of them is a text that no IRI stands for. */
export const statedLink = (
  subject: string,
  predicate: string,
  object: string,
  records?: readonly string[],
): Stated[] =>
  isIri(subject) && isIri(predicate) && isIri(object)
    ? [{ subject, predicate, object: { '@id': object }, ...(records && { records }) }]
    : []

/** A sample's links, each from the one of both that states it. */
export const statedLinks = (sample: string, links: readonly Link[]): Stated[] =>
  links.flatMap(({ relation, direction, target, assertedBy }) => {
    const [subject, object] = direction === 'out' ? [sample, target] : [target, sample]
    return statedLink(
      subject,
      relation,
      object,
      assertedBy.map(({ record }) => record),
    )
  })

/** Of which relatives the way leads up: the one that it was reached by states the relation. */
const UPWARD: ReadonlySet<string> = new Set<Kinship>(['ancestors', 'origins'])

/** The steps by which relatives are reached; each once. */
export const statedKin = (kin: Partial<Pick<Family, Kinship>>): Stated[] => {
  const steps = Object.entries(kin).flatMap(([kinship, relatives]: [string, readonly Relative[]]) =>
    relatives.flatMap(({ id, via, relation }) =>
      UPWARD.has(kinship) ? statedLink(via, relation, id) : statedLink(id, relation, via),
    ),
  )
  return [...new Map(steps.map(step => [JSON.stringify(step), step])).values()]
}

/** Fields whose values stand at the sample itself; those of the others stand at its place, its sampling, or depend on roles. */
const PROPERTIES: Readonly<Record<string, string>> = {
  name: schema('name').value,
  identifier: dcterms('identifier').value,
  description: schema('description').value,
  material: schema('material').value,
  objectType: schema('additionalType').value,
  sampledFeature: sosa('isSampleOf').value,
  status: schema('creativeWorkStatus').value,
}
const CONCEPTS: readonly string[] = ['material', 'objectType', 'sampledFeature']

const objectOf = (field: string, { value, language }: AssertedValue): Stated['object'] =>
  CONCEPTS.includes(field) && isIri(value)
    ? { '@id': value }
    : { '@value': value, ...(language !== undefined && { '@language': language }) }

/** What the records say of a sample, as far as it is said of the sample itself. */
export const statedAssertions = (sample: string, assertions: readonly Assertion[]): Stated[] =>
  assertions.flatMap(({ field, values }) => {
    const predicate = PROPERTIES[field]
    if (predicate === undefined || !isIri(sample)) return []
    return values.map(value => ({
      subject: sample,
      predicate,
      object: objectOf(field, value),
      records: value.assertedBy.map(({ record }) => record).filter(isIri),
    }))
  })

/** The statements as node objects: by subject, and as rdf:Statement where it is known who makes them. */
export const statedNodes = (stated: readonly Stated[]): Readonly<Record<string, unknown>>[] => {
  const nodes = new Map<string, Record<string, Stated['object'][]>>()
  for (const { subject, predicate, object } of stated) {
    const node = nodes.get(subject) ?? {}
    nodes.set(subject, node)
    const objects = node[predicate]
    if (objects) objects.push(object)
    else node[predicate] = [object]
  }
  const direct = [...nodes].map(([subject, properties]) => ({ '@id': subject, ...properties }))
  const reified = stated.flatMap(({ records, ...statement }) =>
    records ? [{ '@type': 'Statement', ...statement, assertedBy: records }] : [],
  )
  return [...direct, ...reified]
}
