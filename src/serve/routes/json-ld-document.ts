/** Quads as expanded JSON-LD 1.1 (serialisation of RDF, without lists and named graphs). */
import type { Quad } from '@rdfjs/types'
import { rdf, xsd } from '../../rdf/namespaces.ts'

type Value = { '@id': string } | { '@value': string; '@language'?: string; '@type'?: string }
type Node = { '@id': string; '@type'?: string[]; [property: string]: string | string[] | Value[] | undefined }

const objectOf = ({ object }: Quad): Value => {
  if (object.termType !== 'Literal') return { '@id': object.value }
  if (object.language) return { '@value': object.value, '@language': object.language }
  const type = object.datatype.value
  return type === xsd('string').value ? { '@value': object.value } : { '@value': object.value, '@type': type }
}

/** One node object per subject, in the order of first mention. */
export const expandedJsonLd = (quads: readonly Quad[]): Node[] => {
  const nodes = new Map<string, { types: string[]; values: Map<string, Value[]> }>()
  for (const quad of quads) {
    const node = nodes.get(quad.subject.value) ?? { types: [], values: new Map<string, Value[]>() }
    nodes.set(quad.subject.value, node)
    if (quad.predicate.equals(rdf('type'))) node.types.push(quad.object.value)
    else {
      const values = node.values.get(quad.predicate.value)
      // A page may give one property tens of thousands of values.
      if (values) values.push(objectOf(quad))
      else node.values.set(quad.predicate.value, [objectOf(quad)])
    }
  }
  return [...nodes].map(([id, { types, values }]) => ({
    '@id': id,
    ...(types.length > 0 && { '@type': types }),
    ...Object.fromEntries(values),
  }))
}
