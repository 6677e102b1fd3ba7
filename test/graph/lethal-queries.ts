/** Queries that end an unprotected Oxigraph, or its process; each with what it does. */

const times = (count: number, part: (index: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(between)

/** Name -> SPARQL. Those called `allowed` and all after them stay below every bound of the guard and reach the engine. */
export const LETHAL: Readonly<Record<string, string>> = {
  'nested groups, 800': `SELECT * WHERE ${'{'.repeat(800)}?s ?p ?o${'}'.repeat(800)}`,
  'disjunctions, 20,000': `ASK { ?s ?p ?o FILTER(${times(20_000, index => `?o = ${index}`, ' || ')}) }`,
  'path of 500 steps': `SELECT * WHERE { ?s ${times(500, index => `<urn:demo:p${index}>`, '/')} ?o }`,
  'optionals, 500': `SELECT * WHERE { ?s ?p ?o ${times(500, index => `OPTIONAL { ?s ?p${index} ?o${index} }`)} }`,
  'nested groups, allowed': `SELECT * WHERE ${'{'.repeat(95)}?s ?p ?o . ?a ?b ?c${'}'.repeat(95)}`,
  'path, allowed': `SELECT * WHERE { ?s ${times(150, () => '(<urn:demo:p>|!<urn:demo:q>)', '/')} ?o }`,
  'optionals, allowed': `SELECT * WHERE { ?s ?p ?o ${times(20, index => `OPTIONAL { ?o${index} ?p${index} ?s }`)} }`,
  'join of millions of rows':
    'SELECT (COUNT(*) AS ?n) WHERE { ?a <https://schema.org/name> ?x . ?b <https://schema.org/name> ?y . FILTER(STRLEN(CONCAT(?x, ?y)) > 0) }',
  'sorted cartesian product': 'SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(?c) ?f',
  'endless count':
    'SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }',
  'answer of 2 GB': 'SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }',
  'regular expressions':
    'SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(([a-z]+ ?)+[0-9]*)+x{50}$", "i")) }',
  'memory by DISTINCT': 'SELECT DISTINCT ?c ?f ?h WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } OFFSET 1000000000',
}

/** The same query to the engine, another text to us: nothing remembered of the text helps against it. */
export const disguised = (query: string, seed: number): string => `# ${seed}\n${query}`
