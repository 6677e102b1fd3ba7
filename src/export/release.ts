/** A release: everything in several formats as one folder, complete or not there at all. */
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { USUAL_COLUMNS } from './columns.ts'
import { CSV } from './csv.ts'
import { type FileDigest, writeFileFrom } from './file-digest.ts'
import type { ExportFormat } from './format.ts'
import { GEO_PARQUET } from './geoparquet.ts'
import { gzipped } from './gzip.ts'
import { JSON_LINES } from './json-lines.ts'
import { type ExportOrigin, makeExport } from './make.ts'
import type { Manifest } from './manifest.ts'
import { N_QUADS } from './n-quads.ts'
import { releaseVoid } from './release-void.ts'

/** What a release says of itself, in manifest.json. */
export interface ReleaseManifest
  extends Pick<
    Manifest,
    'generation' | 'dataAsOf' | 'created' | 'samples' | 'sources' | 'citation' | 'program'
  > {
  readonly release: string
  readonly files: readonly (FileDigest & { readonly name: string; readonly mediaType: string })[]
}

export interface ReleaseOptions {
  readonly origin: ExportOrigin
  /** N-Triples of the vocabularies: with them, the default graph of samples.nq is that of the SPARQL endpoint. */
  readonly vocabulary: string
  readonly folder: string
  /** Releases that are kept, the new one included. */
  readonly keep: number
  readonly progress: (file: string, bytes: number) => void
}

const FORMATS: readonly ExportFormat[] = [gzipped(N_QUADS), gzipped(JSON_LINES), gzipped(CSV), GEO_PARQUET]

/** Names of releases: the day of the data and the number of its last change, so that they sort by time. */
const RELEASE = /^\d{4}-\d\d-\d\d-\d+$/
/** Folders that are being made; one that is left over comes from a process that was killed. */
const UNFINISHED = /^\.making-/

const generationOf = (name: string): number => Number(name.split('-').at(-1))

/** Names of the releases in a folder, the newest first. */
export const releasesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => [])
  return names.filter(name => RELEASE.test(name)).sort((a, b) => generationOf(b) - generationOf(a))
}

const writeAll = async (options: ReleaseOptions, at: string): Promise<ReleaseManifest> => {
  const { origin, vocabulary, progress } = options
  const search = { selected: {}, has: [], sort: 'identifier' as const }
  const manifests: Manifest[] = []
  const files: ReleaseManifest['files'][number][] = []
  for (const format of FORMATS) {
    const name = `samples${format.extension}`
    const asked = { format, search, query: '', columns: USUAL_COLUMNS, spreadsheet: false }
    const making = { begin: () => undefined, advance: (bytes: number) => progress(name, bytes) }
    const manifest = await makeExport(origin, asked, join(at, name), making)
    manifests.push(manifest)
    const { bytes, sha256, mediaType } = manifest
    files.push({ name, bytes, sha256, mediaType })
  }
  const packed = Readable.from([Buffer.from(vocabulary)]).pipe(createGzip())
  const terms = await writeFileFrom(packed as AsyncIterable<Buffer>, join(at, 'vocabularies.nt.gz'))
  files.push({ name: 'vocabularies.nt.gz', ...terms, mediaType: 'application/n-triples' })
  const [first] = manifests
  if (!first || manifests.some(({ generation }) => generation !== first.generation))
    throw new Error('the data changed while the release was made; make it again')
  const { generation, dataAsOf, created, samples, sources, program } = first
  const release = `${dataAsOf.slice(0, 10)}-${generation}`
  const citation = first.citation.replace(first.url, `${origin.base}/releases/${release}`)
  return { release, generation, dataAsOf, created, samples, sources, citation, program, files }
}

const describe = async ({ origin }: ReleaseOptions, at: string, manifest: ReleaseManifest): Promise<void> => {
  const texts: readonly (readonly [string, string])[] = [
    ['manifest.json', `${JSON.stringify(manifest, undefined, 1)}\n`],
    ['void.nt', releaseVoid(`${origin.base}/releases/${manifest.release}`, manifest)],
  ]
  const sums = manifest.files.map(({ name, sha256 }) => `${sha256}  ${name}\n`)
  for (const [name, text] of texts) {
    const { sha256 } = await writeFileFrom(Readable.from([Buffer.from(text)]), join(at, name))
    sums.push(`${sha256}  ${name}\n`)
  }
  await writeFile(join(at, 'SHA256SUMS'), sums.join(''))
}

/** Points `latest` to a release, in one step. */
const pointTo = async (folder: string, release: string): Promise<void> => {
  const link = join(folder, `.latest-${process.pid}`)
  await rm(link, { force: true })
  await symlink(release, link)
  await rename(link, join(folder, 'latest'))
}

/** Whether the newest release shows this state already. */
const isReleased = async (
  folder: string,
  newest: string | undefined,
  generation: number,
): Promise<boolean> => {
  if (newest === undefined || generationOf(newest) !== generation) return false
  const text = await readFile(join(folder, newest, 'manifest.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(text) as Partial<ReleaseManifest>).generation === generation
}

/**
 * Makes a release of the state `generation` in `folder`, unless its newest release shows that state already: then
 * undefined. It is made beside and renamed when it is whole; the oldest beyond `keep` are removed then.
 */
export const makeRelease = async (
  options: ReleaseOptions,
  generation: number,
): Promise<ReleaseManifest | undefined> => {
  const { folder, keep } = options
  await mkdir(folder, { recursive: true })
  const [newest] = await releasesIn(folder)
  if (await isReleased(folder, newest, generation)) return undefined
  for (const name of await readdir(folder))
    if (UNFINISHED.test(name)) await rm(join(folder, name), { recursive: true, force: true })
  const at = join(folder, `.making-${process.pid}`)
  await mkdir(at)
  try {
    const manifest = await writeAll(options, at)
    await describe(options, at, manifest)
    const path = join(folder, manifest.release)
    await rm(path, { recursive: true, force: true })
    await rename(at, path)
    await pointTo(folder, manifest.release)
    for (const name of (await releasesIn(folder)).slice(keep))
      await rm(join(folder, name), { recursive: true, force: true })
    return manifest
  } finally {
    await rm(at, { recursive: true, force: true })
  }
}
