/** Which identifiers name the same person, organisation or publication: classes made from what records assert. Pure. */
import { identify } from '../pid/identifiers.ts'
import type { EntityKind } from './facet-table.ts'
import { byText } from './order.ts'

/** Two identifiers that records give to one entity, and how many records do. */
export interface SameAs {
  readonly a: string
  readonly b: string
  readonly records: number
}

// Whoever has two of one of these is two: one record that confuses them must not join them for everybody.
const EXCLUSIVE: Readonly<Record<EntityKind, readonly string[]>> = {
  person: ['orcid'],
  organisation: ['ror'],
  publication: ['doi', 'igsn'],
}

/** Which of several identifiers stands for the entity: first of these schemes, then any persistent one, then the rest. */
const PREFERRED = ['doi', 'orcid', 'ror', 'isni', 'wikidata', 'funder', 'grid']

const rankOf = (id: string): number => {
  const scheme = identify(id)?.scheme
  if (scheme === undefined) return PREFERRED.length + 1
  const rank = PREFERRED.indexOf(scheme)
  return rank < 0 ? PREFERRED.length : rank
}

/**
 * Whether a statement that two identifiers are the same may join entities: both are persistent; of a publication one may
 * be a web address, its landing page. Names never count, nor do nodes of a record.
 */
export const joins = (kind: EntityKind, a: string, b: string): boolean => {
  if (a === b) return false
  const persistent = [a, b].filter(id => identify(id) !== undefined).length
  return (
    persistent === 2 ||
    (kind === 'publication' && persistent === 1 && /^https?:\/\//i.test(a + b) && isWeb(a) && isWeb(b))
  )
}

const isWeb = (id: string): boolean => /^https?:\/\//i.test(id) && !id.includes('/.well-known/genid/')

interface Class {
  readonly members: string[]
  /** Identifiers of exclusive schemes, by scheme. */
  readonly exclusive: Map<string, string>
}

const classOf = (id: string, kind: EntityKind): Class => {
  const scheme = identify(id)?.scheme
  const held = scheme !== undefined && EXCLUSIVE[kind].includes(scheme)
  return { members: [id], exclusive: new Map(held ? [[scheme, id]] : []) }
}

const agree = (a: Class, b: Class): boolean =>
  [...b.exclusive].every(([scheme, id]) => (a.exclusive.get(scheme) ?? id) === id)

/**
 * Joins identifiers into classes, the statements of most records first, of equally frequent ones in text order; one that
 * would give an entity two ORCIDs, RORs or DOIs is left out. Returns every identifier of a class of several with the one
 * that stands for the class. The same statements in any order give the same classes.
 */
export const classesOf = (kind: EntityKind, statements: readonly SameAs[]): Map<string, string> => {
  const classes = new Map<string, Class>()
  const ordered = statements
    .map(({ a, b, records }) => (a < b ? { a, b, records } : { a: b, b: a, records }))
    .sort((x, y) => y.records - x.records || byText(x.a, y.a) || byText(x.b, y.b))
  for (const { a, b } of ordered) {
    if (!joins(kind, a, b)) continue
    const [left, right] = [classes.get(a) ?? classOf(a, kind), classes.get(b) ?? classOf(b, kind)]
    if (left === right || !agree(left, right)) continue
    const [into, from] = left.members.length >= right.members.length ? [left, right] : [right, left]
    for (const [scheme, id] of from.exclusive) into.exclusive.set(scheme, id)
    // Only the smaller class moves, so that nobody moves often, however large classes grow.
    classes.set(a, into).set(b, into)
    for (const id of from.members) {
      into.members.push(id)
      classes.set(id, into)
    }
  }
  const chosen = new Map<string, string>()
  for (const { members } of new Set(classes.values())) {
    const [first] = [...members].sort((x, y) => rankOf(x) - rankOf(y) || byText(x, y))
    for (const id of members) if (first !== undefined) chosen.set(id, first)
  }
  return chosen
}
