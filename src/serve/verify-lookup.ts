/** What verifying looks up, answered by catalogue and archive. */
import { setImmediate } from 'node:timers/promises'
import type { Archive } from '../archive/archive.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { SampleItem } from '../catalogue/item.ts'
import { schema } from '../rdf/namespaces.ts'
import type { Field } from '../verify/completeness.ts'
import type { KnownSample, SampleLookup } from '../verify/lookup.ts'

/** The parts that are asked. */
export interface LookupParts {
  readonly catalogue: Pick<
    Catalogue,
    'samplesNamed' | 'samplesCalled' | 'samplesWithCode' | 'entitiesNamed' | 'beginningsInUse'
  >
  readonly archive: Pick<Archive, 'recordsOfSample'>
}

const COLLECTORS = new Set(['collector', 'dataCollector', 'DataCollector', 'Collector'])

/** Which fields an item has; the licence is not among what it says. */
const fieldsOf = (item: SampleItem, licensed: boolean): ReadonlySet<Field> => {
  const has: Readonly<Record<Field, boolean>> = {
    name: item.name !== undefined,
    type: item.objectTypes.length > 0,
    material: item.materials.length > 0,
    place: item.geometry !== undefined || item.place !== undefined,
    date: item.collected !== undefined,
    collector: [...item.people, ...item.organisations].some(({ roles }) =>
      roles.some(role => COLLECTORS.has(role)),
    ),
    custodian: item.organisations.some(({ roles }) => roles.includes('custodian')),
    licence: licensed,
    publication: item.publications.length > 0,
  }
  return new Set((Object.keys(has) as Field[]).filter(field => has[field]))
}

/** Whether an accepted record gives the sample a licence. */
const isLicensed = async ({ archive }: LookupParts, iri: string): Promise<boolean> => {
  const statement = `<${iri}> <${schema('license').value}> `
  const records = await archive.recordsOfSample(iri)
  return records.some(
    ({ state, kernelTriples: text }) =>
      state === 'accepted' && (text.startsWith(statement) || text.includes(`\n${statement}`)),
  )
}

const sampleOf = async (
  { item, targets }: Awaited<ReturnType<Catalogue['samplesNamed']>>[number],
  parts: LookupParts,
): Promise<KnownSample> => ({
  ...{ iri: item.id, identifier: item.identifier, status: item.status },
  ...(item.name !== undefined && { name: item.name }),
  ...(item.landingPage !== undefined && { landingPage: item.landingPage }),
  fields: fieldsOf(item, await isLicensed(parts, item.id)),
  works: new Set([...targets, ...item.publications.map(({ id }) => id)]),
})

/** Why a sample that records describe is not in the catalogue. */
const goneOf = async ({ archive }: LookupParts, iri: string) => {
  const [record] = await archive.recordsOfSample(iri)
  if (!record) return undefined
  const because =
    record.state === 'withdrawn'
      ? (record.withdrawnBecause ?? 'withdrawn by its source')
      : `a record at ${record.url} describes it, but validation keeps it out: ask its source to mend the record`
  return { withdrawn: record.state === 'withdrawn', because }
}

/** Looked up in the archive in one go, which answers without a pause, before other requests get their turn. */
const SLICE = 25

const NOTHING: ReadonlyMap<string, readonly string[]> = new Map()

/** The lookup over the parts of a server, or over an open data folder. */
export const lookupOver = (parts: LookupParts): SampleLookup => {
  const { catalogue } = parts
  const all = async <T>(iris: readonly string[], one: (iri: string) => Promise<T | undefined>) => {
    const found = new Map<string, T>()
    for (const [index, iri] of iris.entries()) {
      if (index % SLICE === SLICE - 1) await setImmediate()
      const value = await one(iri)
      if (value !== undefined) found.set(iri, value)
    }
    return found
  }
  return {
    samples: async iris => {
      const named = iris.length === 0 ? [] : await catalogue.samplesNamed(iris)
      const found = new Map<string, KnownSample>()
      for (const [index, each] of named.entries()) {
        if (index % SLICE === SLICE - 1) await setImmediate()
        found.set(each.item.id, await sampleOf(each, parts))
      }
      return found
    },
    aliases: async iris => (iris.length === 0 ? NOTHING : catalogue.samplesCalled(iris)),
    codes: async codes => (codes.length === 0 ? NOTHING : catalogue.samplesWithCode(codes)),
    others: async iris => {
      const entities = iris.length === 0 ? [] : await catalogue.entitiesNamed(iris)
      return new Map(entities.map(({ id, kind, label }) => [id, { kind, label }]))
    },
    gone: iris => all(iris, iri => goneOf(parts, iri)),
    prefixes: async beginnings =>
      new Set(beginnings.length === 0 ? [] : await catalogue.beginningsInUse(beginnings)),
  }
}
