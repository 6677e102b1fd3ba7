/** ro-crate-metadata.json (RO-Crate 1.1): what is in a crate, where it comes from and under which licences. */
import { PREFIXES, RO_CRATE } from '../rdf/namespaces.ts'
import type { FileDigest } from './file-digest.ts'
import type { ExportContext } from './format.ts'
import { citationOf, sourcesOf } from './manifest.ts'
import type { Tally } from './tally.ts'

/** One file of a crate. */
export interface CrateFile extends FileDigest {
  readonly name: string
  readonly title: string
  readonly mediaType: string
}

type Entity = Readonly<Record<string, unknown>>

const isAddress = (text: string): boolean => /^https?:\/\/[^\s<>"]+$/.test(text)

const licenceEntity = (licence: string): Entity => ({
  '@id': isAddress(licence) ? licence : `#licence-${encodeURIComponent(licence)}`,
  '@type': 'CreativeWork',
  name: licence,
})

const fileEntity = ({ name, title, mediaType, bytes, sha256 }: CrateFile): Entity => ({
  '@id': name,
  '@type': 'File',
  name: title,
  encodingFormat: mediaType,
  contentSize: String(bytes),
  sha256,
})

const descriptor: Entity = {
  '@id': 'ro-crate-metadata.json',
  '@type': 'CreativeWork',
  conformsTo: { '@id': RO_CRATE.specification },
  about: { '@id': './' },
}

const reference = ({ '@id': id }: Entity) => ({ '@id': id })

/** What the root data set of a crate is licensed under: each source by its own terms, which the README lists. */
const TERMS: Entity = {
  '@id': '#terms',
  '@type': 'CreativeWork',
  name: 'The licences of the sources',
  description:
    'Every sample comes from one or more sources and is under their licence; see the data sets of the sources.',
}

/** The text of the file. */
export const crateMetadata = (context: ExportContext, tally: Tally, files: readonly CrateFile[]): string => {
  const sources = sourcesOf(context, tally)
  const licences = [...new Set(sources.flatMap(({ licence }) => licence ?? []))].map(licenceEntity)
  const parts = files.map(fileEntity)
  const origins = sources.map(({ id, name, homepage, licence, samples }) => ({
    '@id': `#source-${encodeURIComponent(id)}`,
    '@type': 'Dataset',
    name,
    description: `${samples} samples of this export`,
    ...(homepage !== undefined && { url: homepage }),
    license: licence === undefined ? { '@id': '#terms' } : reference(licenceEntity(licence)),
  }))
  const root = {
    '@id': './',
    '@type': 'Dataset',
    name: `Physical samples: ${context.query === '' ? 'all' : context.query}`,
    description: `${tally.samples} samples, state of change ${context.generation}`,
    datePublished: context.date.slice(0, 10),
    version: String(context.generation),
    creditText: citationOf(context, tally),
    url: context.url,
    license: licences.length === 1 && licences[0] ? reference(licences[0]) : { '@id': '#terms' },
    hasPart: parts.map(reference),
    isBasedOn: origins.map(reference),
  }
  const graph = [descriptor, root, ...parts, ...origins, ...licences, TERMS]
  // RO-Crate 1.1 has no term for a checksum.
  const terms = { sha256: `${PREFIXES.schema}sha256`, creditText: `${PREFIXES.schema}creditText` }
  return `${JSON.stringify({ '@context': [RO_CRATE.context, terms], '@graph': graph }, undefined, 1)}\n`
}
