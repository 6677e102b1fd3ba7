/** VoID description of a release: what it is and where its files are. */
import type { Quad } from '@rdfjs/types'
import { writeQuads } from '../rdf/n-quads.ts'
import { dcterms, rdf, voidNs, xsd } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import type { ReleaseManifest } from './release.ts'

/** N-Triples about the release at `address`, whose files lie below it. */
export const releaseVoid = (address: string, manifest: ReleaseManifest): string => {
  const dataset = factory.namedNode(address)
  const integer = (value: number) => factory.literal(String(value), xsd('integer'))
  const licences = [...new Set(manifest.sources.flatMap(({ licence }) => licence ?? []))]
  const about: [Quad['predicate'], Quad['object']][] = [
    [rdf('type'), voidNs('Dataset')],
    [dcterms('title'), factory.literal(`Physical samples, state of change ${manifest.generation}`)],
    [dcterms('modified'), factory.literal(manifest.dataAsOf, xsd('dateTime'))],
    [dcterms('issued'), factory.literal(manifest.created, xsd('dateTime'))],
    [dcterms('bibliographicCitation'), factory.literal(manifest.citation)],
    [voidNs('entities'), integer(manifest.samples)],
    ...manifest.files
      .filter(({ name }) => /\.n[qt]\.gz$/.test(name))
      .map(({ name }): (typeof about)[number] => [
        voidNs('dataDump'),
        factory.namedNode(`${address}/${name}`),
      ]),
    ...licences.map((licence): (typeof about)[number] => [
      dcterms('license'),
      isIri(licence) ? factory.namedNode(licence) : factory.literal(licence),
    ]),
  ]
  return writeQuads(about.map(([predicate, object]) => factory.quad(dataset, predicate, object)))
}
