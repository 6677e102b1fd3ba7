/** RDF terms as people read them. All of it is harvested content: it is only ever set as text. */

/** A new element with properties and children. */
export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

/** A new SVG element with attributes and children. */
export const drawn = (name, attributes = {}, ...children) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  made.append(...children)
  return made
}

const numbers = new Intl.NumberFormat('en-GB')

/** 12345 as `12,345`. */
export const counted = value => numbers.format(value)

/** `1 row`, `2 rows`. */
export const several = (count, one, many = `${one}s`) => `${counted(count)} ${count === 1 ? one : many}`

/** `https://schema.org/name` -> `schema:name`, where a prefix fits and the rest is a plain name. */
export const shortened = (iri, prefixes) => {
  let best
  for (const [name, start] of Object.entries(prefixes)) {
    if (!iri.startsWith(start) || !/^[\w][\w-]*$/.test(iri.slice(start.length))) continue
    if (best === undefined || start.length > prefixes[best].length) best = name
  }
  return best === undefined ? iri : `${best}:${iri.slice(prefixes[best].length)}`
}

const RESOLVED =
  /^https?:\/\/(?:doi\.org|hdl\.handle\.net|orcid\.org|isni\.org\/isni|ror\.org|n2t\.net\/ark:)\//

/** Where an IRI leads: to this portal's page about it when it is an identifier, else to itself; undefined for what is no web address. */
export const addressOf = iri => {
  if (!/^https?:/i.test(iri)) return undefined
  return RESOLVED.test(iri) ? `/id/${encodeURIComponent(iri)}` : iri
}

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const NUMERIC =
  /#(?:integer|decimal|double|float|int|long|short|byte|nonNegativeInteger|positiveInteger|unsignedInt)$/

/** The number that a term stands for; undefined when it is none. */
export const numberOf = term => {
  if (!NUMERIC.test(term?.datatype ?? '')) return undefined
  const value = Number(term.value)
  return Number.isFinite(value) ? value : undefined
}

/** What is noted beside a literal: its language, or a datatype that its looks do not tell. */
export const noteOf = (term, prefixes) => {
  if (term?.type !== 'literal' && term?.type !== 'typed-literal') return ''
  if (term['xml:lang']) return `@${term['xml:lang']}`
  const { datatype } = term
  return datatype && datatype !== `${XSD}string` ? shortened(datatype, { ...prefixes, xsd: XSD }) : ''
}

const LONG = 160

const wktSummary = text => {
  const [, kind = ''] = /^(?:<[^>]*>\s*)?([A-Z]+)/i.exec(text) ?? []
  const points = (text.match(/,/g)?.length ?? 0) + 1
  return `${kind.toUpperCase()}, ${counted(points)} points`
}

const folded = (text, summary) =>
  element('details', { className: 'fold' }, element('summary', {}, summary), element('span', {}, text))

const text = (value, datatype = '') => {
  if (value.length <= LONG) return value
  return /wktLiteral$/.test(datatype)
    ? folded(value, wktSummary(value))
    : folded(value, `${value.slice(0, 120).replace(/\s+\S*$/, '')}…`)
}

/** A term as a node: IRIs as links, long texts folded, notes that the column does not carry already. */
export const termNode = (term, { prefixes, columnNote = '' }) => {
  if (!term) return element('span', { className: 'none', title: 'no value' }, '–')
  if (term.type === 'uri') {
    const href = addressOf(term.value)
    const shown = shortened(term.value, prefixes).replace(/^https?:\/\//, '')
    const className = shown.length > 40 ? 'long' : ''
    if (href === undefined) return element('code', { className }, shown)
    return element('a', { href, rel: 'noopener', title: term.value, className }, shown)
  }
  if (term.type === 'bnode') return element('code', {}, `_:${term.value}`)
  const note = noteOf(term, prefixes)
  const lang = term['xml:lang']
  const shown = element('span', lang ? { lang } : {}, text(term.value, term.datatype))
  if (note && note !== columnNote) shown.append(element('span', { className: 'note' }, ` ${note}`))
  return shown
}
