/** Classes, properties and terms that the graph has, with counts: from its VoID description, else from the graph itself. */
import { readNTriples } from './sparql-ntriples.js'

const VOID = 'http://rdfs.org/ns/void#'
const MOST = 1000

const answerTo = async (query, accept) => {
  const body = new URLSearchParams({ query })
  const response = await fetch('/sparql', { method: 'POST', headers: { accept }, body })
  // What cannot be had now is not offered; the next key asks again.
  if (!response.ok) throw new Error(`no list of terms: ${response.status}`)
  return response
}

const bindingsOf = async query =>
  (await (await answerTo(query, 'application/sparql-results+json')).json()).results.bindings

const countsOf = async query =>
  (await bindingsOf(query))
    .filter(({ term, n }) => term?.type === 'uri' && n)
    .map(({ term, n }) => ({ iri: term.value, count: Number(n.value) }))

const byCount = entries =>
  [...entries].map(([iri, count]) => ({ iri, count })).sort((a, b) => b.count - a.count)

const add = (map, key, count) => map.set(key, (map.get(key) ?? 0) + count)

/** Partitions of a VoID description (VoID, section 4.5): the largest count of each class and property. */
export const partitionsOf = triples => {
  const about = new Map()
  for (const { subject, predicate, object } of triples) {
    if (!predicate.value.startsWith(VOID)) continue
    const node = about.get(subject.value) ?? {}
    const name = predicate.value.slice(VOID.length)
    node[name] = [...(node[name] ?? []), object.value]
    about.set(subject.value, node)
  }
  const nodeOf = iri => about.get(iri) ?? {}
  const number = (node, name) => Number(node[name]?.[0] ?? 0)
  const classes = new Map()
  const properties = new Map()
  const ofClass = new Map()
  for (const node of about.values()) {
    const whole = node.property?.length ? 'property' : node.class?.length ? 'class' : undefined
    if (whole === 'class') {
      const [iri] = node.class
      classes.set(iri, Math.max(classes.get(iri) ?? 0, number(node, 'entities')))
      const own = ofClass.get(iri) ?? new Map()
      for (const part of (node.propertyPartition ?? []).map(nodeOf)) {
        if (part.property)
          own.set(part.property[0], Math.max(own.get(part.property[0]) ?? 0, number(part, 'triples')))
      }
      ofClass.set(iri, own)
    } else if (whole === 'property') {
      const [iri] = node.property
      properties.set(iri, Math.max(properties.get(iri) ?? 0, number(node, 'triples')))
    }
  }
  if (properties.size === 0)
    for (const own of ofClass.values()) for (const [iri, n] of own) add(properties, iri, n)
  return {
    classes: byCount(classes),
    properties: byCount(properties),
    ofClass: new Map([...ofClass].filter(([, own]) => own.size > 0).map(([iri, own]) => [iri, byCount(own)])),
  }
}

const PARTITIONS = `PREFIX void: <${VOID}>
CONSTRUCT { ?part ?says ?what } WHERE {
  GRAPH <graph/void> { ?part ?says ?what }
  FILTER(?says IN (void:class, void:entities, void:property, void:triples, void:classPartition, void:propertyPartition))
}`

const fromVoid = async () => {
  const found = partitionsOf(readNTriples(await (await answerTo(PARTITIONS, 'application/n-triples')).text()))
  return found.classes.length > 0 && found.properties.length > 0 ? found : undefined
}

const fromGraph = async () => ({
  classes: await countsOf(
    `SELECT ?term (COUNT(*) AS ?n) WHERE { ?s a ?term } GROUP BY ?term ORDER BY DESC(?n) LIMIT ${MOST}`,
  ),
  properties: await countsOf(
    `SELECT ?term (COUNT(*) AS ?n) WHERE { ?s ?term ?o } GROUP BY ?term ORDER BY DESC(?n) LIMIT ${MOST}`,
  ),
  ofClass: new Map(),
})

const SAFE_IRI = /^[a-z][\w+.-]*:[^\s<>"{}|^`\\]*$/i

const once = make => {
  let made
  return () => {
    made ??= make().catch(error => {
      made = undefined
      throw error
    })
    return made
  }
}

const summary = once(async () => (await fromVoid()) ?? (await fromGraph()))

/** Classes of the graph by the number of things that are of them. */
export const classes = async () => (await summary()).classes

const asked = new Map()
const ofOneClass = async iri => {
  const known = (await summary()).ofClass.get(iri)
  if (known) return known
  if (!SAFE_IRI.test(iri)) return []
  if (!asked.has(iri)) {
    const query = `SELECT ?term (COUNT(*) AS ?n) WHERE { ?s a <${iri}> ; ?term ?o } GROUP BY ?term ORDER BY DESC(?n) LIMIT ${MOST}`
    asked.set(
      iri,
      once(() => countsOf(query)),
    )
  }
  return asked.get(iri)()
}

/** Properties by the number of their statements: of things of the classes, or of all when those classes have none. */
export const properties = async wanted => {
  const merged = new Map()
  for (const own of await Promise.all(wanted.map(ofOneClass)))
    for (const { iri, count } of own) add(merged, iri, count)
  return merged.size > 0
    ? { list: byCount(merged), narrowed: true }
    : { list: (await summary()).properties, narrowed: false }
}

/** Terms of the vocabularies with their English labels. */
export const concepts = once(async () => {
  const rows = await bindingsOf(
    `PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?term ?label WHERE { ?term skos:prefLabel ?label FILTER(LANG(?label) = "" || LANGMATCHES(LANG(?label), "en")) } LIMIT 20000`,
  )
  return rows
    .filter(({ term }) => term.type === 'uri')
    .map(({ term, label }) => ({ iri: term.value, label: label.value }))
})
