/** What the kernel statements say of a sample beyond its catalogue entry. */
import type { Quad, Term } from '@rdfjs/types'
import { dcterms, prov, rdf, schema, sosa } from '../../rdf/namespaces.ts'

/** How to reach an organisation. */
export interface Contact {
  readonly name?: string
  readonly email?: string
  readonly url?: string
}

/** One sampling event. */
export interface Sampling {
  readonly from?: string
  readonly to?: string
  /** IRIs or names of the people who took part. */
  readonly collectors: readonly string[]
}

/** Lists are in the order of their texts; what nothing is said about is empty. */
export interface SampleFacts {
  readonly identifiers: readonly string[]
  readonly otherNames: readonly string[]
  readonly sameAs: readonly string[]
  readonly descriptions: readonly { readonly text: string; readonly language: string }[]
  readonly licences: readonly string[]
  readonly access: readonly string[]
  readonly samplings: readonly Sampling[]
  readonly contacts: ReadonlyMap<string, readonly Contact[]>
  readonly affiliations: ReadonlyMap<string, readonly string[]>
}

// Two styles of a page often give the same address twice, once with a name.
const withoutBare = (contacts: readonly Contact[]): Contact[] =>
  [...new Map(contacts.map(contact => [JSON.stringify(contact), contact])).values()].filter(
    contact =>
      contact.name !== undefined ||
      !contacts.some(({ name, email }) => name !== undefined && email === contact.email),
  )

/** Looks the facts up among the statements about a sample and the nodes they lead to. */
export const sampleFacts = (sample: string, quads: readonly Quad[]): SampleFacts => {
  const index = new Map<string, Term[]>()
  for (const { subject, predicate, object } of quads) {
    const key = `${subject.value}\n${predicate.value}`
    index.set(key, [...(index.get(key) ?? []), object])
  }
  const objects = (subject: string, predicate: Term): readonly Term[] =>
    index.get(`${subject}\n${predicate.value}`) ?? []
  const texts = (subject: string, predicate: Term): string[] =>
    [...new Set(objects(subject, predicate).map(({ value }) => value))].sort()
  const nameOf = (node: string): string => texts(node, schema('name'))[0] ?? node
  const contactOf = (point: string): Contact => {
    const [name, email, url] = ['name', 'email', 'url'].map(local => texts(point, schema(local))[0])
    return {
      ...(name && { name }),
      ...(email && { email: email.replace(/^mailto:/i, '') }),
      ...(url && { url }),
    }
  }
  const samplingOf = (event: string): Sampling => {
    const [from, to] = [texts(event, prov('startedAtTime'))[0], texts(event, prov('endedAtTime'))[0]]
    const collectors = texts(event, prov('wasAssociatedWith')).map(nameOf).sort()
    return { ...(from && { from }), ...(to && { to }), collectors }
  }
  const subjects = [...new Set(quads.map(({ subject }) => subject.value))]
  const having = <T>(values: (subject: string) => T[]): Map<string, T[]> =>
    new Map(
      subjects.map(subject => [subject, values(subject)] as const).filter(([, found]) => found.length > 0),
    )
  return {
    identifiers: texts(sample, dcterms('identifier')),
    otherNames: texts(sample, schema('alternateName')),
    sameAs: texts(sample, schema('sameAs')),
    descriptions: objects(sample, schema('description')).map(term => ({
      text: term.value,
      language: term.termType === 'Literal' ? term.language : '',
    })),
    licences: texts(sample, schema('license')),
    access: texts(sample, schema('conditionsOfAccess')),
    samplings: texts(sample, sosa('isResultOf')).map(samplingOf),
    contacts: having(subject => withoutBare(texts(subject, schema('contactPoint')).map(contactOf))),
    affiliations: having(subject =>
      objects(subject, rdf('type')).some(({ value }) => value === schema('Person').value)
        ? texts(subject, schema('affiliation')).map(nameOf)
        : [],
    ),
  }
}
