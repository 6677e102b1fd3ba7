/** One result -> what to do about it, in words. */
import type { Term } from '@rdfjs/types'
import { PREFIXES, skos, xsd } from '../rdf/namespaces.ts'
import { nearest } from '../registry/nearest.ts'
import type { Path } from '../shacl/paths/path.ts'
import type { ValidationResult } from '../shacl/result.ts'
import type { Language } from './check-request.ts'
import { pathName, prefixedName, termName } from './explain-names.ts'
import { EXAMPLES, FIXES, WORDS } from './explain-texts.ts'

/** More of a list helps nobody. */
const SHOWN = 12

const parameter = ({ constraint }: ValidationResult, name: string): readonly Term[] =>
  constraint.parameters.get(name) ?? []

const one = (result: ValidationResult, name: string): string => parameter(result, name)[0]?.value ?? ''

/** Local name of the component, without its suffix; the whole IRI for components of other vocabularies. */
export const componentName = ({ component }: Pick<ValidationResult, 'component'>): string =>
  component.value.replace(PREFIXES.sh, '').replace(/ConstraintComponent$/, '')

const kindOf = (result: ValidationResult): string => {
  const kind = one(result, 'nodeKind').replace(PREFIXES.sh, '')
  return ['IRI', 'Literal', 'BlankNode'].includes(kind) ? `NodeKind${kind}` : 'NodeKindOther'
}

/** The property that leads to a concept, when the path goes on to what is broader: it is the concept that people write. */
const conceptPath = ({ path }: ValidationResult): Path | undefined => {
  if (path?.kind !== 'sequence' || path.steps.length !== 2) return undefined
  const [property, wider] = path.steps
  const isWider =
    wider?.kind === 'repeat' && wider.path.kind === 'property' && wider.path.property.equals(skos('broader'))
  return isWider ? property : undefined
}

/** Which sentence fits: some components have more than one. */
const sentenceOf = (result: ValidationResult, passing: number): string => {
  const name = componentName(result)
  switch (name) {
    case 'Class':
      return one(result, 'class') === skos('Concept').value ? 'Concept' : name
    case 'NodeKind':
      return kindOf(result)
    case 'MinCount':
      return Number(one(result, 'minCount')) > 1 ? 'MinCountMore' : name
    case 'QualifiedMinCount':
      if (conceptPath(result)) return 'QualifiedConcept'
      return Number(one(result, 'qualifiedMinCount')) > 1 ? 'QualifiedMinCountMore' : name
    case 'MaxCount':
      return Number(one(result, 'maxCount')) === 0 ? 'MaxCountNone' : name
    case 'Not':
      return result.path ? 'NotPath' : name
    case 'HasValue':
      return result.path ? 'HasValuePath' : name
    case 'Xone':
      return passing > 1 ? 'XoneMany' : name
    default:
      return name in FIXES.en ? name : 'Other'
  }
}

const exampleOf = (result: ValidationResult, language: Language): string => {
  const datatype = one(result, 'datatype')
  const example = EXAMPLES[datatype.replace(PREFIXES.xsd, '')]
  return example !== undefined && datatype.startsWith(xsd('').value) ? WORDS[language].example + example : ''
}

/** What was probably meant: an allowed value or property that is spelt nearly alike. */
const nearOf = (result: ValidationResult, siblings: readonly string[], language: Language): string => {
  const name = componentName(result)
  const known = name === 'In' ? parameter(result, 'in').map(({ value }) => value) : siblings
  const word = name === 'In' ? result.value?.value : result.pathText
  // IRIs of one vocabulary are alike but for their ends.
  const isText = name === 'In' && result.value?.termType !== 'NamedNode'
  const local = (text: string): string => (isText ? text : text.replace(/^.*[/#](?=.)/, ''))
  const found = word === undefined ? undefined : nearest(local(word), known.map(local))
  const whole = known.find(each => local(each) === found)
  if (whole === undefined || whole === word) return ''
  return `${WORDS[language].mean}${name === 'In' ? `"${whole}"` : prefixedName(whole)}?`
}

const listed = (terms: readonly Term[], language: Language): string => {
  const named = terms.filter(({ termType }) => termType !== 'BlankNode')
  if (named.length === 0) return terms.length > 0 ? WORDS[language].shape : ''
  const shown = named.slice(0, SHOWN).map(termName).join(', ')
  return named.length > SHOWN ? `${shown} …` : shown
}

/**
 * What to do about a result. `passing` is the number of branches that pass (for sh:xone), `siblings` the properties that
 * its shape knows (for sh:closed).
 */
export const suggestFix = (
  result: ValidationResult,
  language: Language,
  { passing = 0, siblings = [] }: { readonly passing?: number; readonly siblings?: readonly string[] } = {},
): string =>
  (FIXES[language][sentenceOf(result, passing)] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'path') return result.path ? pathName(result.path, language) : ''
    if (name === 'concept') return pathName(conceptPath(result) ?? { kind: 'sequence', steps: [] }, language)
    if (name === 'value') return termName(result.value ?? result.focusNode)
    if (name === 'example') return exampleOf(result, language)
    if (name === 'near') return nearOf(result, siblings, language)
    if (name === 'component') return prefixedName(result.component.value)
    return name === 'pattern' ? one(result, name) : listed(parameter(result, name), language)
  })
