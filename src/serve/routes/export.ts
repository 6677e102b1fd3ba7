/** /api/export: what a search finds, as a file; and its manifest. */
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Job } from '../../export/job.ts'
import { openSpool, type Spool } from '../../export/spool.ts'
import { programVersion } from '../../registry/bundled.ts'
import { problemResponse } from '../errors.ts'
import { clientOf } from '../operation/client.ts'
import { type ApiDeps, parametersOf, refusal } from './api-answer.ts'
import { exportHeaders, exportTag, type Maker, sendJob } from './export-answer.ts'
import { exportRoute, manifestRoute } from './export-description.ts'
import { type AskedExport, parseExport } from './export-request.ts'
import { releaseRoutes } from './releases.ts'

const busy = (detail: string): Response =>
  problemResponse({ status: 503, code: 'too-many-exports', title: 'Busy', detail }, { 'retry-after': '5' })

const over = (asked: AskedExport, generation: number): Response =>
  problemResponse({
    status: 410,
    code: 'state-is-over',
    title: 'That state is over',
    detail: `the data moved on from change ${asked.generation} to ${generation}, and no such export is kept; export anew without "generation"`,
    generation,
  })

/** What broke before anything was sent. */
const broke = (error: Error): Response =>
  problemResponse({ status: 500, code: 'export-failed', title: 'The export broke', detail: error.message })

/** The export that was asked for, begun; or why there is none. */
const beginJob = async (
  c: Context,
  spool: Spool,
  deps: ApiDeps,
  asked: AskedExport,
): Promise<Job | Response> => {
  const now = deps.catalogue.status().generation
  const pinned = asked.generation
  const kept = pinned === undefined ? undefined : spool.kept(asked, pinned)
  if (!kept && pinned !== undefined && pinned !== now) return over(asked, now)
  const started = kept
    ? { ok: true as const, value: kept }
    : spool.job(asked, now, clientOf(c, deps.config?.trustProxy ?? 0).key)
  if (!started.ok) return busy(started.problem.detail)
  const job = started.value
  const release = job.hold()
  try {
    const { generation } = await job.begun
    return pinned !== undefined && generation !== pinned ? over(asked, generation) : job
  } catch (thrown) {
    return broke(thrown as Error)
  } finally {
    // The reader that follows holds it by then; a moment without one would end it.
    setImmediate(release)
  }
}

/** HEAD: what GET would say, without making anything. */
const answerHead = async (deps: ApiDeps, maker: Maker, asked: AskedExport): Promise<Response> => {
  const found = await deps.catalogue.search({ ...asked.search, facets: [], facetLimit: 0, limit: 0 })
  if (!found.ok) return refusal(found.problem)
  const { generation } = found.value
  if (asked.generation !== undefined && asked.generation !== generation) return over(asked, generation)
  return new Response(null, { headers: exportHeaders(maker, asked, found.value) })
}

const knows = (c: Context, tag: string): boolean =>
  (c.req.header('if-none-match') ?? '').split(',').some(each => each.trim().replace(/^W\//, '') === tag)

/** Mounts the exports. Their files lie in the folder `exports` of the data folder. */
export const mountExport = (app: OpenAPIHono, deps: ApiDeps): void => {
  const { base, vocabularies, sources, profiles, config } = deps
  const program = `Lodestone ${programVersion()}`
  const setting = [program, vocabularies.digest, sources, profiles.map(({ id, digest }) => [id, digest])]
  const made = createHash('sha256').update(JSON.stringify(setting)).digest('hex').slice(0, 16)
  const maker: Maker = { base, made }
  if (config?.releases !== undefined) app.route('/', releaseRoutes(config.releases))
  let opened: Spool | undefined
  const spool = (): Spool => {
    const folder = config ? join(config.data, 'exports') : join(tmpdir(), `lodestone-exports-${process.pid}`)
    opened ??= openSpool(folder, { ...deps, program })
    return opened
  }
  app.openapi(exportRoute, async (c): Promise<Response> => {
    const asked = parseExport(parametersOf(c))
    if (!asked.ok) return refusal(asked.problem)
    if (c.req.method === 'HEAD') return answerHead(deps, maker, asked.value)
    const tag = exportTag(maker, asked.value, asked.value.generation ?? deps.catalogue.status().generation)
    if (knows(c, tag)) return new Response(null, { status: 304, headers: { etag: tag } })
    const job = await beginJob(c, spool(), deps, asked.value)
    if (job instanceof Response) return job
    return sendJob(c, job, exportHeaders(maker, asked.value, await job.begun))
  })
  app.openapi(manifestRoute, async (c): Promise<Response> => {
    const asked = parseExport(parametersOf(c))
    if (!asked.ok) return refusal(asked.problem)
    const job = await beginJob(c, spool(), deps, asked.value)
    if (job instanceof Response) return job
    const release = job.hold()
    c.req.raw.signal.addEventListener('abort', release, { once: true })
    try {
      return new Response(`${JSON.stringify(await job.finished)}\n`, {
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' },
      })
    } catch (thrown) {
      return broke(thrown as Error)
    } finally {
      release()
    }
  })
}
