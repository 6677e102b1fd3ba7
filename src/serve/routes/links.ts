/** /api/links: the links of all samples as Scholix link information packages, page by page. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { LinkFilters, PagedLink } from '../../catalogue/link-page.ts'
import { refuse, wholeNumber } from '../../catalogue/parameters.ts'
import { RELATION_TYPES, relationType } from '../../links/relations.ts'
import { packageV3, packageV4, type ScholixLink } from '../../links/scholix.ts'
import { ok, type Result } from '../../model/problem.ts'
import type { Source } from '../../model/source.ts'
import { canonicalise } from '../../pid/identifiers.ts'
import { knownInstead } from '../../registry/nearest.ts'
import { LINK_PARAMETERS, LinkPackagesSchema, LinkQuery } from '../api/link-schemas.ts'
import { statedLink } from '../api/stated.ts'
import { type Answerer, type ApiDeps, describeRoute, nextOf, parametersOf } from './api-answer.ts'

const route = describeRoute({
  path: '/api/links',
  summary: 'Links of all samples as Scholix link packages',
  description:
    'One package per stated link, read from the sample. The exact DataCite relation is the SubType; the date is when the newest record that states the link was fetched. Pages may hold fewer links than `limit`; the last is the one without `next`.',
  tag: 'links',
  schema: LinkPackagesSchema,
  query: LinkQuery,
})

const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?$/

interface Asked {
  readonly filters: LinkFilters
  readonly limit: number
  readonly version: '3' | '4'
}

const moment = (parameters: URLSearchParams, name: 'from' | 'to'): Result<{ [name: string]: string }> => {
  const text = parameters.get(name)
  if (text === null || text === '') return ok({})
  return DATE.test(text) && !Number.isNaN(Date.parse(text))
    ? ok({ [name]: text })
    : refuse(name, text, 'must be a date like 2026-01-31, or a moment like 2026-01-31T12:00:00Z')
}

// A date may be written in the canonical form of an identifier or as people write it.
const canonical = (parameters: URLSearchParams, name: string): string[] => [
  ...new Set(
    parameters
      .getAll(name)
      .filter(Boolean)
      .map(text => canonicalise(text) ?? text),
  ),
]

const readRequest = (parameters: URLSearchParams): Result<Asked> => {
  const version = parameters.get('version') ?? '3'
  if (version !== '3' && version !== '4') return refuse('version', version, 'there are versions 3 and 4')
  const relations = parameters
    .getAll('relation')
    .flatMap(text => text.split(','))
    .filter(Boolean)
  const unknown = relations.find(relation => !RELATION_TYPES.includes(relation))
  if (unknown !== undefined)
    return refuse(
      'relation',
      unknown,
      `unknown relation '${unknown.slice(0, 100)}'${knownInstead(unknown, RELATION_TYPES)}`,
    )
  const from = moment(parameters, 'from')
  if (!from.ok) return from
  const to = moment(parameters, 'to')
  if (!to.ok) return to
  const limit = wholeNumber(parameters, 'limit', LINK_PARAMETERS.limit)
  if (!limit.ok) return limit
  const filters: LinkFilters = {
    sources: parameters.getAll('source').filter(Boolean),
    samples: canonical(parameters, 'sample'),
    targets: canonical(parameters, 'target'),
    publications: canonical(parameters, 'publication'),
    relations,
    ...from.value,
    ...to.value,
  }
  return ok({ filters, limit: limit.value, version })
}

const linkOf = (sources: ReadonlyMap<string, Source>) => {
  return ({
    sample,
    sampleName,
    relation,
    target,
    kind,
    title,
    at,
    sources: ids,
  }: PagedLink): ScholixLink => {
    const licences = new Set(ids.map(id => sources.get(id)?.licence))
    const [licence] = licences
    return {
      source: { id: sample, kind: 'sample', ...(sampleName !== undefined && { title: sampleName }) },
      target: { id: target, kind, ...(title !== undefined && { title }) },
      relation: relationType(relation) ?? 'Other',
      date: at,
      providers: ids.map(id => ({ id, name: sources.get(id)?.name ?? id })),
      // Of several licences none is that of the whole package.
      ...(licences.size === 1 && licence !== undefined && { licence }),
    }
  }
}

/** Pages without any link that are passed over: a sample states many links twice, by an exact relation and a general one. */
const MOST_EMPTY = 5

const answerPage = async (c: Context, { catalogue, sources }: ApiDeps) => {
  const parameters = parametersOf(c)
  const asked = readRequest(parameters)
  if (!asked.ok) return asked
  const { filters, limit, version } = asked.value
  const given = parameters.get('cursor') || undefined
  let { generation, value } = await catalogue.linkPage(filters, limit, given)
  for (let more = MOST_EMPTY; more > 0 && value.ok && value.value.links.length === 0; more--) {
    if (value.value.cursor === undefined) break
    const page = await catalogue.linkPage(filters, limit, value.value.cursor)
    generation = page.generation
    value = page.value
  }
  if (!value.ok) return value
  const stated = value.value.links
  const links = stated.map(linkOf(new Map(sources.map(source => [source.id, source]))))
  const items = version === '3' ? links.map(packageV3) : links.map(packageV4)
  const { cursor } = value.value
  const next = cursor === undefined ? {} : { next: nextOf(c, cursor) }
  return ok({
    generation,
    body: { generation, version, items, ...next },
    stated: () => stated.flatMap(({ sample, relation, target }) => statedLink(sample, relation, target)),
  })
}

/** Mounts /api/links. */
export const mountScholix = (app: OpenAPIHono, deps: ApiDeps, answer: Answerer): void => {
  app.openapi(route, c => answer(c, () => answerPage(c, deps)))
}
