/**
 * Identities: which entity each node of a record stands for, by its persistent identifiers. The crosswalk rules see the
 * record with its nodes already replaced by their entities, and find the rest in notes (`lode:` statements):
 *
 * - `?entity a lode:Subject`: the record is about it, rather than only mentioning it;
 * - `?entity lode:scheme "igsn"`, `lode:identifierText "as written"`, `lode:alias <other persistent identifier>`;
 * - `?entity lode:localIdentifier "text"`: an identifier of no known scheme;
 * - `?node lode:entity ?entity`: what was replaced by what.
 */
import type { Quad, Quad_Object } from '@rdfjs/types'
import { type Identifier, identify, igsnHandle } from '../pid/identifiers.ts'
import { dcterms, igsnvoc, lode, owl, rdf, schema } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import { Nodes } from './nodes.ts'
import { subjectsOf } from './subjects.ts'

/** A record as the crosswalk rules see it: triples without a graph. */
export interface Identified {
  readonly quads: readonly Quad[]
  readonly notes: readonly Quad[]
}

interface Candidate {
  readonly identifier: Identifier
  /** As the record writes it, when it is written as text. */
  readonly text?: string
  /** Smaller is preferred. */
  readonly rank: number
}

const RANKS: Readonly<Partial<Record<Identifier['scheme'], number>>> = {
  igsn: 0,
  'igsn-handle': 2,
  doi: 3,
  orcid: 4,
  ror: 5,
  isni: 6,
}
const RDF_TYPE = rdf('type').value
const IGSN = igsnvoc('igsn').value
const IDENTIFIERS = [schema('identifier').value, dcterms('identifier').value]
const LINKS = [schema('sameAs').value, owl('sameAs').value, schema('url').value]
/** Without any of these only a node's own name can identify it. */
const IDENTIFYING: ReadonlySet<string> = new Set([IGSN, ...IDENTIFIERS, ...LINKS])
// A DOI that is the node's own name is preferred to a legacy handle given beside it (DataCite: alternate identifier of type Legacy IGSN).
const OWN_DOI_RANK = 1
const LAST_RANK = 7
const SAME_AS_PENALTY = 10
// Anybody makes such names without asking, and nothing resolves them: whatever else names the node is preferred.
const UNREGISTERED: ReadonlySet<Identifier['scheme']> = new Set(['urn', 'uuid'])
const UNREGISTERED_RANK = 20

const rankOf = ({ scheme }: Identifier): number =>
  UNREGISTERED.has(scheme) ? UNREGISTERED_RANK : (RANKS[scheme] ?? LAST_RANK)

/** Prefix of the IRIs that skolemisation made, given the public address. */
export const genidPrefix = (base: string): string => `${base}/.well-known/genid/`

/** Replaces the nodes of a record graph by their entities and notes what was learnt. `base` as in `genidPrefix`. */
export const identifyNodes = (quads: readonly Quad[], base: string): Identified => {
  const nodes = new Nodes(withoutEmptyNodes(quads, base))
  const entities = new Map<string, string>()
  const notes: Quad[] = []
  const prefix = genidPrefix(base)
  for (const node of nodes.subjects()) {
    if (nodes.isValueNode(node)) continue
    const isGenerated = node.startsWith(prefix)
    const isIdentified = nodes.statements(node).some(({ predicate }) => IDENTIFYING.has(predicate.value))
    // Most nodes: nothing identifies them.
    if (isGenerated && !isIdentified) continue
    const candidates = candidatesOf(node, nodes, { isGenerated, isIdentified })
    const entity = candidates[0]?.identifier.canonical ?? ownIri(node, nodes, isGenerated)
    if (entity !== node) entities.set(node, entity)
    noteIdentity(node, entity, candidates, nodes, notes)
  }
  const replaced = (iri: string): string => entities.get(iri) ?? iri
  for (const node of subjectsOf(nodes)) notes.push(statement(replaced(node), RDF_TYPE, lode('Subject')))
  const all = nodes.all()
  return { quads: entities.size === 0 ? all : all.map(quad => withEntities(quad, entities)), notes }
}

/** Without the nodes that templates leave behind when they have nothing to fill in: `{ "@type": "Person" }`, `{}`. */
const withoutEmptyNodes = (quads: readonly Quad[], base: string): readonly Quad[] => {
  const said = new Set<string>()
  const prefix = genidPrefix(base)
  let last = ''
  for (const { subject, predicate } of quads) {
    if (subject.value === last || predicate.value === RDF_TYPE) continue
    // Statements about one node stand together.
    last = subject.value
    if (last.startsWith(prefix)) said.add(last)
  }
  const isEmpty = (iri: string) => iri.startsWith(prefix) && !said.has(iri)
  if (!quads.some(({ subject, object }) => isEmpty(object.value) || isEmpty(subject.value))) return quads
  return quads.filter(({ subject, object }) => !isEmpty(subject.value) && !isEmpty(object.value))
}

const statement = (subject: string, predicate: string, object: Quad_Object): Quad =>
  factory.quad(factory.namedNode(subject), factory.namedNode(predicate), object)

const withEntities = (quad: Quad, entities: ReadonlyMap<string, string>): Quad => {
  const { subject, predicate, object } = quad
  const named = entities.get(subject.value)
  const isNode = object.termType === 'NamedNode' && predicate.value !== RDF_TYPE
  const meant = isNode ? entities.get(object.value) : undefined
  if (named === undefined && meant === undefined) return quad
  return factory.quad(
    named === undefined ? subject : factory.namedNode(named),
    predicate,
    meant === undefined ? object : factory.namedNode(meant),
  )
}

/** Identifiers of a node, the preferred one first. */
const candidatesOf = (
  node: string,
  nodes: Nodes,
  { isGenerated, isIdentified }: { readonly isGenerated: boolean; readonly isIdentified: boolean },
): Candidate[] => {
  const found: Candidate[] = []
  const add = (identifier: Identifier | undefined, text?: string, penalty = 0) => {
    if (!identifier || (UNREGISTERED.has(identifier.scheme) && !isGenerated)) return
    const rank = rankOf(identifier) + penalty
    found.push({ identifier, rank, ...(text !== undefined && { text }) })
  }
  const own = isGenerated ? undefined : identify(node)
  if (own)
    found.push({
      identifier: own,
      rank: own.scheme === 'doi' ? OWN_DOI_RANK : rankOf(own),
    })
  if (!isIdentified) return found
  for (const value of nodes.objects(node, IGSN)) addIgsn(value, nodes, add)
  for (const predicate of IDENTIFIERS)
    for (const value of nodes.objects(node, predicate)) addIdentifier(value, nodes, add)
  for (const predicate of LINKS)
    for (const value of nodes.objects(node, predicate)) add(identify(value.value), undefined, SAME_AS_PENALTY)
  // Written text before bare IRIs, so that the identifier is shown as people write it; then by code unit, to be stable.
  return found.sort(
    (a, b) =>
      a.rank - b.rank ||
      compare(a.identifier.canonical, b.identifier.canonical) ||
      Number(a.text === undefined) - Number(b.text === undefined) ||
      compare(a.text ?? '', b.text ?? ''),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

type Add = (identifier: Identifier | undefined, text?: string) => void

/** `igsn` of an IGSN registration: a bare code means the legacy handle (IGSN registration 1.0, sampleNumber). */
const addIgsn = (value: Quad_Object, nodes: Nodes, add: Add): void => {
  const text = value.termType === 'Literal' ? value.value : nodes.text(value.value, schema('value').value)
  if (text !== undefined) add(identify(text) ?? igsnHandle(text), text)
}

/** A text, an IRI, or a PropertyValue with propertyID, value and url (science-on-schema.org, Dataset guide). */
const addIdentifier = (value: Quad_Object, nodes: Nodes, add: Add): void => {
  if (value.termType === 'Literal') {
    // The published IGSN registration context gives the code this datatype.
    const isCode = value.datatype.value === schema('PropertyValue').value
    add(identify(value.value) ?? (isCode ? igsnHandle(value.value) : undefined), value.value)
    return
  }
  const own = identify(value.value)
  const kind = nodes.text(value.value, schema('propertyID').value)?.toLowerCase() ?? ''
  const text = nodes.text(value.value, schema('value').value)
  const url = nodes.text(value.value, schema('url').value)
  const code = kind.includes('igsn') && text !== undefined ? igsnHandle(text) : undefined
  const byText = text === undefined ? undefined : (identify(text) ?? code)
  // A DOI that is said to be an IGSN is one: prefixes alone do not tell.
  const named = (identifier: Identifier | undefined): Identifier | undefined =>
    identifier?.scheme === 'doi' && kind.includes('igsn') ? { ...identifier, scheme: 'igsn' } : identifier
  if (own) add(named(own))
  else if (byText) add(named(byText), text)
  else if (url !== undefined) add(named(identify(url)))
}

/** The node's own IRI; for a blank one an http IRI that is given as its identifier (`kind: uri`), if there is one. */
const ownIri = (node: string, nodes: Nodes, isGenerated: boolean): string => {
  if (!isGenerated) return node
  for (const value of nodes.objects(node, schema('identifier').value)) {
    const text = value.termType === 'Literal' ? value.value : nodes.text(value.value, schema('value').value)
    if (text !== undefined && /^https?:\/\//i.test(text) && isIri(text)) return text
  }
  return node
}

const noteIdentity = (
  node: string,
  entity: string,
  candidates: readonly Candidate[],
  nodes: Nodes,
  notes: Quad[],
): void => {
  if (entity !== node) notes.push(statement(node, lode('entity').value, factory.namedNode(entity)))
  const [preferred] = candidates
  if (preferred) {
    const text = preferred.text ?? preferred.identifier.display
    notes.push(statement(entity, lode('scheme').value, factory.literal(preferred.identifier.scheme)))
    notes.push(statement(entity, lode('identifierText').value, factory.literal(text.trim())))
  }
  for (const { identifier } of candidates)
    if (identifier.canonical !== entity)
      notes.push(statement(entity, lode('alias').value, factory.namedNode(identifier.canonical)))
  for (const text of localIdentifiers(node, nodes))
    notes.push(statement(entity, lode('localIdentifier').value, factory.literal(text)))
}

const localIdentifiers = (node: string, nodes: Nodes): string[] =>
  IDENTIFIERS.flatMap(predicate => nodes.objects(node, predicate)).flatMap(value => {
    const text = value.termType === 'Literal' ? value.value : nodes.text(value.value, schema('value').value)
    const kind =
      value.termType === 'Literal' ? '' : (nodes.text(value.value, schema('propertyID').value) ?? '')
    const known = text === undefined || identify(text) !== undefined || /igsn/i.test(kind)
    return known || text.trim() === '' ? [] : [text.trim()]
  })
