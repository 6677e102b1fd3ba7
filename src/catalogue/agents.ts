/** Persons and organisations around a sample, with what each has to do with it. */
import type { Term } from '@rdfjs/types'
import { dcat, prov, rdf, schema, sosa } from '../rdf/namespaces.ts'
import type { Statements } from './facts.ts'
import { byText, distinct } from './order.ts'

/** A person or organisation as one record names it. `id` is an IRI, or the text itself where the record has only that. */
export interface AgentFact {
  readonly id: string
  readonly kind: 'person' | 'organisation'
  readonly names: readonly string[]
  readonly roles: readonly string[]
  /** Other identifiers that the record gives it. */
  readonly same?: readonly string[]
}

type Kind = AgentFact['kind']

/** Kernel predicates of a sample that lead to an agent: the role it stands for, and what the agent is when not typed. */
const ROLES: readonly { predicate: string; role: string; kind: Kind }[] = [
  { predicate: schema('creator').value, role: 'creator', kind: 'person' },
  { predicate: schema('contributor').value, role: 'contributor', kind: 'person' },
  { predicate: schema('sdPublisher').value, role: 'registrant', kind: 'organisation' },
  { predicate: schema('publisher').value, role: 'publisher', kind: 'organisation' },
  { predicate: schema('holdingArchive').value, role: 'custodian', kind: 'organisation' },
  { predicate: schema('funder').value, role: 'funder', kind: 'organisation' },
]

interface Draft {
  readonly kind: Kind
  readonly roles: Set<string>
}

const typedAs = (id: string, statements: Statements): Kind | undefined => {
  const types = statements.objects(id, rdf('type').value).map(type => type.value)
  if (types.includes(schema('Person').value)) return 'person'
  return types.includes(schema('Organization').value) ? 'organisation' : undefined
}

// `https://…/roles#dataCollector` -> `dataCollector`; a literal stays as it is.
const roleName = (role: Term): string =>
  role.termType === 'NamedNode' ? (/[^/#]+$/.exec(role.value)?.[0] ?? role.value) : role.value

const namesOf = (agent: string, statements: Statements): string[] => {
  const texts = (local: string) =>
    distinct(statements.objects(agent, schema(local).value).map(term => term.value))
  const names = texts('name')
  const parts = [texts('givenName')[0], texts('familyName')[0]].filter(part => part !== undefined)
  return names.length > 0 ? names : parts.length > 0 ? [parts.join(' ')] : []
}

/** The other identifiers of an entity, absent when the record gives none: most do not. */
export const sameAs = (id: string, statements: Statements): { same?: readonly string[] } => {
  const others = distinct(statements.objects(id, schema('sameAs').value).map(term => term.value))
  return others.length > 0 ? { same: others } : {}
}

/** Agents of a sample: its own roles, the collectors of its sampling, qualified attributions, and affiliations of persons. */
export const agentsOf = (sample: string, statements: Statements): AgentFact[] => {
  const drafts = new Map<string, Draft>()
  const add = (agent: Term, role: string, kind: Kind): void => {
    const draft = drafts.get(agent.value)
    if (draft) draft.roles.add(role)
    else drafts.set(agent.value, { kind: typedAs(agent.value, statements) ?? kind, roles: new Set([role]) })
  }
  for (const { predicate, role, kind } of ROLES) {
    for (const agent of statements.objects(sample, predicate)) add(agent, role, kind)
  }
  for (const sampling of statements.objects(sample, sosa('isResultOf').value)) {
    for (const agent of statements.objects(sampling.value, prov('wasAssociatedWith').value)) {
      add(agent, 'collector', 'person')
    }
  }
  for (const attribution of statements.objects(sample, prov('qualifiedAttribution').value)) {
    const roles = statements.objects(attribution.value, dcat('hadRole').value).map(roleName)
    for (const agent of statements.objects(attribution.value, prov('agent').value)) {
      for (const role of roles.length > 0 ? roles : ['contributor']) add(agent, role, 'person')
    }
  }
  for (const [id, { kind }] of [...drafts]) {
    if (kind !== 'person') continue
    for (const organisation of statements.objects(id, schema('affiliation').value)) {
      add(organisation, 'affiliation', 'organisation')
    }
  }
  return [...drafts]
    .map(([id, { kind, roles }]) => ({
      id,
      kind,
      names: namesOf(id, statements),
      roles: distinct(roles),
      ...sameAs(id, statements),
    }))
    .sort((a, b) => byText(a.id, b.id))
}
