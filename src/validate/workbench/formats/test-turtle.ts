/** Tested profiles as RDF: a sh:ValidationReport per example, named after its file. */
import { pathToFileURL } from 'node:url'
import { Writer } from 'n3'
import { PREFIXES } from '../../../rdf/namespaces.ts'
import { factory } from '../../../rdf/terms.ts'
import { reportQuads } from '../../../shacl/report-quads.ts'
import type { ProfileTest } from '../test-profile.ts'

/** Turtle with one report per example; the fragment names the profile, because profiles may share examples. */
export const testTurtle = (tests: readonly ProfileTest[]): string => {
  const { rdf, sh, xsd, schema, sosa, dcterms, prov, geo } = PREFIXES
  const writer = new Writer({ prefixes: { rdf, sh, xsd, schema, sosa, dcterms, prov, geo } })
  for (const { profile, outcomes } of tests)
    for (const { example, results } of outcomes)
      writer.addQuads([
        ...reportQuads(
          { conforms: results.length === 0, results },
          factory.namedNode(`${pathToFileURL(example.source.file).href}#${encodeURIComponent(profile.id)}`),
        ),
      ])
  let text = ''
  writer.end((_, result: string) => {
    text = result
  })
  return text
}
