/** What a record of the corpus says, as kernel statements. */
import type { Facts } from '../../src/catalogue/facts.ts'
import { datacite, dcterms, geo, prov, rdf, schema, sosa, xsd } from '../../src/rdf/namespaces.ts'

const ref = (value: string): string => `<${value}>`
const text = (value: string, language = ''): string => `${JSON.stringify(value)}${language && `@${language}`}`

/** N-Triples, sorted, each once. */
export const triplesOf = (sample: string, facts: Facts): string => {
  const lines = new Set<string>()
  const say = (subject: string, predicate: { readonly value: string }, objects: Iterable<string>): void => {
    for (const object of objects) lines.add(`<${subject}> <${predicate.value}> ${object} .\n`)
  }
  const [sampling, geometry, place] = [`${sample}#sampling`, `${sample}#geometry`, `${sample}#place`]
  say(sample, rdf('type'), [ref(sosa('Sample').value)])
  say(
    sample,
    dcterms('identifier'),
    facts.identifiers.map(each => text(each)),
  )
  say(
    sample,
    schema('name'),
    facts.names.map(each => text(...each)),
  )
  say(
    sample,
    schema('description'),
    facts.descriptions.map(each => text(...each)),
  )
  say(sample, schema('url'), facts.landingPages.map(ref))
  say(sample, schema('additionalType'), facts.objectTypes.map(ref))
  say(sample, schema('material'), facts.materials.map(ref))
  say(sample, sosa('isSampleOf'), facts.sampledFeatures.map(ref))
  say(
    sample,
    geo('hasGeometry'),
    facts.wkt.map(() => ref(geometry)),
  )
  say(
    geometry,
    geo('asWKT'),
    facts.wkt.map(each => `${text(each)}^^${ref(geo('wktLiteral').value)}`),
  )
  say(sample, schema('spatialCoverage'), [ref(place)])
  say(
    place,
    schema('name'),
    facts.places.map(each => text(each)),
  )
  say(sample, sosa('isResultOf'), [ref(sampling)])
  say(sampling, sosa('usedProcedure'), facts.methods.map(ref))
  const types = { 4: 'gYear', 7: 'gYearMonth', 10: 'date' } as Readonly<Record<number, string>>
  say(
    sampling,
    prov('startedAtTime'),
    facts.starts.map(each => `${text(each)}^^${ref(xsd(types[each.length] ?? 'date').value)}`),
  )
  for (const { id, kind, names, roles } of facts.agents) {
    say(id, rdf('type'), [ref(schema(kind === 'person' ? 'Person' : 'Organization').value)])
    say(
      id,
      schema('name'),
      names.map(each => text(each)),
    )
    if (roles.includes('collector')) say(sampling, prov('wasAssociatedWith'), [ref(id)])
    if (roles.includes('creator')) say(sample, schema('creator'), [ref(id)])
    if (roles.includes('custodian')) say(sample, schema('holdingArchive'), [ref(id)])
  }
  for (const { id, titles, relations, types: classes } of facts.publications) {
    say(
      id,
      rdf('type'),
      classes.map(each => ref(schema(each).value)),
    )
    say(
      id,
      schema('name'),
      titles.map(each => text(each)),
    )
    for (const relation of relations) say(sample, datacite(relation), [ref(id)])
    say(sample, dcterms('isReferencedBy'), [ref(id)])
  }
  say(sample, dcterms('isPartOf'), facts.parents.map(ref))
  say(
    sample,
    schema('creativeWorkStatus'),
    facts.statuses.map(each => text(each)),
  )
  return [...lines].sort().join('')
}
