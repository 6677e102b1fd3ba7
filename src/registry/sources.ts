/** sources.yaml -> Source[]: who publishes, where their pages are listed, how to treat them. */
import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Problem } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { canonicalise } from '../pid/identifiers.ts'
import { didYouMean } from './nearest.ts'
import { switchableRepairs } from './repairs.ts'
import { type SourceEntry, sourceEntry, sourceKeys, toSource } from './source-entry.ts'

const registryFile = z.strictObject({ sources: z.array(sourceEntry) })

const knownKeys = [...sourceKeys, 'sources']

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
  entries: readonly SourceEntry[],
  known: Known,
  report: (path: PropertyKey[], detail: string) => void,
) => {
  const seen = new Set<string>()
  entries.forEach((source, i) => {
    if (seen.has(source.id))
      report(['sources', i, 'id'], `the id "${source.id}" is used twice; ids must differ`)
    seen.add(source.id)
    if (source.sitemaps.length + source.feeds.length === 0)
      report(['sources', i], `"${source.id}" must name at least one of sitemaps or feeds`)
    if (source.ror !== undefined && !canonicalise(source.ror)?.startsWith('https://ror.org/')) {
      report(
        ['sources', i, 'ror'],
        `"${source.ror}" is not a ROR id (nine characters with a checksum); look it up on ror.org`,
      )
    }
    const references = [
      ...source.profiles.map(name => ({ field: 'profiles', name, candidates: known.profiles })),
      ...[...source.repairs.off, ...source.repairs.on].map(name => ({
        field: 'repairs',
        name,
        candidates: switchableRepairs,
      })),
      ...(Array.isArray(source.overlay) ? source.overlay : []).map(name => ({
        field: 'overlay',
        name,
        candidates: known.overlays,
      })),
    ]
    for (const { field, name, candidates } of references) {
      if (candidates.includes(name)) continue
      const hint = didYouMean(name, candidates) || `; there are: ${candidates.join(', ')}`
      report(['sources', i, field], `unknown ${field.replace(/s$/, '')} "${name}"${hint}`)
    }
  })
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

/** Files that a registry names by a relative path lie beside it, wherever the program is started. */
const withFilesBeside = (source: Source, folder: string): Source => ({
  ...source,
  feeds: source.feeds.map(feed =>
    feed.kind === 'files' && !/^[a-z][a-z0-9+.-]+:/i.test(feed.url)
      ? { ...feed, url: resolve(folder, feed.url) }
      : feed,
  ),
})

/** Reads a sources.yaml from disk, files that it names by a relative path being beside it; a file that cannot be read is a problem, too. */
export const loadSources = async (file: string, known: Known): Promise<SourcesFile> => {
  try {
    const { sources, problems } = parseSources(await readFile(file, 'utf8'), basename(file), known)
    return { sources: sources.map(source => withFilesBeside(source, dirname(resolve(file)))), problems }
  } catch (error) {
    const detail = `cannot read the registry: ${(error as Error).message}; name a sources.yaml with --registry`
    return {
      sources: [],
      problems: [{ stage: 'registry', code: 'unreadable-sources-file', subject: file, detail }],
    }
  }
}
