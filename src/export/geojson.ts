/** GeoJSON (RFC 7946): one FeatureCollection, written as the samples come. */
import { cutAtAntimeridian } from './antimeridian.ts'
import type { Batches, ExportContext, ExportFormat, ExportRow } from './format.ts'

const featureOf = ({ item }: ExportRow): string => {
  const { id, geometry, ...properties } = item
  return JSON.stringify({
    type: 'Feature',
    id,
    geometry: geometry ? cutAtAntimeridian(geometry) : null,
    properties: { id, ...properties },
  })
}

async function* write(batches: Batches, context: ExportContext): AsyncGenerator<Uint8Array> {
  // Foreign members of RFC 7946, section 6.1.
  const { generation, total, url } = context
  const head = JSON.stringify({ type: 'FeatureCollection', generation, total, url }).slice(0, -1)
  yield Buffer.from(`${head},"features":[\n`)
  let between = ''
  for await (const rows of batches) {
    if (rows.length === 0) continue
    yield Buffer.from(between + rows.map(featureOf).join(',\n'))
    between = ',\n'
  }
  yield Buffer.from('\n]}\n')
}

export const GEOJSON: ExportFormat = {
  name: 'geojson',
  title: 'GeoJSON',
  mediaType: 'application/geo+json',
  extension: '.geojson',
  records: false,
  write,
}
