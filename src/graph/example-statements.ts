/** Example queries as SHACL (SHACL-SPARQL executables), as the editors, testers and crawlers of SIB read them. */

import type { NamedNode, Quad, Quad_Object } from '@rdfjs/types'
import { dcterms, owl, rdf, rdfs, schema, sh, spex } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { prefixDeclarations } from './description/void-document.ts'
import { type ExampleQuery, queryName } from './examples.ts'
import { fixedGraph } from './record-nodes.ts'
import { tokensOf } from './tokens.ts'

const CLASSES: Readonly<Record<string, NamedNode | undefined>> = {
  SELECT: sh('SPARQLSelectExecutable'),
  ASK: sh('SPARQLAskExecutable'),
  CONSTRUCT: sh('SPARQLConstructExecutable'),
}

/** The form of a query; the first keyword that names one. */
export const formOf = (query: string): string | undefined => {
  for (const { kind, text } of tokensOf(query)) {
    const word = kind === 'word' ? text.toUpperCase() : ''
    if (/^(?:SELECT|ASK|CONSTRUCT|DESCRIBE)$/.test(word)) return word
  }
  return undefined
}

const addExample = (
  add: (subject: NamedNode, predicate: NamedNode, ...objects: Quad_Object[]) => void,
  example: ExampleQuery,
  base: string,
): void => {
  const graph = fixedGraph(base, 'examples').value
  const node = factory.namedNode(`${graph}#${encodeURIComponent(example.id)}`)
  const form = formOf(example.query)
  const text = factory.literal(example.query)
  const own = form && CLASSES[form]
  add(node, rdf('type'), sh('SPARQLExecutable'), ...(own ? [own] : []))
  add(node, rdfs('label'), factory.literal(example.title, 'en'))
  // Editors list examples by their comment: it is the question, and how it is answered.
  add(node, rdfs('comment'), factory.literal(`${example.title} ${example.description}`, 'en'))
  add(node, dcterms('description'), factory.literal(example.description, 'en'))
  // SHACL has no DESCRIBE; editors ask for it under its name all the same, crawlers under that of SIB.
  if (form) add(node, sh(form.toLowerCase()), text)
  if (form === 'DESCRIBE') add(node, spex('describe'), text)
  add(node, sh('prefixes'), factory.namedNode(`${graph}#prefixes`))
  for (const keyword of example.keywords) add(node, schema('keywords'), factory.literal(keyword))
  add(node, schema('target'), factory.namedNode(`${base}/sparql`))
  for (const endpoint of example.federatesWith ?? [])
    add(node, spex('federatesWith'), factory.namedNode(endpoint))
  add(node, schema('url'), factory.namedNode(`${base}/api/queries/${queryName(example.id)}`))
}

/** The examples and the prefixes, without graph names. */
export const exampleStatements = (examples: readonly ExampleQuery[], base: string): Quad[] => {
  const graph = fixedGraph(base, 'examples').value
  const quads: Quad[] = [
    factory.quad(factory.namedNode(`${graph}#prefixes`), rdf('type'), owl('Ontology')),
    ...prefixDeclarations(graph),
  ]
  for (const example of examples)
    addExample(
      (subject, predicate, ...objects) => {
        for (const object of objects) quads.push(factory.quad(subject, predicate, object))
      },
      example,
      base,
    )
  return quads
}
