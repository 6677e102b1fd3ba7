/** Reads a query as far as it is written: tokens, where the cursor stands, which triples are there. No grammar: half a query will do. */

const TOKEN =
  /#[^\n]*|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|<[^<>"{}|^`\\\s]*>|[?$][\p{L}\p{N}_]*|@[\w-]+|(?:[\p{L}_][\p{L}\p{N}_.-]*)?:(?:[\p{L}\p{N}_:%\\][\p{L}\p{N}_.:%\\-]*)?|[\p{L}_][\p{L}\p{N}_-]*|[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\^\^|&&|\|\||[<>!]=|\S/gu

/** The tokens of a text without comments: what they say, where they begin and end, what kind they are. */
export const tokensOf = text =>
  [...text.matchAll(TOKEN)]
    .filter(([value]) => !value.startsWith('#'))
    .map(match => {
      // The full stop after a name ends the triple and is no part of the name.
      const value = /^[\p{L}_:].*\.$/u.test(match[0]) ? match[0].replace(/\.+$/, '') : match[0]
      return { value, from: match.index, to: match.index + value.length, kind: kindOf(value) }
    })
    .flatMap((token, index, all) => {
      const dot = text[token.to] === '.' && all[index + 1]?.from !== token.to && token.kind === 'name'
      return dot ? [token, { value: '.', from: token.to, to: token.to + 1, kind: 'sign' }] : [token]
    })

const kindOf = value => {
  if (/^[?$]./u.test(value)) return 'variable'
  if (/^<.*>$/s.test(value)) return 'iri'
  if (/^["']/.test(value)) return 'string'
  if (/^[+-]?\d/.test(value)) return 'number'
  if (/^@/.test(value)) return 'tag'
  if (/^[^\s]*:/.test(value) && value.includes(':')) return 'name'
  return /^[\p{L}_]/u.test(value) ? 'word' : 'sign'
}

const CLAUSES = /^(?:FILTER|BIND|HAVING)$/i
const PATH_SIGNS = new Set(['/', '|', '^', '!', '*', '+', '?'])
const GROUPS =
  /^(?:OPTIONAL|UNION|MINUS|GRAPH|SERVICE|SILENT|WHERE|EXISTS|NOT|SELECT|DISTINCT|REDUCED|FROM|NAMED)$/i

/** State of reading triples: `slot` is what comes next. */
const start = () => ({ slot: 'outside', subject: undefined, predicate: undefined })

/**
 * Walks through tokens and calls `onTriple` for each that is complete.
 * Returns where the walk ends: the slot that comes next, with the subject and predicate it belongs to.
 */
export const walk = (tokens, onTriple = () => {}) => {
  const stack = []
  let state = start()
  let depth = 0
  let namesGraph = false
  let blank = 0
  const term = value => {
    if (namesGraph) {
      namesGraph = false
      return
    }
    if (state.slot === 'subject') state = { slot: 'predicate', subject: value, predicate: undefined }
    else if (state.slot === 'predicate') {
      const path = state.path ? `${state.predicate ?? ''} ${value}` : value
      state = { ...state, slot: 'object', predicate: path, path: false }
    } else if (state.slot === 'object') {
      onTriple(state.subject, state.predicate, value)
      state = { ...state, slot: 'after' }
    }
  }
  for (const { value, kind } of tokens) {
    if (depth > 0 && state.slot === 'expression') {
      if (value === '(') depth++
      else if (value === ')' && --depth === 0) state = { ...start(), slot: 'subject' }
      else if (value === '{') {
        stack.push({ state, depth })
        state = { ...start(), slot: 'subject' }
        depth = 0
      }
      continue
    }
    if (value === '{') {
      const inner = stack.length === 0 && state.slot === 'values' ? 'values' : 'subject'
      stack.push({ state, depth })
      state = { ...start(), slot: state.slot === 'values' ? 'values' : inner }
      depth = 0
      namesGraph = false
    } else if (value === '}') {
      const before = stack.pop()
      depth = before?.depth ?? 0
      state = depth > 0 ? before.state : { ...start(), slot: stack.length > 0 ? 'subject' : 'outside' }
    } else if (state.slot === 'values') {
      if (kind === 'word' && stack.length === 0) state = start()
    } else if (kind === 'word' && /^VALUES$/i.test(value)) state = { ...start(), slot: 'values' }
    else if (stack.length === 0) {
      if (/^(?:CONSTRUCT|WHERE)$/i.test(value)) state = start()
    } else if (kind === 'word' && CLAUSES.test(value)) state = { ...start(), slot: 'clause' }
    else if (state.slot === 'clause') {
      if (value === '(') {
        depth = 1
        state = { ...start(), slot: 'expression' }
      }
    } else if (kind === 'word' && GROUPS.test(value)) {
      namesGraph = /^(?:GRAPH|SERVICE|SILENT)$/i.test(value)
      state = { ...start(), slot: 'subject' }
    } else if (value === '.') state = { ...start(), slot: 'subject' }
    else if (value === ';') state = { ...state, slot: 'predicate', predicate: undefined, path: false }
    else if (value === ',') state = { ...state, slot: 'object' }
    else if (value === '[') {
      const node = `_:${++blank}`
      term(node)
      stack.push({ state, depth, bracket: true })
      state = { slot: 'predicate', subject: node, predicate: undefined }
    } else if (value === ']') {
      if (stack.at(-1)?.bracket) state = stack.pop().state
    } else if (state.slot === 'predicate' && (value === '(' || PATH_SIGNS.has(value))) {
      if (value === '^' || value === '!' || value === '(') state = { ...state, path: true, predicate: value }
    } else if (state.slot === 'object' && (PATH_SIGNS.has(value) || value === ')')) {
      // `/` and `|` go on with the path; `*`, `+`, `?` and `)` end a step of it.
      if (value === '/' || value === '|') state = { ...state, slot: 'predicate', path: true }
    } else if (kind === 'tag' || value === '^^') state = { ...state, typed: value === '^^' }
    else if (state.typed) state = { ...state, typed: false }
    else if (
      ['variable', 'iri', 'name', 'string', 'number'].includes(kind) ||
      (kind === 'word' && /^(?:a|true|false)$/.test(value))
    )
      term(value)
  }
  const { slot, subject, predicate, path = false } = state
  return { slot: slot === 'clause' ? 'expression' : slot, subject, predicate, path }
}

const DECLARED = /PREFIX\s+([\p{L}\p{N}_.-]*):\s*<([^>\s]*)>/giu

/** Prefixes that a query declares itself: name -> IRI. */
export const prefixesOf = text =>
  Object.fromEntries([...text.matchAll(DECLARED)].map(([, name, iri]) => [name, iri]))

/** The full IRI of `<…>` or `prefix:name`; undefined for anything else. */
export const expanded = (token, prefixes) => {
  if (token === undefined) return undefined
  if (/^<.*>$/.test(token)) return token.slice(1, -1)
  const [, name, local] = /^([\p{L}\p{N}_.-]*):(.*)$/u.exec(token) ?? []
  return name !== undefined && Object.hasOwn(prefixes, name) ? prefixes[name] + local : undefined
}

const isType = (predicate, prefixes) =>
  predicate === 'a' || expanded(predicate, prefixes)?.endsWith('22-rdf-syntax-ns#type') === true

/** Classes that a query says a subject is of, as IRIs. */
export const classesOf = (tokens, subject, prefixes) => {
  const found = new Set()
  walk(tokens, (s, p, o) => {
    if (s === subject && isType(p, prefixes)) found.add(expanded(o, prefixes))
  })
  found.delete(undefined)
  return [...found]
}

/**
 * What can stand at a place of a query: the word before the cursor and what it may become. `slot` is one of outside,
 * prefix, subject, predicate, object, class, variable, expression, values, none.
 */
export const placeIn = (text, cursor, prefixes) => {
  const before = text.slice(0, cursor)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const tokens = tokensOf(before)
  const last = tokens.at(-1)
  const open = /<[^<>\s]*$/.exec(line)
  const inComment = /(?:^|\s)#[^>"']*$/.test(line) && !open
  const inString = last?.kind === 'string' && last.to === cursor
  if (inComment || inString) return { slot: 'none', word: '', from: cursor }
  const [word] = open ?? /(?:[?$])?[\p{L}\p{N}_:.-]*$/u.exec(line) ?? ['']
  const from = cursor - word.length
  if (/\bPREFIX\s+[\w-]*$/i.test(line)) return { slot: 'prefix', word, from }
  const all = { ...prefixes, ...prefixesOf(text) }
  const { slot, subject, predicate, path } = walk(tokens.filter(token => token.to <= from))
  if (/^[?$]/.test(word)) return { slot: 'variable', word, from }
  if (slot !== 'object' && slot !== 'predicate')
    return { slot: slot === 'after' ? 'outside' : slot, word, from }
  if (slot === 'object' && isType(predicate, all)) return { slot: 'class', word, from, subject }
  // The later steps of a path start from other things than the subject.
  const classes = path ? [] : classesOf(tokensOf(text), subject, all)
  return { slot, word, from, subject, predicate: expanded(predicate, all), classes }
}

/** Variables that a query names, in the order of their first use. */
export const variablesOf = text => [
  ...new Set(
    tokensOf(text).flatMap(({ kind, value }) =>
      kind === 'variable' && value.length > 1 ? [`?${value.slice(1)}`] : [],
    ),
  ),
]
