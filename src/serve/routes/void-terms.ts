/** Classes and properties in use as plain JSON, for editors that complete them. */

import { z } from '@hono/zod-openapi'
import type { DatasetFigures, PropertyFigures } from '../../graph/description/figures.ts'
import { PREFIXES } from '../../rdf/namespaces.ts'

const Term = z.object({
  iri: z.string(),
  name: z.string().optional().openapi({ description: 'Prefixed name', example: 'sosa:Sample' }),
})
const Property = Term.extend({ triples: z.number().int() }).openapi('UsedProperty')

export const UsedTermsSchema = z
  .object({
    generation: z.number().int().nullable().openapi({ description: 'Archive change that the counts are of' }),
    shown: z.number().int().openapi({ description: 'Archive change that the graph shows now' }),
    classes: z.array(
      Term.extend({
        entities: z.number().int(),
        properties: z.array(Property).optional(),
      }).openapi('UsedClass'),
    ),
    properties: z.array(Property),
  })
  .openapi('UsedTerms', { description: 'Terms of the default graph, the most used first' })

/** `sosa:Sample`, where there is a prefix and the rest of the IRI is a simple name. */
export const prefixedName = (iri: string): string | undefined => {
  for (const [prefix, namespace] of Object.entries(PREFIXES)) {
    const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : ''
    if (/^\w[\w-]*$/.test(local)) return `${prefix}:${local}`
  }
  return undefined
}

const termOf = (iri: string) => {
  const name = prefixedName(iri)
  return { iri, ...(name === undefined ? {} : { name }) }
}

const propertiesOf = (figures: readonly PropertyFigures[]) =>
  figures.map(({ property, triples }) => ({ ...termOf(property), triples }))

/** The terms that the figures tell of; lists that could not be had are empty, properties of a class then absent. */
export const usedTerms = (
  figures: DatasetFigures | undefined,
  shown: number,
): z.infer<typeof UsedTermsSchema> => {
  if (!figures) return { generation: null, shown, classes: [], properties: [] }
  const { classes, properties, details } = figures.kernel
  const detailOf = (iri: string) => details.find(each => each.class === iri)?.properties
  return {
    generation: figures.generation,
    shown,
    classes: (classes.ok ? classes.value : []).map(({ class: iri, entities }) => {
      const own = detailOf(iri)
      return { ...termOf(iri), entities, ...(own?.ok ? { properties: propertiesOf(own.value) } : {}) }
    }),
    properties: properties.ok ? propertiesOf(properties.value) : [],
  }
}
