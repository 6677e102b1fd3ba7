/** A record as the shapes of profiles see it: its kernel statements and the record itself, over the vocabularies. */
import type { Quad } from '@rdfjs/types'
import type { Iri } from '../../model/iri.ts'
import { rdf, sosa } from '../../rdf/namespaces.ts'
import { DataGraph } from '../../shacl/data-graph.ts'
import { envelope } from '../profile-set.ts'

/** What a record is made of: the page that names it, the samples that it describes, its statements. */
export interface Statements {
  readonly page: string
  readonly samples: readonly string[]
  readonly quads: readonly Quad[]
}

/** The graph that is validated: exactly what a harvest would check, so that results agree with those of the archive. */
export const recordGraph = ({ page, samples, quads }: Statements, background: DataGraph): DataGraph => {
  const record = envelope({ graph: page as Iri, samples: samples as readonly Iri[] })
  return new DataGraph([...quads, ...record], { background, classesFrom: 'background' })
}

const SAMPLES = [sosa('Sample'), sosa('SampleCollection')]

/** The samples of a document in kernel form: what it types as such, as after the crosswalk. */
export const samplesIn = (quads: readonly Quad[]): readonly string[] => [
  ...new Set(
    quads
      .filter(q => q.predicate.equals(rdf('type')) && SAMPLES.some(type => type.equals(q.object)))
      .map(q => q.subject.value),
  ),
]
