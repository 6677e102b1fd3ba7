/** Reads N-Triples into terms as in SPARQL JSON results, and writes them as Turtle that can be read. */
import { element, shortened } from './sparql-terms.js'

const LINE =
  /^\s*(?:<([^>]*)>|_:(\S+))\s+<([^>]*)>\s+(?:<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?)\s*\.\s*$/

const ESCAPES = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' }
const unescaped = text =>
  text.includes('\\')
    ? text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
        one === undefined ? String.fromCodePoint(Number.parseInt(four ?? eight, 16)) : (ESCAPES[one] ?? one),
      )
    : text

const resource = (iri, blank) =>
  iri === undefined ? { type: 'bnode', value: blank } : { type: 'uri', value: unescaped(iri) }

const triple = ([, s, sBlank, p, o, oBlank, literal, lang, datatype]) => ({
  subject: resource(s, sBlank),
  predicate: { type: 'uri', value: unescaped(p) },
  object:
    literal === undefined
      ? resource(o, oBlank)
      : {
          type: 'literal',
          value: unescaped(literal),
          ...(lang && { 'xml:lang': lang }),
          ...(datatype && { datatype: unescaped(datatype) }),
        },
})

/** The statements of an N-Triples document; throws at a line that is none, so that nothing is left out in silence. */
export const readNTriples = text =>
  text
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => {
      const match = LINE.exec(line)
      if (!match) throw new Error(`this is no statement: ${line.slice(0, 200)}`)
      return triple(match)
    })

const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const XSD = 'http://www.w3.org/2001/XMLSchema#'
const PLAIN = { integer: /^[+-]?\d+$/, decimal: /^[+-]?\d*\.\d+$/, boolean: /^(?:true|false)$/ }

const quoted = text =>
  `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`

const mark = (className, text) => element('span', { className }, text)

const resourceIn = (iri, prefixes, used) => {
  const short = shortened(iri, prefixes)
  if (short === iri) return mark('t-iri', `<${iri}>`)
  used.add(short.slice(0, short.indexOf(':')))
  return mark('t-name', short)
}

const termIn = (term, prefixes, used) => {
  if (term.type === 'uri') return [resourceIn(term.value, prefixes, used)]
  if (term.type === 'bnode') return [mark('t-name', `_:${term.value}`)]
  const { value, datatype } = term
  if (term['xml:lang']) return [mark('t-text', quoted(value)), mark('t-note', `@${term['xml:lang']}`)]
  if (!datatype || datatype === `${XSD}string`) return [mark('t-text', quoted(value))]
  if (datatype.startsWith(XSD) && PLAIN[datatype.slice(XSD.length)]?.test(value))
    return [mark('t-number', value)]
  return [mark('t-text', quoted(value)), mark('t-note', '^^'), resourceIn(datatype, prefixes, used)]
}

const grouped = (items, keyOf) => {
  const groups = new Map()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

const keyOf = ({ type, value }) => `${type} ${value}`

/** Statements as highlighted Turtle: one block per subject, prefixes that are used at the top. */
export const turtleNodes = (triples, prefixes) => {
  const used = new Set()
  const blocks = []
  for (const about of grouped(triples, ({ subject }) => keyOf(subject)).values()) {
    blocks.push('\n', ...termIn(about[0].subject, prefixes, used))
    const byPredicate = [...grouped(about, ({ predicate }) => predicate.value)]
    byPredicate.sort(([a], [b]) => Number(b === RDF_TYPE) - Number(a === RDF_TYPE))
    byPredicate.forEach(([predicate, all], index) => {
      blocks.push(index === 0 ? ' ' : ' ;\n    ')
      blocks.push(predicate === RDF_TYPE ? mark('t-word', 'a') : resourceIn(predicate, prefixes, used), ' ')
      all.forEach(({ object }, position) => {
        blocks.push(...(position === 0 ? [] : [' , ']), ...termIn(object, prefixes, used))
      })
    })
    blocks.push(' .\n')
  }
  const head = [...used]
    .sort()
    .flatMap(name => [mark('t-word', '@prefix'), ` ${name}: `, mark('t-iri', `<${prefixes[name]}>`), ' .\n'])
  return [...head, ...blocks]
}
