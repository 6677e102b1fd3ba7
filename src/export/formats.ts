/** The formats of exports. */
import { CSV } from './csv.ts'
import type { ExportFormat } from './format.ts'
import { GEOJSON } from './geojson.ts'
import { GEO_PARQUET } from './geoparquet.ts'
import { JSON_LINES } from './json-lines.ts'
import { N_QUADS } from './n-quads.ts'
import { RO_CRATE_ZIP } from './ro-crate.ts'

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  CSV,
  JSON_LINES,
  GEOJSON,
  GEO_PARQUET,
  N_QUADS,
  RO_CRATE_ZIP,
]

export const FORMAT_NAMES: readonly string[] = EXPORT_FORMATS.map(({ name }) => name)

/** The format of this name. */
export const exportFormat = (name: string): ExportFormat | undefined =>
  EXPORT_FORMATS.find(format => format.name === name)
