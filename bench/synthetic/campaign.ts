/** Field campaigns: what the samples of one have in common, which is most. */
import type { ConceptField } from '../../src/registry/vocabularies.ts'
import { type Chance, chanceOf, zipf } from './chance.ts'

export interface Person {
  readonly id: string
  readonly name: string
}

/** What a campaign is like; places lie around its centre, papers are about its samples. */
export interface Campaign {
  readonly source: string
  readonly people: readonly Person[]
  readonly custodian: Person
  readonly lon: number
  readonly lat: number
  /** Degrees within which most of its samples lie. */
  readonly spread: number
  readonly year: number
  readonly concepts: Readonly<Record<ConceptField, readonly string[]>>
  readonly papers: readonly { readonly id: string; readonly title: string; readonly relation: string }[]
  readonly place: string
  readonly words: readonly string[]
}

/** Concepts of the shipped vocabularies by field, the frequent ones first. */
export type ConceptPool = Readonly<Record<ConceptField, readonly string[]>>

const SYLLABLES = 'ba co di fe gu ha jo ka li mo nu pe ri sa to ve wi za ér ö'.split(' ')
const EVERYDAY =
  'core rock sediment basalt section lake river drilled sea floor box grey fine grained sand granite dredge marine soil ' +
  'ice volcanic ash clay fragment thin upper lower north south deep ridge basin valley crust shelf island layer red dark'
const RELATIONS = ['IsCitedBy', 'IsReferencedBy', 'IsDocumentedBy', 'IsSupplementTo']

/** A made-up word, the same for the same number. */
const madeUp = (n: number): string =>
  [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400) % 20].map(at => SYLLABLES[at] ?? '').join('')

const everyday = EVERYDAY.split(' ')
/** A word: some forty are in most texts, eight thousand are rare. */
export const wordOf = (n: number): string => everyday[n] ?? madeUp(n)

export const wordRank = zipf(8_000)
const [sourceRank, personRank, houseRank, paperRank, placeRank] = [
  zipf(12),
  zipf(40_000),
  zipf(900),
  zipf(25_000),
  zipf(6_000),
]
const regionRank = zipf(60)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const personOf = (n: number): Person => ({
  id: `https://people.example/${n}`,
  name: `Demo, ${capital(madeUp(n))} ${n}`,
})

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

/** Values around 0, most of them near. */
export const around = (chance: Chance): number => (chance() + chance() + chance()) / 1.5 - 1

const made = (n: number, pool: ConceptPool): Campaign => {
  const chance = chanceOf(-7 - n)
  const region = chanceOf(-100_000 - regionRank(chance))
  const draw = (field: ConceptField, count: number): string[] => {
    const rank = zipf(pool[field].length)
    return times(count, () => pool[field][rank(chance)] ?? '')
  }
  const house = houseRank(chance)
  return {
    source: `bench-${sourceRank(chance)}`,
    people: times(1 + Math.floor(chance() * 4), () => personOf(personRank(chance))),
    custodian: { id: `https://organisation.example/${house}`, name: `Demo ${madeUp(house)} organisation` },
    lon: Math.max(-179, Math.min(179, region() * 360 - 180 + around(chance) * 6)),
    lat: Math.max(-85, Math.min(85, Math.asin(region() * 2 - 1) * 57.3 + around(chance) * 6)),
    spread: 0.02 + 2 * chance() ** 3,
    year: 1930 + Math.floor(95 * Math.sqrt(chance())),
    concepts: {
      material: draw('material', 4),
      objectType: draw('objectType', 2),
      sampledFeature: draw('sampledFeature', 2),
      method: draw('method', 1),
    },
    papers: times(Math.floor(chance() * 6), () => {
      const paper = paperRank(chance)
      return {
        id: `https://doi.org/10.5555/demo-paper-${paper}`,
        title: `Demo paper ${paper} on ${wordOf(paper % 40)} and ${madeUp(paper)}`,
        relation: RELATIONS[paper % RELATIONS.length] ?? '',
      }
    }),
    place: `${capital(madeUp(placeRank(chance)))} ${['Ridge', 'Lake', 'Basin', 'Valley'][n % 4]}`,
    words: times(12, () => wordOf(wordRank(chance))),
  }
}

/** Campaigns by number, made when they are asked for and kept. */
export const campaignsOf = (pool: ConceptPool): ((n: number) => Campaign) => {
  const known = new Map<number, Campaign>()
  return n => {
    const campaign = known.get(n) ?? made(n, pool)
    known.set(n, campaign)
    return campaign
  }
}
