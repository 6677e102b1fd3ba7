import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { beforeAll, describe, expect, it } from 'vitest'
import { middle, type Position } from '../../src/publish/geometry.ts'
import { type Ring, unrolled } from '../../src/publish/land.ts'
import { parseRow } from '../../src/publish/parse-row.ts'
import { readTable } from '../../src/publish/read-table.ts'
import type { SampleRow } from '../../src/publish/sample-row.ts'
import { isStyle } from '../../src/publish/styles.ts'
import { bundled } from '../../src/registry/bundled.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'

interface Entry {
  readonly id: string
  readonly table: string
  readonly style: string
}

const agents: Entry[] = JSON.parse(await readFile(bundled('examples/agents.json'), 'utf8'))
const samples: SampleRow[] = []
const problems: string[] = []

beforeAll(async () => {
  for (const { table } of agents) {
    for await (const item of readTable(() => createReadStream(bundled(`examples/${table}`)), true)) {
      if ('problem' in item) problems.push(item.problem.detail)
      else {
        const parsed = parseRow(item.row, true)
        if (parsed.ok) samples.push(parsed.sample)
        else problems.push(...parsed.problems.map(problem => problem.detail))
      }
    }
  }
})

interface Outline {
  readonly points: Ring
  readonly south: number
  readonly north: number
}

const outline = (ring: Ring): Outline => {
  const points = unrolled(ring)
  const latitudes = points.map(([, latitude]) => latitude)
  return { points, south: Math.min(...latitudes), north: Math.max(...latitudes) }
}

const landRings = async (): Promise<Outline[]> => {
  const file = createRequire(import.meta.url).resolve('world-atlas/land-50m.json')
  const topology = JSON.parse(await readFile(file, 'utf8')) as Topology<{ land: GeometryCollection }>
  return feature(topology, topology.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? geometry.coordinates.flat().map(outline) : [],
  )
}

/** Even-odd rule over all rings: holes count as water. Longitudes of a ring may run on beyond 180. */
const isLand = (rings: readonly Outline[], [longitude, latitude]: Position): boolean => {
  let inside = false
  for (const ring of rings) {
    if (latitude < ring.south || latitude > ring.north) continue
    for (const x of [longitude - 360, longitude, longitude + 360]) {
      for (let i = 0, j = ring.points.length - 1; i < ring.points.length; j = i++) {
        const [xi = 0, yi = 0] = ring.points[i] ?? []
        const [xj = 0, yj = 0] = ring.points[j] ?? []
        if (yi > latitude !== yj > latitude && x < ((xj - xi) * (latitude - yi)) / (yj - yi) + xi)
          inside = !inside
      }
    }
  }
  return inside
}

describe('the demo', () => {
  it('has three agents in three styles and at least 400 samples, all readable', () => {
    expect(problems).toEqual([])
    expect(new Set(agents.map(agent => agent.style).filter(isStyle)).size).toBe(3)
    expect(new Set(samples.map(sample => sample.identifier.iri)).size).toBeGreaterThan(400)
    expect(samples.length).toBeGreaterThan(new Set(samples.map(sample => sample.identifier.iri)).size)
  })

  it('is everywhere: both sides of the antimeridian, both poles, sea and land', () => {
    const places = samples.flatMap(sample => (sample.geometry ? [middle(sample.geometry)] : []))
    expect(places.some(([longitude]) => longitude > 178)).toBe(true)
    expect(places.some(([longitude]) => longitude < -178)).toBe(true)
    expect(places.some(([, latitude]) => latitude > 85)).toBe(true)
    expect(places.some(([, latitude]) => latitude < -85)).toBe(true)
    expect(samples.some(sample => sample.geometry?.kind === 'polygon')).toBe(true)
    expect(samples.some(sample => sample.geometry?.kind === 'box')).toBe(true)
  })

  it('takes marine samples from the sea and the others from land', async () => {
    const rings = await landRings()
    const misplaced = samples.filter(({ geometry, sampledFeatures }) => {
      if (!geometry) return false
      const marine = sampledFeatures.some(name => name.startsWith('Marine'))
      return isLand(rings, middle(geometry)) === marine
    })
    expect(misplaced.map(({ name, place }) => `${name} (${place})`)).toEqual([])
  })

  it('speaks the vocabularies, but for three materials that nobody knows', () => {
    const vocabularies = loadVocabularies()
    const unmapped = new Set<string>()
    for (const sample of samples) {
      for (const label of sample.objectTypes)
        if (!vocabularies.concept('objectType', label)) unmapped.add(label)
      for (const label of sample.materials) if (!vocabularies.concept('material', label)) unmapped.add(label)
      for (const label of sample.methods) if (!vocabularies.concept('method', label)) unmapped.add(label)
      for (const label of sample.sampledFeatures)
        if (!vocabularies.concept('sampledFeature', label)) unmapped.add(label)
    }
    expect([...unmapped].sort()).toEqual(['Demo daub', 'cave pearl', 'fulgurite'])
  })

  it('names parents and collections that exist', () => {
    const known = new Set<string>(samples.map(sample => sample.identifier.iri))
    const named = samples.flatMap(sample => [
      ...sample.parents,
      ...sample.derivedFrom,
      ...(sample.collection ? [sample.collection] : []),
    ])
    expect(named.length).toBeGreaterThan(200)
    expect(named.filter(one => !known.has(one.iri)).map(one => one.text)).toEqual([])
  })

  it('shares papers between agents and has faults of many kinds', () => {
    expect(new Set(samples.flatMap(sample => sample.fault ?? [])).size).toBeGreaterThan(7)
    expect(
      new Set(samples.flatMap(sample => sample.publications.map(one => one.relation))).size,
    ).toBeGreaterThan(4)
    expect(new Set(samples.map(sample => sample.status)).size).toBe(3)
  })

  it('says of every person and organisation that it is made up', () => {
    const names = samples.flatMap(sample => [
      ...sample.collectors.map(collector => collector.name),
      ...sample.contributions.map(({ person }) => person.name),
      ...[sample.custodian, sample.owner, sample.funder].flatMap(party => party?.name ?? []),
    ])
    expect(names.filter(name => !name.startsWith('Demo '))).toEqual([])
  })
})
