/** Counts what VoID tells of the graph (VoID, sections 4.5 and 4.6), by SPARQL 1.1 alone, so that any store can say it. */

import { dcterms, foaf, rdf, sosa } from '../../rdf/namespaces.ts'
import { fixedGraph } from '../record-nodes.ts'
import { type Asker, measuredAs, numberOf, type Row, textOf } from './ask.ts'
import {
  type ClassDetail,
  type ClassFigures,
  type DatasetFigures,
  type GraphFigures,
  type Measured,
  MOST_ROWS,
  type ObjectFigures,
  type PropertyFigures,
  type SourceFigures,
} from './figures.ts'

/** Classes that are looked at in detail: the largest ones. */
const MOST_CLASSES = 100

const A = `<${rdf('type').value}>`

const isIriTerm = (name: string) => (row: Row) => row[name]?.type === 'uri'

const propertiesOf = (rows: readonly Row[]): readonly PropertyFigures[] =>
  rows.filter(isIriTerm('p')).map(row => ({
    property: textOf(row, 'p'),
    triples: numberOf(row, 'n'),
    ...(row.s ? { subjects: numberOf(row, 's') } : {}),
    ...(row.o ? { objects: numberOf(row, 'o') } : {}),
  }))

const classesOf = (rows: readonly Row[]): readonly ClassFigures[] =>
  rows.filter(isIriTerm('class')).map(row => ({ class: textOf(row, 'class'), entities: numberOf(row, 'n') }))

const objectsOf = (rows: readonly Row[]): readonly ObjectFigures[] =>
  rows.filter(isIriTerm('p')).map(row => ({
    property: textOf(row, 'p'),
    triples: numberOf(row, 'n'),
    ...(row.class ? { class: textOf(row, 'class') } : {}),
    ...(row.datatype ? { datatype: textOf(row, 'datatype') } : {}),
  }))

const oneNumber = (rows: readonly Row[]): number => numberOf(rows[0], 'n')

/** Counts per property of the statements that match; the distinct subjects and objects cost most, and are left out when that is too much. */
const askProperties = async (
  ask: Asker,
  pattern: string,
  graph?: string,
): Promise<Measured<readonly PropertyFigures[]>> => {
  const query = (counts: string): string =>
    `SELECT ?p (COUNT(*) AS ?n) ${counts}WHERE { ${pattern} } GROUP BY ?p ORDER BY DESC(?n) LIMIT ${MOST_ROWS}`
  const full = await ask(query('(COUNT(DISTINCT ?subject) AS ?s) (COUNT(DISTINCT ?object) AS ?o) '), graph)
  return measuredAs(full.ok ? full : await ask(query(''), graph), propertiesOf)
}

const askClasses = async (
  ask: Asker,
  pattern: string,
  graph?: string,
): Promise<Measured<readonly ClassFigures[]>> =>
  measuredAs(
    await ask(
      `SELECT ?class (COUNT(DISTINCT ?subject) AS ?n) WHERE { ${pattern} } GROUP BY ?class ORDER BY DESC(?n) LIMIT ${MOST_ROWS}`,
      graph,
    ),
    classesOf,
  )

const askNumber = async (ask: Asker, select: string, graph?: string): Promise<Measured<number>> =>
  measuredAs(await ask(select, graph), oneNumber)

/** One graph: the default graph without a name. */
const askGraph = async (ask: Asker, graph?: string): Promise<GraphFigures> => ({
  triples: await askNumber(ask, 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }', graph),
  classes: await askClasses(ask, `?subject ${A} ?class`, graph),
  properties: await askProperties(ask, '?subject ?p ?object', graph),
})

/** A class: its properties, and where they lead. The class comes from the graph, so it is an IRI that a query can hold. */
const askDetail = async (ask: Asker, figures: ClassFigures): Promise<ClassDetail> => {
  const things = `?subject ${A} <${figures.class}> ; ?p ?object .`
  const properties = await askProperties(ask, things)
  const classes = await ask(
    `SELECT ?p ?class (COUNT(*) AS ?n) WHERE { ${things} ?object ${A} ?class } GROUP BY ?p ?class ORDER BY DESC(?n) LIMIT ${MOST_ROWS}`,
  )
  const datatypes = await ask(
    `SELECT ?p ?datatype (COUNT(*) AS ?n) WHERE { ${things} FILTER(isLiteral(?object)) BIND(DATATYPE(?object) AS ?datatype) } GROUP BY ?p ?datatype ORDER BY DESC(?n) LIMIT ${MOST_ROWS}`,
  )
  const objects: ClassDetail['objects'] =
    classes.ok && datatypes.ok
      ? { ...datatypes, value: objectsOf([...classes.value, ...datatypes.value]) }
      : classes.ok
        ? measuredAs(datatypes, objectsOf)
        : measuredAs(classes, objectsOf)
  return { ...figures, properties, objects }
}

/** What the records of one source say, in their own words. */
const askSource = async (ask: Asker, source: string, base: string): Promise<SourceFigures> => {
  const provenance = `<${fixedGraph(base, 'provenance').value}>`
  const record = `GRAPH ${provenance} { ?record <${dcterms('isPartOf').value}> <${source}> }`
  const sample = `GRAPH ${provenance} { ?record <${dcterms('isPartOf').value}> <${source}> ; <${foaf('primaryTopic').value}> ?sample }`
  return {
    source,
    records: await askNumber(ask, `SELECT (COUNT(DISTINCT ?record) AS ?n) WHERE { ${record} }`),
    samples: await askNumber(ask, `SELECT (COUNT(DISTINCT ?sample) AS ?n) WHERE { ${sample} }`),
    triples: await askNumber(
      ask,
      `SELECT (COUNT(*) AS ?n) WHERE { ${record} GRAPH ?record { ?subject ?p ?object } }`,
    ),
    classes: await askClasses(ask, `${record} GRAPH ?record { ?subject ${A} ?class }`),
    properties: await askProperties(ask, `${record} GRAPH ?record { ?subject ?p ?object }`),
  }
}

/** What is to be measured. */
export interface Measurable {
  /** Public address without a trailing slash. */
  readonly base: string
  /** IRIs of the sources. */
  readonly sources: readonly string[]
  /** Local names of fixed graphs. */
  readonly graphs: readonly ('provenance' | 'quality' | 'registry' | 'examples')[]
  /** The generation that is shown now. */
  readonly generation: number
}

/** Measures everything, one query after the other. */
export const measure = async (
  ask: Asker,
  { base, sources, graphs, generation }: Measurable,
): Promise<DatasetFigures> => {
  const kernel = await askGraph(ask)
  const details: ClassDetail[] = []
  if (kernel.classes.ok)
    for (const each of kernel.classes.value.slice(0, MOST_CLASSES)) details.push(await askDetail(ask, each))
  const ofGraphs: [string, GraphFigures][] = []
  for (const name of graphs) ofGraphs.push([name, await askGraph(ask, fixedGraph(base, name).value)])
  const ofSources: SourceFigures[] = []
  for (const source of sources) ofSources.push(await askSource(ask, source, base))
  return {
    generation,
    measuredAt: new Date().toISOString(),
    quads: await askNumber(
      ask,
      'SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }',
    ),
    kernel: {
      ...kernel,
      subjects: await askNumber(ask, 'SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }'),
      objects: await askNumber(ask, 'SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }'),
      details,
    },
    graphs: Object.fromEntries(ofGraphs),
    sources: ofSources,
    samples: measuredAs(
      await ask(`SELECT ?sample WHERE { ?sample ${A} <${sosa('Sample').value}> } ORDER BY ?sample LIMIT 3`),
      rows => rows.filter(isIriTerm('sample')).map(row => textOf(row, 'sample')),
    ),
  }
}
