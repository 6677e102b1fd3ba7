// Reads the manifests of the W3C tests of the SPARQL 1.1 Protocol and Graph Store Protocol: requests with what they expect.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Parser } from 'n3'

const MF = 'http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#'
const HT = 'http://www.w3.org/2011/http#'
const CNT = 'http://www.w3.org/2011/content#'
const UT = 'http://www.w3.org/2009/sparql/tests/test-update#'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const RDFS = 'http://www.w3.org/2000/01/rdf-schema#'

const localName = iri => iri.replace(/^.*[#/]/, '')

const reader = quads => {
  const all = (subject, property) =>
    subject
      ? quads.filter(q => q.subject.equals(subject) && q.predicate.value === property).map(q => q.object)
      : []
  const one = (subject, property) => all(subject, property)[0]
  const list = node => {
    const members = []
    for (let at = node; at && at.value !== `${RDF}nil`; at = one(at, `${RDF}rest`))
      members.push(...all(at, `${RDF}first`))
    return members
  }
  return { all, one, list }
}

const contentOf = (graph, node) => {
  const body = graph.one(node, `${HT}body`)
  return (
    body && {
      text: graph.one(body, `${CNT}chars`).value,
      encoding: graph.one(body, `${CNT}characterEncoding`).value,
    }
  )
}

const headersOf = (graph, node) =>
  Object.fromEntries(
    graph
      .list(graph.one(node, `${HT}headers`))
      .map(header => [
        graph.one(header, `${HT}fieldName`).value.toLowerCase(),
        graph.one(header, `${HT}fieldValue`).value,
      ]),
  )

const requestOf = (graph, node) => {
  const response = graph.one(node, `${HT}resp`)
  return {
    method: graph.one(node, `${HT}methodName`).value,
    path: graph.one(node, `${HT}absolutePath`).value,
    headers: headersOf(graph, node),
    body: contentOf(graph, node),
    expected: {
      statuses: graph.all(response, `${MF}expectedStatus`).map(each => localName(each.value)),
      boolean: graph.one(response, `${MF}expectedBoolean`)?.value,
      format: graph.one(response, `${MF}expectedFormat`)?.value,
      location: graph.one(response, `${MF}expectedLocation`)?.value,
      headers: headersOf(graph, response),
      body: contentOf(graph, response),
    },
  }
}

/** The tests of a manifest in its order: name, title, graphs to load (IRI -> N-Triples), requests. */
export const testsOf = file => {
  const base = pathToFileURL(file).href
  const quads = new Parser({ baseIRI: base }).parse(readFileSync(file, 'utf8'))
  const graph = reader(quads)
  const entries = quads.find(q => q.predicate.value === `${MF}entries`).object
  return graph.list(entries).map(entry => ({
    name: localName(entry.value),
    title: graph.one(entry, `${MF}name`).value,
    graphs: Object.fromEntries(
      graph.all(entry, `${UT}graphData`).map(data => {
        const source = new URL(graph.one(data, `${UT}graph`).value)
        return [graph.one(data, `${RDFS}label`).value, readFileSync(source, 'utf8')]
      }),
    ),
    requests: graph
      .list(graph.one(graph.one(entry, `${MF}action`), `${HT}requests`))
      .map(node => requestOf(graph, node)),
    file: basename(file),
  }))
}
