/** One entry of a sources.yaml: what may be written, and what it means. */
import { z } from 'zod'
import type { Feed, Source } from '../model/source.ts'
import { canonicalise } from '../pid/identifiers.ts'
import { SOURCE_DEFAULTS } from './source-defaults.ts'

const usual = SOURCE_DEFAULTS

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' })

const politeness = z.strictObject({
  concurrency: z.int().min(1).max(64).default(usual.politeness.concurrency),
  delayMs: z.int().min(0).max(3_600_000).default(usual.politeness.delayMs),
  timeoutMs: z.int().min(1).max(600_000).default(usual.politeness.timeoutMs),
  maxPageBytes: z.int().min(1).max(100_000_000).default(usual.politeness.maxPageBytes),
})

const refresh = z.strictObject({
  days: z.number().min(0).max(3650).default(usual.refresh.days),
  withoutLastmodDays: z.number().min(0).max(3650).default(usual.refresh.withoutLastmodDays),
})

const withdrawal = z.strictObject({
  misses: z.int().min(1).max(1000).default(usual.withdrawal.misses),
  days: z.number().min(0).max(3650).default(usual.withdrawal.days),
  share: z.number().min(0).max(1).default(usual.withdrawal.share),
})

const filePath = z.string().min(1).max(4096)

const feed = z.union(
  [
    z.strictObject({ sitemap: httpUrl }),
    z.strictObject({ site: httpUrl }),
    z.strictObject({ datacite: httpUrl, query: z.string().optional(), client: z.string().optional() }),
    z.strictObject({ 'oai-pmh': httpUrl, prefix: z.string().min(1), set: z.string().optional() }),
    z.strictObject({ files: filePath, base: httpUrl.optional() }),
    z.strictObject({ lodestone: httpUrl, of: z.string().optional() }),
  ],
  {
    error:
      'must be one of: {sitemap: URL}, {site: URL}, {datacite: URL, query?, client?}, {oai-pmh: URL, prefix, set?}, {files: PATH, base?}, {lodestone: URL, of?}',
  },
)

/** An entry as it is written. */
export const sourceEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 lower-case letters, digits and hyphens'),
  name: z.string().min(1),
  ror: z.string().optional(),
  homepage: httpUrl.optional(),
  licence: httpUrl.optional(),
  sitemaps: z.array(httpUrl).default([]),
  feeds: z.array(feed).default([]),
  profiles: z.array(z.string()).default([]),
  politeness: politeness.prefault({}),
  refresh: refresh.prefault({}),
  withdrawal: withdrawal.prefault({}),
  repairs: z
    .strictObject({ off: z.array(z.string()).default([]), on: z.array(z.string()).default([]) })
    .prefault({}),
  render: z.boolean().default(false),
  overlay: z.union([z.enum(['auto', 'none']), z.array(z.string())]).default(usual.overlay),
  allowPrivateAddresses: z.boolean().default(false),
  demo: z.boolean().default(false),
})

/** An entry that the schema has accepted, defaults filled in. */
export type SourceEntry = z.infer<typeof sourceEntry>

/** Every key that an entry or one of its parts may have, for hints. */
export const sourceKeys: readonly string[] = [sourceEntry, politeness, refresh, withdrawal].flatMap(
  ({ shape }) => Object.keys(shape),
)

const toFeed = (written: SourceEntry['feeds'][number]): Feed => {
  if ('sitemap' in written) return { kind: 'sitemap', url: written.sitemap }
  if ('site' in written) return { kind: 'site', url: written.site }
  if ('datacite' in written) {
    const { datacite: url, query, client } = written
    return { kind: 'datacite', url, ...(query && { query }), ...(client && { client }) }
  }
  if ('oai-pmh' in written) {
    const { 'oai-pmh': url, prefix, set } = written
    return { kind: 'oai-pmh', url, prefix, ...(set && { set }) }
  }
  if ('files' in written)
    return { kind: 'files', url: written.files, ...(written.base && { base: written.base }) }
  return { kind: 'lodestone', url: written.lodestone, ...(written.of && { of: written.of }) }
}

/** The source that an entry describes. */
export const toSource = (source: SourceEntry): Source => {
  const ror = source.ror === undefined ? undefined : canonicalise(source.ror)
  return {
    id: source.id,
    name: source.name,
    ...(ror && { ror }),
    ...(source.homepage && { homepage: source.homepage }),
    ...(source.licence && { licence: source.licence }),
    feeds: [...source.sitemaps.map(url => ({ kind: 'sitemap' as const, url })), ...source.feeds.map(toFeed)],
    profiles: source.profiles,
    politeness: source.politeness,
    refresh: source.refresh,
    withdrawal: source.withdrawal,
    repairs: source.repairs,
    render: source.render,
    overlay: source.overlay,
    allowPrivateAddresses: source.allowPrivateAddresses,
    demo: source.demo,
  }
}
