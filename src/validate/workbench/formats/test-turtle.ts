/** Tested profiles as RDF: a sh:ValidationReport per example, named after its file. */
import { pathToFileURL } from 'node:url'
import { writeQuads } from '../../../rdf/n-quads.ts'
import { factory } from '../../../rdf/terms.ts'
import { reportQuads } from '../../../shacl/report-quads.ts'
import { turtleOf } from '../../report-rdf.ts'
import type { ProfileTest } from '../test-profile.ts'

/** Turtle with one report per example; the fragment names the profile. */
export const testTurtle = (tests: readonly ProfileTest[]): string =>
  turtleOf(
    writeQuads(
      tests.flatMap(({ profile, outcomes }) =>
        outcomes.flatMap(({ example, results }) =>
          reportQuads(
            { conforms: results.length === 0, results },
            factory.namedNode(`${pathToFileURL(example.source.file).href}#${encodeURIComponent(profile.id)}`),
          ),
        ),
      ),
    ),
  )
