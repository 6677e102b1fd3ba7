/** /api/sources, /api/profiles, /api/vocabularies: what is harvested, what is expected of it, and how well it fares. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { FacetName } from '../../catalogue/facet-table.ts'
import { MAX_LIMIT } from '../../catalogue/parameters.ts'
import { didYouMean } from '../../registry/nearest.ts'
import { REGISTRY_SCHEMAS } from '../api/registry-schemas.ts'
import { IdParam } from '../api-schema.ts'
import { GENERATION_HEADER } from '../headers.ts'
import { type ApiDeps, describeRoute, notFound } from './api-answer.ts'
import { mountSourceRuns } from './source-runs.ts'

interface Entry {
  readonly id: string
  readonly [member: string]: unknown
}

/** Samples per value of a facet, for values of which there are few. */
const samplesPer = async (
  catalogue: Catalogue,
  facet: FacetName,
  selected: Partial<Record<FacetName, readonly string[]>> = {},
): Promise<ReadonlyMap<string, number>> => {
  const { value } = await catalogue.facet(facet, { selected, has: [] }, { limit: MAX_LIMIT })
  return new Map(value.values.map(each => [each.value, each.count]))
}

const sourceEntries = async ({ sources, archive, catalogue }: ApiDeps): Promise<Entry[]> => {
  const [statistics, samples] = await Promise.all([archive.statistics(), samplesPer(catalogue, 'source')])
  // A source that was taken out of the registry still has its records.
  const ids = new Set([...sources.map(({ id }) => id), ...statistics.map(({ source }) => source)])
  return [...ids].sort().map(id => {
    const source = sources.find(each => each.id === id)
    const { source: _, ...records } = statistics.find(each => each.source === id) ?? { source: id }
    return {
      id,
      name: source?.name ?? id,
      ...(source?.ror !== undefined && { ror: source.ror }),
      ...(source?.homepage !== undefined && { homepage: source.homepage }),
      ...(source?.licence !== undefined && { licence: source.licence }),
      demo: source?.demo ?? false,
      feeds: source?.feeds ?? [],
      profiles: source?.profiles ?? [],
      samples: samples.get(id) ?? 0,
      records,
    }
  })
}

const profileEntries = async ({ profiles, catalogue }: ApiDeps): Promise<Entry[]> => {
  const conforming = await samplesPer(catalogue, 'profile')
  return profiles.map(({ id, iri, title, description, inherits, digest }) => ({
    id,
    iri,
    title,
    description,
    inherits,
    digest,
    samples: conforming.get(id) ?? 0,
  }))
}

const vocabularyEntries = async ({ vocabularies, catalogue }: ApiDeps): Promise<Entry[]> => {
  const entries: Entry[] = []
  for (const { iri, title, field, concepts } of vocabularies.schemes()) {
    const values = field && (await samplesPer(catalogue, field))
    const used = values && [...values.keys()].filter(value => vocabularies.label(value) !== undefined).length
    entries.push({ id: iri, title, concepts, ...(field && { field, conceptsOfFieldInUse: used }) })
  }
  return entries
}

const LISTS = {
  sources: { what: 'source', summary: 'sources with their records and samples', entries: sourceEntries },
  profiles: {
    what: 'profile',
    summary: 'profiles with the number of samples that meet them',
    entries: profileEntries,
  },
  vocabularies: {
    what: 'vocabulary',
    summary: 'vocabularies and how much of them is in use',
    entries: vocabularyEntries,
  },
} as const

/** Mounts the three lists, and the history of each source. Their figures come from the archive as well, so they carry no ETag. */
export const mountSources = (app: OpenAPIHono, deps: ApiDeps): void => {
  mountSourceRuns(app, deps)
  for (const [name, { what, summary, entries }] of Object.entries(LISTS)) {
    const tag = 'registry'
    const schemas = REGISTRY_SCHEMAS[name as keyof typeof LISTS]
    const list = describeRoute({ path: `/api/${name}`, summary: `All ${summary}`, tag, schema: schemas.list })
    app.openapi(list, async c => {
      const { generation } = deps.catalogue.status()
      c.header(GENERATION_HEADER, String(generation))
      return c.json({ generation, [name]: await entries(deps) }) as Response
    })
    // One profile is more than its entry of the list: mountProfiles answers.
    if (name === 'profiles') continue
    const one = describeRoute({
      path: `/api/${name}/{id}`,
      summary: `One of the ${summary}`,
      tag,
      schema: schemas.one,
      params: IdParam,
    })
    app.openapi(one, async c => {
      const id = c.req.param('id')
      const all = await entries(deps)
      const entry = all.find(each => each.id === id)
      const ids = all.map(each => each.id)
      if (!entry) return notFound(what, id, didYouMean(id, ids))
      const met =
        name === 'sources' ? await samplesPer(deps.catalogue, 'profile', { source: [id] }) : undefined
      return c.json({ ...entry, ...(met && { conformsTo: Object.fromEntries(met) }) }) as Response
    })
  }
}
