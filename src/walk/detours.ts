/** Fetches what a page without JSON-LD of its own leads to: links, linksets, content negotiation, a browser. */
import type { Fetcher } from '../harvest/fetcher.ts'
import { linksetTargets } from '../harvest/signposting.ts'
import type { FetchOutcome, Page } from '../model/page.ts'
import type { Source } from '../model/source.ts'
import type { Converted, Detour, Visit } from './convert.ts'
import { unlessAborted } from './interrupt.ts'

/** Renders a page in a browser and gives it as it is then. */
export type Render = (url: string, source: Source) => Promise<FetchOutcome>

/** What detours are made with. */
export interface DetourDeps {
  readonly fetcher: Fetcher
  readonly render?: Render
  /** Hosts that never gave JSON-LD on request, by number of vain attempts. */
  readonly stubborn: Map<string, number>
  readonly signal?: AbortSignal
}

type Asked = Extract<Converted, { kind: 'detour' }>

const JSON_LD = 'application/ld+json'
const LINKSET = 'application/linkset+json, application/linkset;q=0.9'
const LINKSET_TYPES = new Set(['application/linkset+json', 'application/linkset'])
/** A host that answered so often without JSON-LD is not asked for it again in this run. */
const VAIN_ATTEMPTS = 5
const MOST_TARGETS = 3

const looksLikeJsonLd = ({ mediaType }: Page): boolean => /[/+]json$/.test(mediaType)

const negotiated = async (url: string, source: Source, deps: DetourDeps): Promise<FetchOutcome[]> => {
  const { host } = new URL(url)
  const vain = deps.stubborn.get(host) ?? 0
  if (vain >= VAIN_ATTEMPTS) return []
  const fetched = await deps.fetcher.fetch(url, source, { accept: JSON_LD })
  if (fetched.kind === 'page' && looksLikeJsonLd(fetched.page)) {
    deps.stubborn.set(host, Number.NEGATIVE_INFINITY)
    return [fetched]
  }
  deps.stubborn.set(host, vain + 1)
  return []
}

const fetchAll = (
  urls: readonly string[],
  source: Source,
  { fetcher }: DetourDeps,
  accept?: string,
): Promise<FetchOutcome[]> =>
  Promise.all(urls.map(url => fetcher.fetch(url, source, accept === undefined ? {} : { accept })))

/** RFC 9264: the descriptions that a linkset names for the landing page. */
const throughLinksets = async (
  urls: readonly string[],
  { page, source }: Visit,
  deps: DetourDeps,
): Promise<FetchOutcome[]> => {
  const linksets = await fetchAll(urls, source, deps, LINKSET)
  const targets = linksets.flatMap(fetched =>
    fetched.kind === 'page' && LINKSET_TYPES.has(fetched.page.mediaType)
      ? linksetTargets(fetched.page, page.url)
      : [],
  )
  const descriptions = await fetchAll(targets.slice(0, MOST_TARGETS), source, deps)
  return [...linksets.filter(({ kind }) => kind !== 'page'), ...descriptions]
}

const fetchedBy = async ({ visit, by, urls }: Asked, deps: DetourDeps): Promise<FetchOutcome[]> => {
  const { page, source } = visit
  if (by === 'links') return fetchAll(urls, source, deps)
  if (by === 'linksets') return throughLinksets(urls, visit, deps)
  if (by === 'negotiation') return negotiated(page.url, source, deps)
  return deps.render ? [await deps.render(page.url, source)] : []
}

/** Makes the detour that a conversion asked for; undefined when interrupted. */
export const makeDetour = async (asked: Asked, deps: DetourDeps): Promise<Visit | undefined> => {
  const fetched = await unlessAborted(fetchedBy(asked, deps), deps.signal)
  if (!fetched) return undefined
  const detour: Detour = { by: asked.by, fetched }
  return { ...asked.visit, detours: [...(asked.visit.detours ?? []), detour] }
}
