/** sources.yaml -> Source[]: who publishes, where their pages are listed, how to treat them. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Problem } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { canonicalise } from '../pid/identifiers.ts'
import { didYouMean } from './nearest.ts'

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' })

const politeness = z.strictObject({
  concurrency: z.int().min(1).max(64).default(4),
  delayMs: z.int().min(0).max(3_600_000).default(100),
  timeoutMs: z.int().min(1).max(600_000).default(30_000),
  maxPageBytes: z.int().min(1).max(100_000_000).default(10_000_000),
})

const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 lower-case letters, digits and hyphens'),
  name: z.string().min(1),
  ror: z.string().optional(),
  homepage: httpUrl.optional(),
  licence: httpUrl.optional(),
  sitemaps: z.array(httpUrl).min(1, 'must name at least one sitemap'),
  profiles: z.array(z.string()).default([]),
  politeness: politeness.prefault({}),
  overlay: z.union([z.enum(['auto', 'none']), z.array(z.string())]).default('auto'),
  allowPrivateAddresses: z.boolean().default(false),
  demo: z.boolean().default(false),
})

const registryFile = z.strictObject({ sources: z.array(entry) })
type Entry = z.infer<typeof entry>

const knownKeys = [...Object.keys(entry.shape), ...Object.keys(politeness.shape), 'sources']

/** What a registry file may refer to: the ids of the profiles and overlays that exist. */
export interface Known {
  readonly profiles: readonly string[]
  readonly overlays: readonly string[]
}

export interface SourcesFile {
  readonly sources: readonly Source[]
  readonly problems: readonly Problem[]
}

const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => `unknown key "${key}"${didYouMean(key, knownKeys) || '; remove it'}`).join('; ')
    : `${issue.path.join('.') || 'the file'}: ${issue.message}`

/** References that the schema cannot check by itself: duplicate ids, RORs with a wrong checksum, unknown profiles and overlays. */
const checkReferences = (
  entries: readonly Entry[],
  known: Known,
  report: (path: PropertyKey[], detail: string) => void,
) => {
  const seen = new Set<string>()
  entries.forEach((source, i) => {
    if (seen.has(source.id))
      report(['sources', i, 'id'], `the id "${source.id}" is used twice; ids must differ`)
    seen.add(source.id)
    if (source.ror !== undefined && !canonicalise(source.ror)?.startsWith('https://ror.org/')) {
      report(
        ['sources', i, 'ror'],
        `"${source.ror}" is not a ROR id (nine characters with a checksum); look it up on ror.org`,
      )
    }
    const references = [
      ...source.profiles.map(name => ({ field: 'profiles', name, candidates: known.profiles })),
      ...(Array.isArray(source.overlay) ? source.overlay : []).map(name => ({
        field: 'overlay',
        name,
        candidates: known.overlays,
      })),
    ]
    for (const { field, name, candidates } of references) {
      if (candidates.includes(name)) continue
      const hint = didYouMean(name, candidates) || `; there are: ${candidates.join(', ')}`
      report(
        ['sources', i, field],
        `unknown ${field === 'profiles' ? 'profile' : 'overlay'} "${name}"${hint}`,
      )
    }
  })
}

const toSource = (source: Entry): Source => {
  const ror = source.ror === undefined ? undefined : canonicalise(source.ror)
  return {
    id: source.id,
    name: source.name,
    ...(ror && { ror }),
    ...(source.homepage && { homepage: source.homepage }),
    ...(source.licence && { licence: source.licence }),
    feeds: source.sitemaps.map(url => ({ kind: 'sitemap', url })),
    profiles: source.profiles,
    politeness: source.politeness,
    overlay: source.overlay,
    allowPrivateAddresses: source.allowPrivateAddresses,
    demo: source.demo,
  }
}

/**
 * Reads the text of a sources.yaml. Every problem names `file:line`; when there is any, `sources` is empty, for a
 * registry that is half understood must not be harvested.
 */
export const parseSources = (text: string, file: string, known: Known): SourcesFile => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const problems: Problem[] = []
  const report = (line: number, detail: string) =>
    problems.push({ stage: 'registry', code: 'invalid-sources-file', subject: `${file}:${line}`, detail })
  for (const error of document.errors)
    report(error.linePos?.[0].line ?? 1, error.message.split('\n')[0] ?? '')
  if (problems.length > 0) return { sources: [], problems }

  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as
        | { range?: [number, number, number] }
        | undefined
      if (node?.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  let content: unknown
  try {
    content = document.toJS({ maxAliasCount: 100 }) ?? {}
  } catch (error) {
    // The parser refuses documents whose aliases multiply ("billion laughs").
    report(1, (error as Error).message)
    return { sources: [], problems }
  }
  const parsed = registryFile.safeParse(content)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
      report(lineOf(path), messageOf(issue))
    }
    return { sources: [], problems }
  }
  checkReferences(parsed.data.sources, known, (path, detail) => report(lineOf(path), detail))
  return { sources: problems.length > 0 ? [] : parsed.data.sources.map(toSource), problems }
}

/** Reads a sources.yaml from disk; a file that cannot be read is a problem, too. */
export const loadSources = async (file: string, known: Known): Promise<SourcesFile> => {
  try {
    return parseSources(await readFile(file, 'utf8'), basename(file), known)
  } catch (error) {
    const detail = `cannot read the registry: ${(error as Error).message}; name a sources.yaml with --registry`
    return {
      sources: [],
      problems: [{ stage: 'registry', code: 'unreadable-sources-file', subject: file, detail }],
    }
  }
}
