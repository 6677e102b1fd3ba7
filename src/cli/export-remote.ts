/** Downloads an export from a running Lodestone; what was fetched before is kept and gone on with. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import type { Manifest } from '../export/manifest.ts'
import { failed, ok, type Result } from '../model/problem.ts'

export interface Download {
  /** Base URL of the server, without a trailing slash. */
  readonly server: string
  /** Query of the export. */
  readonly query: string
  readonly output: string
  /** Whether to go on with what an earlier run fetched. */
  readonly resume: boolean
  readonly progress: (bytes: number, samples: number) => void
}

/** How often a transfer that breaks is taken up again before the command gives up. */
const ATTEMPTS = 5

/** What is noted beside a file that is not whole yet. */
interface Begun {
  readonly query: string
  readonly etag: string
  readonly generation: string
}

const problem = (code: string, subject: string, detail: string): Result<never> =>
  failed({ stage: 'serve', code, subject, detail })

const readBegun = async (path: string): Promise<Begun | undefined> => {
  try {
    return JSON.parse(await readFile(`${path}.json`, 'utf8')) as Begun
  } catch {
    // Not there, or cut off in the middle: then it is begun anew.
    return undefined
  }
}

const explain = async (response: Response, address: string): Promise<Result<never>> => {
  const text = (await response.text()).slice(0, 10_000)
  const said = /^\{/.test(text) ? (JSON.parse(text) as { detail?: string }).detail : undefined
  return problem('refused', address, said ?? `the server answered ${response.status}`)
}

const append = async (
  response: Response,
  part: string,
  from: number,
  { progress }: Download,
): Promise<void> => {
  const total = Number(response.headers.get('lodestone-total') ?? 0)
  const file = await open(part, from > 0 ? 'a' : 'w')
  let bytes = from
  try {
    for await (const chunk of response.body ?? []) {
      await file.writeFile(chunk)
      bytes += chunk.length
      progress(bytes, total)
    }
  } finally {
    await file.close()
  }
}

const addressOf = ({ server, query }: Download, begun: Begun | undefined): string => {
  const parameters = new URLSearchParams(query)
  if (begun) parameters.set('generation', begun.generation)
  return `${server}/api/export?${parameters}`
}

/** Fetches what is missing of `part`. Rejects when the transfer breaks. */
const fetchRest = async (download: Download, part: string): Promise<Result<Begun>> => {
  const noted = existsSync(part) ? await readBegun(part) : undefined
  const begun = noted?.query === download.query ? noted : undefined
  const from = begun ? (await stat(part)).size : 0
  const address = addressOf(download, begun)
  const range = begun && from > 0 ? { range: `bytes=${from}-`, 'if-range': begun.etag } : undefined
  const response = await fetch(address, { headers: { 'accept-encoding': 'identity', ...range } })
  // It had come to its end; only the checksum was missing.
  if (begun && response.status === 416) return ok(begun)
  if (begun && response.status === 410) {
    await rm(part, { force: true })
    return fetchRest(download, part)
  }
  if (!response.ok || !response.body) return explain(response, address)
  const { headers } = response
  const now: Begun = {
    query: download.query,
    etag: headers.get('etag') ?? '',
    generation: headers.get('lodestone-generation') ?? '',
  }
  await writeFile(`${part}.json`, JSON.stringify(now))
  await append(response, part, response.status === 206 ? from : 0, download)
  return ok(now)
}

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Compares what was fetched with the manifest, and gives it its name. */
const finish = async (download: Download, part: string, begun: Begun): Promise<Result<Manifest>> => {
  const parameters = new URLSearchParams([
    ...new URLSearchParams(download.query),
    ['generation', begun.generation],
  ])
  const address = `${download.server}/api/export/manifest?${parameters}`
  const response = await fetch(address)
  if (!response.ok) return explain(response, address)
  const manifest = (await response.json()) as Manifest
  const sha256 = await sha256Of(part)
  if (sha256 !== manifest.sha256) {
    await rm(part, { force: true })
    return problem(
      'damaged',
      download.output,
      `SHA-256 is ${sha256}, the manifest says ${manifest.sha256}; fetch it again`,
    )
  }
  await rename(part, download.output)
  await rm(`${part}.json`, { force: true })
  return ok(manifest)
}

/** Fetches an export to a file, over as many broken transfers as it takes, up to five; the checksum is compared. */
export const downloadExport = async (download: Download): Promise<Result<Manifest>> => {
  const part = `${download.output}.part`
  if (!download.resume) for (const name of [part, `${part}.json`]) await rm(name, { force: true })
  let last = ''
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const fetched = await fetchRest(download, part)
      return fetched.ok ? await finish(download, part, fetched.value) : fetched
    } catch (error) {
      last =
        error instanceof Error
          ? `${error.message}${error.cause ? `: ${String(error.cause)}` : ''}`
          : String(error)
    }
  }
  return problem('broken-transfer', download.server, `${last}; go on with --resume`)
}
