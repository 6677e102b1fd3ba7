/** String-based constraints (SHACL 4.4). */
import { sh } from '../../rdf/namespaces.ts'
import { isLanguageRange, matchesLanguage } from '../language.ts'
import { readList } from '../lists.ts'
import { compileRegex } from '../regex/translate.ts'
import { ValidationResult } from '../result.ts'
import type { Check } from '../shape.ts'
import type { Node } from '../terms.ts'
import { type Compiling, countOf, type Definitions, flagOf, perValue, show } from './definition.ts'

/** SPARQL's str(): undefined for blank nodes, which have none. */
const textOf = (node: Node): string | undefined => (node.termType === 'BlankNode' ? undefined : node.value)

/** Characters, where `length` of JavaScript counts UTF-16 units. */
const lengthOf = (text: string): number => {
  let pairs = 0
  for (let i = 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0xdc00 && code <= 0xdfff) pairs++
  }
  return text.length - pairs
}

const patternCheck = (value: Node, compiling: Compiling): Check | undefined => {
  const [flags, ...more] = compiling.graph.objects(compiling.shape.node, sh('flags').value)
  if (value.termType !== 'Literal' || more.length > 0)
    return compiling.problem(
      'ill-formed-shape',
      `sh:pattern must be text with at most one sh:flags, but is ${show(value)}`,
    )
  const regex = compileRegex(value.value, flags?.value)
  if (typeof regex === 'string')
    return compiling.problem('bad-pattern', `${show(compiling.shape.node)}: ${regex}`)
  return perValue(compiling.constraint, node => {
    const text = textOf(node)
    return text !== undefined && regex.test(text)
  })
}

const languageCheck = (value: Node, compiling: Compiling): Check | undefined => {
  const members = readList(compiling.graph, value)
  const ranges = members?.flatMap(each => (each.termType === 'Literal' ? [each.value] : []))
  if (!ranges || ranges.length !== members?.length)
    return compiling.problem('ill-formed-shape', 'sh:languageIn must be a list of language tags as text')
  const wrong = ranges.find(range => !isLanguageRange(range))
  if (wrong !== undefined)
    return compiling.problem(
      'ill-formed-shape',
      `sh:languageIn holds "${wrong}", which is no language tag (BCP 47)`,
    )
  return perValue(
    compiling.constraint,
    node => node.termType === 'Literal' && ranges.some(range => matchesLanguage(node.language, range)),
  )
}

const uniqueCheck = (value: Node, compiling: Compiling): Check | undefined => {
  const wanted = flagOf(value, 'uniqueLang', compiling)
  if (!wanted) return undefined
  return (_run, focus, values, out) => {
    const seen = new Map<string, number>()
    for (const node of values) {
      if (node.termType !== 'Literal' || node.language === '') continue
      const tag = node.language.toLowerCase()
      seen.set(tag, (seen.get(tag) ?? 0) + 1)
    }
    let passed = true
    for (const times of seen.values()) {
      if (times < 2) continue
      passed = false
      // One result per language that is used twice, without a value (SHACL 4.4.5).
      out?.push(new ValidationResult(compiling.constraint, focus))
    }
    return passed
  }
}

/** sh:minLength, sh:maxLength, sh:pattern, sh:languageIn, sh:uniqueLang. */
export const STRING: Definitions = {
  minLength: {
    component: 'MinLength',
    single: true,
    make: (value, compiling) => {
      const least = countOf(value, 'minLength', compiling)
      if (least === undefined) return undefined
      return perValue(compiling.constraint, node => {
        const text = textOf(node)
        return text !== undefined && (text.length >= 2 * least || lengthOf(text) >= least)
      })
    },
  },
  maxLength: {
    component: 'MaxLength',
    single: true,
    make: (value, compiling) => {
      const most = countOf(value, 'maxLength', compiling)
      if (most === undefined) return undefined
      return perValue(compiling.constraint, node => {
        const text = textOf(node)
        return text !== undefined && (text.length <= most || lengthOf(text) <= most)
      })
    },
  },
  pattern: { component: 'Pattern', with: ['flags'], make: patternCheck },
  languageIn: { component: 'LanguageIn', single: true, make: languageCheck },
  uniqueLang: { component: 'UniqueLang', single: true, propertyOnly: true, make: uniqueCheck },
}
