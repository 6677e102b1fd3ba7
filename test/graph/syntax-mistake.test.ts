import { Store } from 'oxigraph'
import { expect, it } from 'vitest'
import { graphOverStore } from '../../src/graph/federation/store-graph.ts'
import { inPlainWords } from '../../src/graph/syntax-mistake.ts'

const graph = graphOverStore(new Store(), 'http://localhost:3030')

/** What the author of a query is told. */
const told = async (query: string) => {
  const result = await graph.query(query)
  if (result.ok) throw new Error(`the engine reads ${query}`)
  const { line, column, detail } = inPlainWords(query, result.problem)
  return { place: `${line}:${column}`, detail: detail.replace(/^line \d+, column \d+: /, '') }
}

it.each([
  ['', '1:1', 'there is no query'],
  ['# only a remark', '1:1', 'there is no query'],
  ['SELEC * {}', '1:1', '"SELEC" means nothing here, did you mean "SELECT"?'],
  ['SELECT *\nWHERE { ?s foaf:name ?o }', '2:12', 'PREFIX foaf: <http://xmlns.com/foaf/0.1/>'],
  ['SELECT * { ?s mine:name ?o }', '1:15', 'the prefix "mine:" is not declared'],
  ['SELECT * WHERE { ?s ?p }', '1:24', 'something is missing before this "}"'],
  ['SELECT * { ?s ?p ?o', '1:10', 'this "{" is not closed'],
  ['SELECT * { ?s ?p ?o }}', '1:22', 'this "}" closes nothing'],
  ['SELECT * { ?s ?p ?o FILTER(?o > 3 }', '1:27', 'this "(" is not closed before the next "}"'],
  ['SELECT * { ?s ?p "rock }', '1:18', 'the string that begins here is not closed'],
  ["SELECT * { ?s ?p 'rock\n}", '1:18', 'is not closed in its line'],
  ['ASK { <http://example.org/a b> ?p ?o }', '1:7', 'percent-encode it'],
  [
    'SELECT * {\n  ?s a <x>\n  ?s ?p ?o\n}',
    '3:3',
    '"?s" is not possible here; is there a "." missing before it?',
  ],
  ['SELECT COUNT(?s) { ?s ?p ?o }', '1:8', '(COUNT(...) AS ?name)'],
  ['SELECT * { ?s ?p ?o } ORDER', '1:28', 'the text ends too early; "BY" is expected'],
  ['SELECT ?s { ?s "p" ?o }', '1:16', '"p" is not possible here'],
  ['SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o }', '1:40', 'The SELECT contains a variable that is unbound'],
  ['SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }', '1:41', 'breaks a rule of SPARQL here or before'],
])('the mistake in %j is at %s', async (query, place, detail) => {
  const found = await told(query)
  expect(found.place).toBe(place)
  expect(found.detail).toContain(detail)
  expect(found.detail).not.toMatch(/expected one of|\[_\]|\\u\{/)
})

it('takes no colon in an IRI, a language tag, a blank node or a string for a prefix', async () => {
  const text = 'PREFIX ex: <http://example.org/>\nASK { <urn:a> ex:b _:c, "d:e"@de-AT, "1"^^ex:f . } {'
  expect(await told(text)).toEqual({ place: '2:52', detail: 'this "{" is not closed' })
})

it('leaves what newer versions of SPARQL add to the engine', async () => {
  const found = await told('PREFIX : <http://example.org/>\nASK { ?a :b ?c LATERAL { ?c :d } }')
  expect(found.detail).toBe('the query breaks a rule of SPARQL here or before')
})

it('parses no long text again, and looks at its brackets all the same', async () => {
  const values = '"rock" '.repeat(4000)
  expect((await told(`SELECT * { VALUES ?x { ${values} } ?x ?p }`)).detail).toContain('breaks a rule')
  expect((await told(`SELECT * { VALUES ?x { ${values} `)).detail).toContain('is not closed')
})

it('leaves other problems as they are', () => {
  const problem = { stage: 'graph', code: 'deadline', subject: 'query', detail: 'why' } as const
  expect(inPlainWords('SELECT', problem)).toBe(problem)
})
