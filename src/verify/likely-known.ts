/** Which known samples may be meant by identifiers that are not known: those that a misreading away are. */
import { setImmediate } from 'node:timers/promises'
import { codeOf } from '../pid/agents.ts'
import type { Identifier } from '../pid/identifiers.ts'
import { likelySpellings } from '../pid/likely.ts'
import type { SampleLookup } from './lookup.ts'

/** Spellings that are looked up for one document: 500 unknown identifiers have as many at most. */
const MOST = 250_000
/** Identifiers whose spellings are made in one go, before others get their turn. */
const SLICE = 20
/** Spellings looked up at once. */
const BATCH = 20_000

type Spelt = Map<string, Set<string>>

const note = (spelt: Spelt, spelling: string, of: string): void => {
  spelt.set(spelling, (spelt.get(spelling) ?? new Set()).add(of))
}

/** An IGSN under a prefix that is no agent's is spelt like any DOI. */
function* spelt(identifier: Identifier): Generator<string, undefined> {
  yield* likelySpellings(identifier)
  if (identifier.scheme === 'igsn') yield* likelySpellings({ ...identifier, scheme: 'doi' })
  return undefined
}

/** Spelling -> the identifiers that it is one of. */
const spellingsOf = async (
  identifiers: readonly Identifier[],
): Promise<{ iris: Spelt; codes: Spelt; all: boolean }> => {
  const [iris, codes]: [Spelt, Spelt] = [new Map(), new Map()]
  for (const [index, identifier] of identifiers.entries()) {
    if (index % SLICE === SLICE - 1) await setImmediate()
    if (iris.size + codes.size > MOST) return { iris, codes, all: false }
    for (const spelling of spelt(identifier)) note(iris, spelling, identifier.canonical)
    const code = codeOf(identifier)
    if (code !== undefined)
      for (const spelling of likelySpellings(code)) note(codes, spelling, identifier.canonical)
  }
  return { iris, codes, all: true }
}

const lookUp = async (
  spelt: Spelt,
  ask: (some: readonly string[]) => Promise<readonly (readonly [string, readonly string[]])[]>,
) => {
  const found: (readonly [string, readonly string[]])[] = []
  const all = [...spelt.keys()]
  for (let from = 0; from < all.length; from += BATCH)
    found.push(...(await ask(all.slice(from, from + BATCH))))
  return found
}

/** Canonical IRI -> samples that may be meant; `all` is false when there were too many to look up. */
export const likelyKnown = async (
  identifiers: readonly Identifier[],
  lookup: SampleLookup,
): Promise<{ likely: ReadonlyMap<string, readonly string[]>; all: boolean }> => {
  const { iris, codes, all } = await spellingsOf(identifiers)
  const likely = new Map<string, string[]>()
  const add = (spelt: Spelt, spelling: string, samples: readonly string[]): void => {
    for (const meant of spelt.get(spelling) ?? [])
      likely.set(meant, [...new Set([...(likely.get(meant) ?? []), ...samples])].slice(0, 20))
  }
  const byIri = await lookUp(iris, async some =>
    [...(await lookup.samples(some)).keys()].map(iri => [iri, [iri]] as const),
  )
  for (const [spelling, samples] of byIri) add(iris, spelling, samples)
  const byCode = await lookUp(codes, async some => [...(await lookup.codes(some))])
  for (const [spelling, samples] of byCode) add(codes, spelling, samples)
  return { likely, all }
}
