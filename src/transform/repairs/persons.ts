/** Persons whose name is given with the family name first. */
import { createHash } from 'node:crypto'
import type { Quad } from '@rdfjs/types'
import { foaf, rdf, schema } from '../../rdf/namespaces.ts'
import { factory } from '../../rdf/terms.ts'
import { type ReadName, readName } from './names.ts'
import { kindOf } from './properties.ts'
import { quoted } from './rule.ts'
import { type ValueBench, withObject } from './value-rule.ts'

const TYPE = rdf('type').value
const PERSONS: ReadonlySet<string> = new Set([schema('Person').value, foaf('Person').value])
const PARTS: ReadonlySet<string> = new Set(
  [schema('familyName'), schema('givenName'), foaf('familyName'), foaf('givenName')].map(
    ({ value }) => value,
  ),
)

/** The quads with such names taken apart, for nodes that are persons and for persons given as a text. */
export const readPersons = (quads: readonly Quad[], bench: ValueBench): readonly Quad[] => {
  if (!bench.may('family-name-first')) return quads
  const persons = new Set<string>()
  const named = new Set<string>()
  for (const { subject, predicate, object } of quads) {
    if (predicate.value === TYPE && PERSONS.has(object.value)) persons.add(subject.value)
    if (PARTS.has(predicate.value)) named.add(subject.value)
  }
  let result: Quad[] | undefined
  for (let i = 0; i < quads.length; i++) {
    const quad = quads[i]
    if (!quad) continue
    const { subject, predicate, object } = quad
    const kind = object.termType === 'Literal' ? kindOf(predicate.value) : undefined
    const isName = kind === 'name' && persons.has(subject.value) && !named.has(subject.value)
    const name = isName || kind === 'person' ? readName(object.value) : undefined
    if (!name) {
      result?.push(quad)
      continue
    }
    result ??= quads.slice(0, i)
    bench.log('family-name-first', `${quoted(object.value)} was read as "${name.given} ${name.family}"`)
    result.push(...(isName ? nameQuads(quad, name) : personQuads(quad, name, bench)))
  }
  return result ?? quads
}

const nameQuads = (quad: Quad, { given, family }: ReadName): Quad[] => [
  withObject(quad, factory.literal(`${given} ${family}`)),
  factory.quad(quad.subject, schema('familyName'), factory.literal(family), quad.graph),
  factory.quad(quad.subject, schema('givenName'), factory.literal(given), quad.graph),
]

/** A text instead of an agent becomes a node, as rule 05 of the crosswalk would make it: of this record, by this text. */
const personQuads = (quad: Quad, name: ReadName, { base }: ValueBench): Quad[] => {
  const digest = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')
  const scope = digest('sha256', quad.graph.value).slice(0, 16)
  const iri = `${base}/.well-known/genid/${scope}-agent-${digest('md5', quad.object.value)}`
  const node = factory.namedNode(iri)
  const own = factory.quad(node, schema('name'), factory.literal(''), quad.graph)
  return [
    withObject(quad, node),
    factory.quad(node, rdf('type'), schema('Person'), quad.graph),
    ...nameQuads(own, name),
  ]
}
