import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { makeRelease } from '../../src/export/release.ts'
import { releaseRoutes } from '../../src/serve/routes/releases.ts'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { sha256 } from '../support/build-record.ts'
import { openHouse, temporaryFolder } from './export-house.ts'

const FILES = [
  'SHA256SUMS',
  'manifest.json',
  'samples.csv.gz',
  'samples.jsonl.gz',
  'samples.nq.gz',
  'samples.parquet',
  'vocabularies.nt.gz',
  'void.nt',
]

const openReleases = async () => {
  const house = await openHouse()
  const folder = temporaryFolder()
  const release = async (keep = 7) => {
    const vocabulary = '<https://vocabulary.example/basalt> <https://vocabulary.example/p> "Basalt" .\n'
    const options = { origin: house.origin, vocabulary, folder, keep, progress: () => undefined }
    return makeRelease(options, house.catalogue.status().generation)
  }
  const add = (n: number) =>
    house.write([recordOf(`https://repository.example/${n}`, [{ iri: `https://doi.org/10.60510/${n}` }])])
  return { house, folder, release, add }
}

describe('a release', () => {
  it('holds everything in several formats, with checksums that are right', async () => {
    const { house, folder, release, add } = await openReleases()
    await add(1)
    await add(2)
    const manifest = await release()
    expect(manifest).toMatchObject({ release: '2026-01-01-2', generation: 2, samples: 2 })
    const at = join(folder, '2026-01-01-2')
    expect(readdirSync(at).sort()).toEqual(FILES)
    for (const line of readFileSync(join(at, 'SHA256SUMS'), 'utf8').trim().split('\n')) {
      const [sum, name = ''] = line.split('  ')
      expect(sha256(readFileSync(join(at, name))), name).toBe(sum)
    }
    const packed = gunzipSync(readFileSync(join(at, 'samples.jsonl.gz')))
    expect(packed.equals((await house.export('jsonl')).bytes)).toBe(true)
    expect(readFileSync(join(at, 'void.nt'), 'utf8')).toContain('/releases/2026-01-01-2/samples.nq.gz>')
    expect(readlinkSync(join(folder, 'latest'))).toBe('2026-01-01-2')
  })

  it('is only made when something changed, and the oldest give way', async () => {
    const { folder, release, add } = await openReleases()
    await add(1)
    expect((await release(2))?.generation).toBe(1)
    expect(await release(2)).toBeUndefined()
    for (const n of [2, 3]) {
      await add(n)
      await release(2)
    }
    expect(readdirSync(folder).sort()).toEqual(['2026-01-01-2', '2026-01-01-3', 'latest'])
  })

  it('that fails leaves the one before as it is, and nothing else', async () => {
    const { house, folder, release, add } = await openReleases()
    await add(1)
    await release()
    await add(2)
    const scan = house.origin.catalogue.scan
    Object.assign(house.origin, {
      catalogue: {
        scan: (asked: { records: boolean }, work: never) =>
          asked.records ? Promise.reject(new Error('the disk broke')) : scan(asked as never, work),
      },
    })
    await expect(release()).rejects.toThrow('the disk broke')
    expect(readdirSync(folder).sort()).toEqual(['2026-01-01-1', 'latest'])
  })

  it('is served file by file, with ranges, and nothing beside it is', async () => {
    const { folder, release, add } = await openReleases()
    await add(1)
    await release()
    const app = releaseRoutes(folder)
    expect(await (await app.request('/releases/')).text()).toContain('2026-01-01-1/')
    expect(await (await app.request('/releases/latest/')).text()).toContain('samples.parquet')
    const whole = Buffer.from(await (await app.request('/releases/latest/samples.nq.gz')).arrayBuffer())
    expect(whole.equals(readFileSync(join(folder, 'latest', 'samples.nq.gz')))).toBe(true)
    const part = await app.request('/releases/latest/samples.nq.gz', { headers: { range: 'bytes=3-6' } })
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, whole.subarray(3, 7)])
    for (const path of [
      'latest/../../secret',
      'latest/%2e%2e%2fsecret',
      '..%2f/manifest.json',
      'other/manifest.json',
    ])
      expect((await app.request(`/releases/${path}`)).status, path).toBe(404)
  })
})
