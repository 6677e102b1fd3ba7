/** Everything that is to be known about the identifiers of a document, looked up in a few batches. */
import { codeOf } from '../pid/agents.ts'
import type { Identifier } from '../pid/identifiers.ts'
import { likelyKnown } from './likely-known.ts'
import type { KnownOther, KnownSample, SampleLookup } from './lookup.ts'
import type { Mention } from './mentions.ts'

/** The answers, by canonical IRI. */
export interface Known {
  readonly samples: ReadonlyMap<string, KnownSample>
  readonly aliases: ReadonlyMap<string, readonly string[]>
  /** Samples of the same code under other prefixes. */
  readonly sameCode: ReadonlyMap<string, readonly string[]>
  readonly others: ReadonlyMap<string, KnownOther>
  readonly gone: ReadonlyMap<string, { readonly withdrawn: boolean; readonly because: string }>
  readonly likely: ReadonlyMap<string, readonly string[]>
  /** Beginnings of IRIs under which there are samples. */
  readonly prefixes: ReadonlySet<string>
  readonly notes: readonly string[]
}

/** `https://doi.org/10.58052/` of a DOI under 10.58052; the IRI up to its last slash of others. */
export const beginningOf = ({ canonical }: Identifier): string =>
  canonical.slice(0, canonical.lastIndexOf('/') + 1)

/** Schemes whose identifiers may name samples. Museums give their specimens UUIDs. */
const SAMPLES = new Set(['igsn', 'igsn-handle', 'doi', 'ark', 'handle', 'uuid'])

/** Whether an identifier is meant for a sample, as far as can be told without finding it. */
export const mayBeSample = (identifier: Identifier, prefixes: ReadonlySet<string>): boolean =>
  SAMPLES.has(identifier.scheme) && (identifier.scheme !== 'doi' || prefixes.has(beginningOf(identifier)))

/** The code of an IGSN without what stands before it. */
const codeWithin = (identifier: Identifier): string | undefined =>
  codeOf(identifier) ??
  (identifier.scheme === 'igsn'
    ? /\/10\.[^/]+\/(.+)$/.exec(identifier.canonical)?.[1]?.toUpperCase()
    : undefined)

const distinctIdentifiers = (mentions: readonly Mention[]): Map<string, Identifier> => {
  const all = mentions.flatMap(({ identifier, candidates }) => [
    ...(identifier ? [identifier] : []),
    ...candidates,
  ])
  return new Map(all.map(identifier => [identifier.canonical, identifier]))
}

/** Looks up all that the verdicts on these mentions need. */
export const lookUpAll = async (mentions: readonly Mention[], lookup: SampleLookup): Promise<Known> => {
  const identifiers = distinctIdentifiers(mentions)
  const iris = [...identifiers.keys()]
  const [found, aliases, others] = [
    await lookup.samples(iris),
    await lookup.aliases(iris),
    await lookup.others(iris),
  ]
  const open = [...identifiers.values()].filter(
    ({ canonical }) => !found.has(canonical) && !aliases.has(canonical) && !others.has(canonical),
  )
  const byCode = new Map(
    open.flatMap(each => (codeWithin(each) === undefined ? [] : [[each.canonical, codeWithin(each) ?? '']])),
  )
  const codes = await lookup.codes([...new Set(byCode.values())])
  const sameCode = new Map(
    [...byCode].flatMap(([iri, code]) => (codes.has(code) ? [[iri, codes.get(code) ?? []]] : [])),
  )
  const gone = await lookup.gone(open.map(({ canonical }) => canonical))
  const prefixes = await lookup.prefixes([...new Set(open.map(beginningOf))])
  const strange = open.filter(
    each => mayBeSample(each, prefixes) && !sameCode.has(each.canonical) && !gone.has(each.canonical),
  )
  const { likely, all } = await likelyKnown(strange, lookup)
  const named = [...aliases.values(), ...sameCode.values(), ...likely.values()].flat()
  const samples = new Map([
    ...found,
    ...(await lookup.samples([...new Set(named)].filter(iri => !found.has(iri)))),
  ])
  const notes = all
    ? []
    : ['so many identifiers are unknown that not all of them were searched for misspellings']
  return { samples, aliases, sameCode, others, gone, likely, prefixes, notes }
}
