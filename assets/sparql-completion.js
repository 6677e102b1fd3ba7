/** What may be written at a place of a query: names of the graph's own classes, properties and terms, variables, keywords. */
import { isKernelTerm, meaningOf } from './sparql-kernel.js'
import { counted, shortened } from './sparql-terms.js'
import { placeIn, prefixesOf, variablesOf } from './sparql-tokens.js'

const MOST = 60
const KEYWORDS = [
  ...['SELECT', 'SELECT DISTINCT', 'CONSTRUCT', 'ASK', 'DESCRIBE', 'WHERE', 'PREFIX', 'FROM', 'FROM NAMED'],
  ...[
    'OPTIONAL',
    'UNION',
    'MINUS',
    'GRAPH',
    'SERVICE',
    'FILTER',
    'FILTER EXISTS',
    'FILTER NOT EXISTS',
    'BIND',
    'VALUES',
  ],
  ...['GROUP BY', 'HAVING', 'ORDER BY', 'DESC', 'ASC', 'LIMIT', 'OFFSET'],
]
const FUNCTIONS = [
  ...[
    'COUNT',
    'COUNT(DISTINCT',
    'SUM',
    'AVG',
    'MIN',
    'MAX',
    'SAMPLE',
    'GROUP_CONCAT',
    'STR',
    'LANG',
    'LANGMATCHES',
  ],
  ...[
    'DATATYPE',
    'BOUND',
    'IRI',
    'COALESCE',
    'IF',
    'STRLEN',
    'SUBSTR',
    'UCASE',
    'LCASE',
    'STRSTARTS',
    'STRENDS',
  ],
  ...[
    'CONTAINS',
    'STRBEFORE',
    'STRAFTER',
    'CONCAT',
    'REPLACE',
    'REGEX',
    'ABS',
    'ROUND',
    'CEIL',
    'FLOOR',
    'YEAR',
  ],
  ...['MONTH', 'DAY', 'ISIRI', 'ISBLANK', 'ISLITERAL', 'ISNUMERIC', 'EXISTS', 'NOT EXISTS'],
]
const GEOSPARQL = ['geof:distance', 'geof:sfWithin', 'geof:sfIntersects', 'geof:sfContains', 'geof:envelope']

const keywordHints = (list, word, detail) =>
  list
    .filter(each => each.toLowerCase().startsWith(word.toLowerCase()) && each !== word)
    .map(text => ({ text, label: text, detail }))

const prefixHints = (word, prefixes) => {
  const typed = /[\w-]*$/.exec(word)?.[0] ?? ''
  return Object.entries(prefixes)
    .filter(([name]) => name.startsWith(typed))
    .map(([name, iri]) => ({ text: `${name}: <${iri}>\n`, label: `${name}:`, detail: iri }))
}

/** How well a name answers what was typed: 4 for all of it, 3 for its beginning, 2 for a word in it, 1 for anywhere, 0 for not at all. */
const nearness = (word, names) => {
  const wanted = word.toLowerCase()
  if (wanted === '') return 1
  const all = names.filter(Boolean).map(name => name.toLowerCase())
  if (all.includes(wanted)) return 4
  if (all.some(name => name.startsWith(wanted))) return 3
  if (all.some(name => name.split(/[\s:/#_-]+/).some(part => part.startsWith(wanted)))) return 2
  return all.some(name => name.includes(wanted)) ? 1 : 0
}

const termHints = (entries, word, prefixes, describe) => {
  const typed = word.replace(/^</, '')
  return entries
    .map(entry => {
      const short = shortened(entry.iri, prefixes)
      const detail = describe(short, entry)
      const local = short.includes(':') ? short.slice(short.indexOf(':') + 1) : short
      const names = word.startsWith('<') ? [entry.iri] : [short, local, detail]
      return { entry, short, detail, rank: nearness(typed, names) }
    })
    .filter(({ rank }) => rank > 0)
    .sort(
      (a, b) =>
        b.rank - a.rank || (b.entry.count ?? 0) - (a.entry.count ?? 0) || a.short.length - b.short.length,
    )
    .slice(0, MOST)
    .map(({ entry, short, detail }) => ({
      text: short === entry.iri || word.startsWith('<') ? `<${entry.iri}>` : short,
      label: short,
      detail,
      count: entry.count === undefined ? '' : counted(entry.count),
    }))
}

const meaning = short => (isKernelTerm(short) || short.includes(':') ? meaningOf(short) : '')

const subjectHints = (word, text) => [
  ...variableHints(word, text),
  ...(word.length > 1 ? keywordHints(KEYWORDS, word, 'keyword') : []),
]

const variableHints = (word, text) =>
  variablesOf(text)
    .filter(name => name.startsWith(word.replace(/^\$/, '?')) && name !== word.replace(/^\$/, '?'))
    .map(name => ({ text: name, label: name, detail: 'variable' }))

const objectHints = async (place, text, known, source) => {
  const { word } = place
  const variables = word === '' ? variableHints(word, text) : []
  if (word.length < 2) return variables
  // Of a term its label says what it is; the IRI tells apart what has the same label.
  return termHints(await source.concepts(), word, known, (_, { label }) => label).map(hint => ({
    ...hint,
    label: hint.detail,
    detail: hint.label,
  }))
}

const propertyHints = async (place, known, source) => {
  const { list, narrowed } = await source.properties(place.classes)
  const subject = narrowed ? place.classes.map(iri => shortened(iri, known)).join(', ') : ''
  const type = nearness(place.word, ['a']) > 0 &&
    place.word.length < 2 && { text: 'a', label: 'a', detail: 'is of the class' }
  return { hints: [...(type ? [type] : []), ...termHints(list, place.word, known, meaning)], subject }
}

/**
 * Suggestions for the place at `cursor`: `{from, to, hints, about}` with `hints` of `{text, label, detail, count}`.
 * `source` has `classes()`, `properties(classes)` and `concepts()`; `prefixes` are those that the page knows.
 */
export const suggestionsAt = async (text, cursor, prefixes, source) => {
  const place = placeIn(text, cursor, prefixes)
  const known = { ...prefixes, ...prefixesOf(text) }
  const range = { from: place.from, to: cursor, about: '' }
  const { slot, word } = place
  if (slot === 'none') return { ...range, hints: [] }
  if (slot === 'prefix') {
    const typed = /[\w-]*$/.exec(text.slice(0, cursor))?.[0] ?? ''
    return { ...range, from: cursor - typed.length, hints: prefixHints(typed, prefixes) }
  }
  if (slot === 'variable') return { ...range, hints: variableHints(word, text) }
  if (slot === 'class') {
    return { ...range, about: 'classes', hints: termHints(await source.classes(), word, known, meaning) }
  }
  if (slot === 'predicate') {
    const { hints, subject } = await propertyHints(place, known, source)
    return { ...range, about: subject ? `properties of ${subject}` : 'properties', hints }
  }
  if (slot === 'object')
    return { ...range, about: 'terms', hints: await objectHints(place, text, known, source) }
  if (slot === 'expression') {
    const functions = [
      ...keywordHints(FUNCTIONS, word, 'function'),
      ...keywordHints(GEOSPARQL, word, 'GeoSPARQL'),
    ]
    return { ...range, hints: word === '' ? variableHints('', text) : functions }
  }
  if (slot === 'subject') return { ...range, hints: subjectHints(word, text) }
  return {
    ...range,
    hints:
      word === ''
        ? []
        : [...keywordHints(KEYWORDS, word, 'keyword'), ...keywordHints(FUNCTIONS, word, 'function')],
  }
}
