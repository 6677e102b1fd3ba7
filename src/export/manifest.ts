/** What an export says of itself: the state it shows, the question, its size and checksum, whose data it is. */

import type { FileDigest } from './file-digest.ts'
import type { ExportContext, ExportFormat } from './format.ts'
import type { Tally } from './tally.ts'

/** One source of an export. */
export interface ManifestSource {
  readonly id: string
  readonly name: string
  readonly homepage?: string
  /** As the registry states it; absent when it states none: then ask the source. */
  readonly licence?: string
  readonly samples: number
}

export interface Manifest {
  readonly url: string
  readonly format: string
  readonly mediaType: string
  readonly generation: number
  /** When the last change that it shows was archived, xsd:dateTime. */
  readonly dataAsOf: string
  /** When the file was made, xsd:dateTime. */
  readonly created: string
  /** Filters and order as query string; empty for everything. */
  readonly query: string
  readonly samples: number
  readonly bytes: number
  readonly sha256: string
  readonly columns?: readonly string[]
  readonly sources: readonly ManifestSource[]
  readonly citation: string
  readonly program: string
}

/** The sources that samples of the export come from, by id. */
export const sourcesOf = (context: Pick<ExportContext, 'sources'>, tally: Tally): ManifestSource[] =>
  [...tally.sources].sort().map(([id, samples]) => {
    const { name = id, homepage, licence } = context.sources.find(source => source.id === id) ?? {}
    return {
      id,
      name,
      ...(homepage !== undefined && { homepage }),
      ...(licence !== undefined && { licence }),
      samples,
    }
  })

/** How to cite an export, in one sentence. */
export const citationOf = (context: ExportContext, tally: Tally): string => {
  const { generation, date, url } = context
  const sources = sourcesOf(context, tally).map(({ name }) => name)
  const from = sources.length > 0 ? ` Contains data of: ${sources.join('; ')}.` : ''
  return `Lodestone (${date.slice(0, 10)}): ${tally.samples} physical samples, state of change ${generation}. ${url}.${from}`
}

/** The manifest of a finished export. */
export const manifestOf = (
  format: ExportFormat,
  context: ExportContext,
  tally: Tally,
  file: FileDigest,
  created: string,
): Manifest => ({
  url: context.url,
  format: format.name,
  mediaType: format.mediaType,
  generation: context.generation,
  dataAsOf: context.date,
  created,
  query: context.query,
  samples: tally.samples,
  ...file,
  ...(format.name === 'csv' && { columns: context.columns }),
  sources: sourcesOf(context, tally),
  citation: citationOf(context, tally),
  program: context.program,
})
