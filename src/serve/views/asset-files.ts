/** The table of files that pages may load: nothing outside it can be reached by any path. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { bundled } from '../../registry/bundled.ts'
import { landGeoJson, landSvg } from './land.ts'

/** A file as it is sent. */
export interface Asset {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
  readonly gzipped: Uint8Array<ArrayBuffer>
  /** First characters of the SHA-256: the version in its URL and its ETag. */
  readonly version: string
}

const CSS = 'text/css; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'
const SVG = 'image/svg+xml'
const JSON_TYPE = 'application/json; charset=utf-8'

const require = createRequire(import.meta.url)
const own = (name: string) => () => readFileSync(bundled(`assets/${name}`))
const vendor = (path: string) => () => readFileSync(require.resolve(path))

/** The editor alone is half as large as all of YASGUI, which brings it along. */
const ofYasgui = (path: string) => () =>
  readFileSync(createRequire(require.resolve('@zazuko/yasgui/build/yasgui.min.js')).resolve(path))
const scripts = (...names: readonly string[]) =>
  Object.fromEntries(names.map(name => [`${name}.js`, { type: SCRIPT, read: own(`${name}.js`) }]))

const styles = (...names: readonly string[]) =>
  Object.fromEntries(names.map(name => [`${name}.css`, { type: CSS, read: own(`${name}.css`) }]))

const FILES: Readonly<Record<string, { type: string; read: () => Uint8Array | string }>> = {
  ...styles('base', 'frame', 'pieces', 'figures', 'search', 'sample', 'home'),
  ...styles('docs', 'playground', 'verify', 'sparql'),
  'icon.svg': { type: SVG, read: own('icon.svg') },
  'portal.js': { type: SCRIPT, read: own('portal.js') },
  'map.js': { type: SCRIPT, read: own('map.js') },
  'playground.js': { type: SCRIPT, read: own('playground.js') },
  'verify.js': { type: SCRIPT, read: own('verify.js') },
  ...scripts(
    ...['sparql', 'sparql-answer', 'sparql-chart', 'sparql-code', 'sparql-completion', 'sparql-editor'],
    ...[
      'sparql-examples',
      'sparql-forces',
      'sparql-graph',
      'sparql-history',
      'sparql-history-list',
      'sparql-kernel',
    ],
    ...[
      'sparql-map',
      'sparql-ntriples',
      'sparql-problems',
      'sparql-results',
      'sparql-share',
      'sparql-snippets',
    ],
    ...['sparql-table', 'sparql-terms', 'sparql-tokens', 'sparql-views', 'sparql-vocabulary', 'sparql-wkt'],
  ),
  'land.json': { type: JSON_TYPE, read: () => landGeoJson('110m') },
  'land-50m.json': { type: JSON_TYPE, read: () => landGeoJson('50m') },
  'land.svg': { type: SVG, read: () => landSvg('110m') },
  'land-50m.svg': { type: SVG, read: () => landSvg('50m') },
  'vendor/leaflet.js': { type: SCRIPT, read: vendor('leaflet/dist/leaflet-src.esm.js') },
  'vendor/leaflet.css': { type: CSS, read: vendor('leaflet/dist/leaflet.css') },
  'vendor/yasqe.js': { type: SCRIPT, read: ofYasgui('@zazuko/yasqe/build/yasqe.min.js') },
  'vendor/yasqe.css': { type: CSS, read: ofYasgui('@zazuko/yasqe/build/yasqe.min.css') },
}

const made = new Map<string, Asset>()

/** The file of this name, read at its first use; undefined when the table has none. */
export const assetNamed = (name: string): Asset | undefined => {
  const known = made.get(name)
  if (known) return known
  const file = Object.hasOwn(FILES, name) ? FILES[name] : undefined
  if (!file) return undefined
  const body = new Uint8Array(Buffer.from(file.read()))
  const version = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const asset = { type: file.type, body, gzipped: new Uint8Array(gzipSync(body)), version }
  made.set(name, asset)
  return asset
}

/** Address of a file of the table with its version, so that it can be kept for ever; throws for a name that is not in it. */
export const assetUrl = (name: string): string => {
  const asset = assetNamed(name)
  if (!asset) throw new Error(`there is no asset "${name}"`)
  return `/assets/${name}?v=${asset.version}`
}
