/** Classes, properties and terms that the graph has, with counts: from the server's figures, else from the graph itself. */

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

/** Counted by the server once per generation: one small answer instead of queries over the whole graph. */
const fromFigures = async () => {
  const response = await fetch('/api/vocabularies/used', { headers: { accept: 'application/json' } })
  if (!response.ok) return undefined
  const { classes: list, properties: all } = await response.json()
  if (list.length === 0 || all.length === 0) return undefined
  const counted = properties => properties.map(({ iri, triples }) => ({ iri, count: triples }))
  return {
    classes: list.map(({ iri, entities }) => ({ iri, count: entities })),
    properties: counted(all),
    ofClass: new Map(list.flatMap(({ iri, properties: own }) => (own ? [[iri, counted(own)]] : []))),
  }
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

const summary = once(async () => (await fromFigures()) ?? (await fromGraph()))

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
    for (const { iri, count } of own) merged.set(iri, (merged.get(iri) ?? 0) + count)
  return merged.size > 0
    ? { list: [...merged].map(([iri, count]) => ({ iri, count })), narrowed: true }
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
