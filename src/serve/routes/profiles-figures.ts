/** How the samples of each source fare against a profile, from the catalogue. */
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { MAX_LIMIT } from '../../catalogue/parameters.ts'
import type { Profile } from '../../model/profile.ts'
import type { Source } from '../../model/source.ts'
import { KERNEL } from '../../registry/profiles.ts'
import type { SourceFigures } from '../views/profile-page.ts'

/** What the figures are made from. */
export interface FigureDeps {
  readonly catalogue: Catalogue
  readonly sources: readonly Source[]
}

/** Samples per value of a facet, those that meet a profile or all. */
const samplesPerSource = async (
  catalogue: Catalogue,
  profile?: string,
): Promise<ReadonlyMap<string, number>> => {
  const selected = profile === undefined ? {} : { profile: [profile] }
  const { value } = await catalogue.facet('source', { selected, has: [] }, { limit: MAX_LIMIT })
  return new Map(value.values.map(each => [each.value, each.count]))
}

/** Samples that meet each profile, by its id; a sample of two sources counts once. */
export const samplesPerProfile = async (catalogue: Catalogue): Promise<ReadonlyMap<string, number>> => {
  const { value } = await catalogue.facet('profile', { selected: {}, has: [] }, { limit: MAX_LIMIT })
  return new Map(value.values.map(each => [each.value, each.count]))
}

/** A row for every source that lists the profile (all for the kernel) or has a sample that meets it, by id. */
export const profileFigures = async (
  { id: profile }: Profile,
  { catalogue, sources }: FigureDeps,
): Promise<SourceFigures[]> => {
  const [all, conforming] = await Promise.all([
    samplesPerSource(catalogue),
    samplesPerSource(catalogue, profile),
  ])
  const ids = new Set([...sources.map(({ id }) => id), ...all.keys()])
  return [...ids].sort().flatMap(id => {
    const source = sources.find(each => each.id === id)
    const isListed = profile === KERNEL || (source?.profiles.includes(profile) ?? false)
    const met = conforming.get(id) ?? 0
    if (!isListed && met === 0) return []
    return [{ id, name: source?.name ?? id, samples: all.get(id) ?? 0, conforming: met, isListed }]
  })
}
