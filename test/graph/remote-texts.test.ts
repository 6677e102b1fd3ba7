import { describe, expect, it } from 'vitest'
import { withAbsoluteIris } from '../../src/graph/remote/absolute-iris.ts'
import { canonicalLine } from '../../src/graph/remote/canonical-values.ts'
import { datasetFor } from '../../src/graph/remote/dataset.ts'
import { dataUpdate, graphOf } from '../../src/graph/remote/update-text.ts'
import { xsd } from '../../src/rdf/namespaces.ts'

const line = (value: string, type: string) => `<urn:x:s> <urn:x:p> "${value}"^^<${xsd(type).value}> .`
const UNION = { kernelGraph: 'urn:x:kernel', nothing: 'urn:x:nothing' }

describe('what is sent to a SPARQL store', () => {
  it.each([
    ['decimal', '01.500', '1.5'],
    ['decimal', '-0.0', '0'],
    ['integer', '+007', '7'],
    ['boolean', '1', 'true'],
    ['double', '1.50E3', '1500'],
    ['dateTime', '2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00Z'],
    ['decimal', 'about 3', 'about 3'],
    ['gYear', '0987', '0987'],
  ])('has one form for each value: %s %s', (type, given, form) => {
    expect(canonicalLine(line(given, type))).toBe(line(form, type))
  })

  it.each([
    [
      'ASK { GRAPH <graph/quality> { ?s ?p ?o } }',
      'ASK { GRAPH <https://a.example/graph/quality> { ?s ?p ?o } }',
    ],
    ['BASE <urn:x:y> ASK { <#a> ?p <z> }', 'BASE <urn:x:y> ASK { <urn:x:y#a> ?p <urn:z> }'],
    [
      'BASE <v/> PREFIX e: <w#> ASK { e:a ?p <> }',
      'BASE <https://a.example/v/> PREFIX e: <https://a.example/v/w#> ASK { e:a ?p <https://a.example/v/> }',
    ],
    ['ASK { ?s ?p "<graph/x>" # <graph/y>\n FILTER(?p<?s&&?s>?p) }', undefined],
    ['ASK { <urn:x:s> ?p <mailto:a@b.example> }', undefined],
  ])('has no relative IRI, which a store would read as one of its own: %s', (text, expected) => {
    expect(withAbsoluteIris(text, 'https://a.example/sparql')).toBe(expected ?? text)
  })

  it.each([
    ['<urn:x:s> <urn:x:p> <urn:x:o> .', undefined],
    ['<urn:x:s> <urn:x:p> <urn:x:o> <urn:x:g> .', 'urn:x:g'],
    ['<urn:x:s> <urn:x:p> "> <urn:x:no> ." .', undefined],
    ['<urn:x:s> <urn:x:p> "a \\" <urn:x:no> ."@en <urn:x:g> .', 'urn:x:g'],
    [line('1', 'integer'), undefined],
  ])('goes to the graph of its line: %s', (text, graph) => {
    expect(graphOf(text)).toBe(graph)
  })

  it('names every graph, and a graph for the default one where the store has none', () => {
    const update = dataUpdate('INSERT', ['<urn:x:s> <urn:x:p> <urn:x:o> .'], { kernelGraph: 'urn:x:kernel' })
    expect(update).toBe('INSERT DATA {\nGRAPH <urn:x:kernel> {\n<urn:x:s> <urn:x:p> <urn:x:o> .\n}\n}')
  })

  it('is a whole dataset where the default graph is the union', () => {
    expect(datasetFor('ASK { ?s ?p ?o }', {}, UNION).dataset).toEqual({
      defaultGraphs: ['urn:x:kernel'],
      namedGraphs: [],
    })
    expect(datasetFor('ASK FROM NAMED <urn:x:g> { ?s ?p ?o }', {}, UNION)).toEqual({
      text: `ASK ${' '.repeat('FROM NAMED <urn:x:g>'.length)} { ?s ?p ?o }`,
      dataset: { defaultGraphs: ['urn:x:nothing'], namedGraphs: ['urn:x:g'] },
    })
    expect(
      datasetFor('PREFIX x: <urn:x:> ASK { GRAPH x:g { ?s ?p ?o } }', {}, UNION).dataset?.namedGraphs,
    ).toEqual(['urn:x:g'])
    expect(datasetFor('ASK { GRAPH <urn:x:g> { ?s ?p ?o } GRAPH ?g { } }', {}, UNION).text).toBe(
      'ASK { VALUES ?lodestone_graph_0 { <urn:x:g> } GRAPH ?lodestone_graph_0 { ?s ?p ?o } GRAPH ?g { } }',
    )
  })
})
