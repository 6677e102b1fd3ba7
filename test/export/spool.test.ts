import { existsSync, readdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { describe, expect, it } from 'vitest'
import type { ScannedSample } from '../../src/catalogue/scan.ts'
import type { ExportOrigin } from '../../src/export/make.ts'
import { readJob } from '../../src/export/read-job.ts'
import { openSpool, SPOOL_LIMITS } from '../../src/export/spool.ts'
import { request, temporaryFolder } from './export-house.ts'

const sampleNumber = (n: number): ScannedSample => ({
  json: JSON.stringify({ id: `https://doi.org/10.60510/${n}`, sources: ['a'], pad: 'x'.repeat(1000) }),
  records: [],
})

/** A catalogue of batches that come when the test says so. */
const slowOrigin = (total: number) => {
  const given: (() => void)[] = []
  const state = { generation: 7, ended: 0 }
  async function* batches(): AsyncGenerator<readonly ScannedSample[]> {
    for (let n = 0; n < total; n++) {
      await new Promise<void>(resolve => given.push(resolve))
      yield [sampleNumber(n)]
    }
  }
  const origin: ExportOrigin = {
    catalogue: {
      scan: async (_, work) => {
        try {
          return await work({ generation: state.generation, total, batches: batches() })
        } finally {
          state.ended++
        }
      },
    },
    archive: { versions: async () => [], changeHeads: async () => [] },
    sources: [],
    base: 'http://localhost:3030',
    program: 'Lodestone test',
  }
  /** Lets the next batch come, once it is waited for. */
  const give = async (count = 1): Promise<void> => {
    for (let n = 0; n < count; n++) {
      while (given.length === 0) await new Promise(resolve => setImmediate(resolve))
      given.shift()?.()
    }
  }
  return { origin, give, state }
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise(resolve => setImmediate(resolve))
}

const jobOf = <T>(result: { ok: true; value: T } | { ok: false; problem: { code: string } }): T => {
  if (!result.ok) throw new Error(result.problem.code)
  return result.value
}

const jsonl = request('jsonl')

describe('the spool of exports', () => {
  it('lets clients read what is there while the rest is made, each from where it likes', async () => {
    const { origin, give } = slowOrigin(3)
    const job = jobOf(openSpool(temporaryFolder(), origin).job(jsonl, 7))
    expect(await job.begun).toEqual({ generation: 7, total: 3 })
    const reader = readJob(job).getReader()
    await give()
    const first = await reader.read()
    expect(first.value?.length).toBeGreaterThan(1000)
    expect(job.manifest()).toBeUndefined()
    const second = new Response(readJob(job, 10)).text()
    await give(2)
    const whole = `${[0, 1, 2].map(n => sampleNumber(n).json).join('\n')}\n`
    expect(await second).toBe(whole.slice(10))
    expect((await job.finished).samples).toBe(3)
    await reader.cancel()
  })

  it('makes an export once for all who ask for the same, and another for another state', async () => {
    const { origin, give, state } = slowOrigin(1)
    const spool = openSpool(temporaryFolder(), origin)
    const job = jobOf(spool.job(jsonl, 7))
    expect(jobOf(spool.job(jsonl, 7))).toBe(job)
    const release = job.hold()
    await give()
    await job.finished
    release()
    expect(spool.kept(jsonl, 7)).toBe(job)
    state.generation = 8
    expect(jobOf(spool.job(jsonl, 8))).not.toBe(job)
    expect(spool.kept(jsonl, 7)).toBe(job)
    expect(spool.kept(request('csv'), 7)).toBeUndefined()
  })

  it('ends what nobody waits for any more, and leaves no file', async () => {
    const folder = temporaryFolder()
    const { origin, give, state } = slowOrigin(5)
    const spool = openSpool(folder, origin)
    const job = jobOf(spool.job(jsonl, 7))
    await job.begun
    const reader = readJob(job).getReader()
    await give()
    await reader.read()
    await reader.cancel()
    await give()
    await expect(job.finished).rejects.toThrow('nobody waits')
    await until(() => state.ended === 1)
    expect(readdirSync(folder)).toEqual([])
    expect(jobOf(spool.job(jsonl, 7))).not.toBe(job)
  })

  it('makes no more than so many at once', async () => {
    const { origin } = slowOrigin(1)
    const spool = openSpool(temporaryFolder(), origin)
    const search = (n: number) => ({ ...jsonl, query: `q=${n}` })
    expect([1, 2, 3].map(n => spool.job(search(n), 7).ok)).toEqual([true, true, false])
    expect(spool.job(search(3), 7)).toMatchObject({ problem: { code: 'too-many-exports' } })
  })

  it('leaves room for others when one client asks for all that may be made', () => {
    const spool = openSpool(temporaryFolder(), slowOrigin(1).origin)
    const ask = (n: number, client: string) => spool.job({ ...jsonl, query: `q=${n}` }, 7, client).ok
    expect([ask(1, 'a'), ask(2, 'a'), ask(3, 'a'), ask(4, 'b'), ask(5, 'c')]).toEqual([
      ...[true, true, false, true, false],
    ])
  })

  it('begins none while those that are being read fill the room', async () => {
    const { origin, give } = slowOrigin(1)
    const spool = openSpool(temporaryFolder(), origin, { ...SPOOL_LIMITS, keptBytes: 500 })
    const job = jobOf(spool.job(jsonl, 7))
    const release = job.hold()
    await give()
    await job.finished
    const other = { ...jsonl, query: 'q=2' }
    expect(spool.job(other, 7)).toMatchObject({ problem: { code: 'too-many-exports' } })
    release()
    expect(spool.job(other, 7).ok).toBe(true)
  })

  it('keeps finished exports within their space, the last used the longest', async () => {
    const { origin, give } = slowOrigin(1)
    let now = 0
    const spool = openSpool(temporaryFolder(), origin, { ...SPOOL_LIMITS, keptBytes: 1500 }, () => now++)
    const make = async (n: number) => {
      const job = jobOf(spool.job({ ...jsonl, query: `q=${n}` }, 7))
      const release = job.hold()
      await give()
      await job.finished
      release()
      return job
    }
    const [first, second] = [await make(1), await make(2)]
    await make(3)
    expect([first, second].map(({ path }) => existsSync(path))).toEqual([false, true])
  })

  it('does not begin when the disk has no room', async () => {
    const { origin } = slowOrigin(1)
    const limits = { ...SPOOL_LIMITS, freeBytes: Number.MAX_SAFE_INTEGER }
    const job = jobOf(openSpool(temporaryFolder(), origin, limits).job(jsonl, 7))
    await expect(job.begun).rejects.toThrow('nearly full')
  })

  it('removes what an earlier process left', async () => {
    const folder = temporaryFolder()
    const { origin, give } = slowOrigin(1)
    const job = jobOf(openSpool(folder, origin).job(jsonl, 7))
    job.hold()
    await give()
    await job.finished
    expect(existsSync(job.path)).toBe(true)
    openSpool(folder, slowOrigin(1).origin)
    expect(existsSync(join(folder, '7'))).toBe(false)
    expect(existsSync(job.path)).toBe(false)
  })

  it('breaks the transfer visibly when the samples end too early', async () => {
    const { origin, give } = slowOrigin(3)
    const short: ExportOrigin = {
      ...origin,
      catalogue: {
        scan: (asked, work) => origin.catalogue.scan(asked, scan => work({ ...scan, total: scan.total + 1 })),
      },
    }
    const job = jobOf(openSpool(temporaryFolder(), short).job(jsonl, 7))
    await job.begun
    const port = await new Promise<number>(resolve => {
      const server = serve(
        { fetch: () => new Response(readJob(job)), port: 0, hostname: '127.0.0.1' },
        () => {
          server.unref()
          resolve((server.address() as AddressInfo).port)
        },
      )
    })
    const answer = fetch(`http://127.0.0.1:${port}/`)
    await give(3)
    await expect(answer.then(response => response.text())).rejects.toThrow()
    expect(job.broken()?.message).toContain('came to 3 samples, but 4 were counted')
  })
})
