/** Verifies documents over a data folder, without a network, or by asking a Lodestone. */
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openArchive } from '../archive/open.ts'
import { openCatalogue } from '../catalogue/catalogue.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { type Verified, verifyService } from '../serve/verify-service.ts'
import type { VerifyReport } from '../verify/report.ts'
import { openRegistry } from './registry.ts'
import type { VerifyJob } from './verify-options.ts'

/** Verifies one document after the other. */
export interface Verifier {
  verify(file: string, bytes: Uint8Array): Promise<Result<Verified>>
  close(): Promise<void>
}

const problem = (code: string, subject: string, detail: string): Result<never> =>
  failed({ stage: 'serve', code, subject, detail })

const typeOf = (file: string): string =>
  /\.csv$/i.test(file) ? 'text/csv' : /\.tsv$/i.test(file) ? 'text/tab-separated-values' : ''

const nameOf = (file: string): string => (file === '-' ? 'standard input' : basename(file))

const openFolderCatalogue = async (
  folder: string,
  job: VerifyJob,
  feed: Parameters<typeof openCatalogue>[0]['feed'],
) => {
  const { sources } = job.registry === undefined ? { sources: [] } : await openRegistry(job.registry)
  try {
    const vocabularies = loadVocabularies()
    const options = { dataDir: folder, feed, vocabularies, sources, profiles: loadProfiles() }
    return ok(await openCatalogue(options))
  } catch (error) {
    if (!String(error).includes('Could not set lock')) throw error
    return problem(
      'catalogue-locked',
      folder,
      'a running server holds the catalogue of this folder; ask that server: --server http://localhost:3030 (or its port)',
    )
  }
}

/** Over a data folder. Problems: `archive-missing` and others of opening it, `catalogue-locked`. */
const openLocal = async (job: VerifyJob): Promise<Result<Verifier>> => {
  const { data } = job.config
  if (!existsSync(join(data, 'archive.db')))
    return problem(
      'archive-missing',
      data,
      'there is no archive.db in this folder; harvest first, name another --data folder, or a --server',
    )
  const archive = await openArchive(data, { readOnly: true })
  if (!archive.ok) return archive
  const opened = await openFolderCatalogue(data, job, archive.value)
  if (!opened.ok) {
    await archive.value.close()
    return opened
  }
  const catalogue = opened.value
  // One that is up to date is left as it is: a server's has the names of its sources.
  if (catalogue.status().generation !== (await archive.value.generation())) await catalogue.catchUp()
  const service = verifyService({ catalogue, archive: archive.value })
  const { publication } = job
  return ok({
    verify: (file, bytes) =>
      service.verify(
        {
          document: { name: nameOf(file), bytes, mediaType: typeOf(file) },
          ...(publication !== undefined && { publication }),
          wantsText: job.format === 'html',
        },
        'command line',
      ),
    close: async () => {
      await catalogue.close()
      await archive.value.close()
    },
  })
}

/** Seconds that a server may take for one document. */
const PATIENCE_MS = 180_000

/** By HTTP. A server that refuses a document says why. */
const remote = (server: string, { publication }: VerifyJob): Verifier => ({
  verify: async (file, bytes) => {
    const query = new URLSearchParams({
      name: nameOf(file),
      ...(publication !== undefined && { publication }),
    })
    const address = `${server}/api/verify?${query}`
    try {
      const answer = await fetch(address, {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: { 'content-type': typeOf(file) || 'application/octet-stream', accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const body = (await answer.json()) as VerifyReport & { code?: string; detail?: string }
      return answer.ok && Array.isArray(body.results)
        ? ok({ report: body })
        : problem('refused', file, body.detail ?? `${server} answers ${answer.status}`)
    } catch (error) {
      const { message, cause } = error as Error
      const why = cause instanceof Error ? cause.message : message
      return problem(
        'unreachable',
        file,
        `${server} gives no report: ${why}; is it a Lodestone, and does it run?`,
      )
    }
  },
  close: async () => undefined,
})

/** Opens what the job names. */
export const openVerifier = (job: VerifyJob): Promise<Result<Verifier>> =>
  job.server === undefined ? openLocal(job) : Promise.resolve(ok(remote(job.server, job)))
