/** Messages of results: those of the shape with their placeholders filled, else the default ones. */
import type { Literal, Term } from '@rdfjs/types'
import { PREFIXES } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { ENGLISH, GERMAN } from './default-messages.ts'
import type { ResultExtras, ValidationResult } from './result.ts'
import type { Node } from './terms.ts'

/** More of a list than this helps nobody. */
const SHOWN = 8
const MAX_TEXT = 400

/** The messages of a result, in the order: its own (SPARQL), those of the constraint, of the shape, the default ones. */
export const resultMessages = (result: ValidationResult, extras?: ResultExtras): readonly Literal[] => {
  if (extras?.message) return [extras.message]
  const { constraint } = result
  const stated = constraint.messages?.length ? constraint.messages : constraint.shape.messages
  const templates = stated.length > 0 ? stated : defaults(constraint.component.value)
  const lookup = (name: string) => placeholder(name, result, extras)
  return templates.map(template => {
    const text = fill(template.value, lookup)
    if (text === template.value) return template
    return template.language
      ? factory.literal(text, template.language)
      : factory.literal(text, template.datatype)
  })
}

const remembered = new Map<string, readonly Literal[]>()

const defaults = (component: string): readonly Literal[] => {
  let found = remembered.get(component)
  if (!found) {
    const name = component.replace(PREFIXES.sh, '').replace(/ConstraintComponent$/, '')
    const en = ENGLISH[name] ?? `The value does not meet the constraint ${component}`
    const de = GERMAN[name] ?? `Der Wert erfüllt die Bedingung ${component} nicht`
    found = [factory.literal(en, 'en'), factory.literal(de, 'de')]
    // Components of foreign shapes are as many as their authors like.
    if (name in ENGLISH) remembered.set(component, found)
  }
  return found
}

/** Fills `{$name}` and `{?name}` (SHACL 5.2.1, 6.2.3); names that mean nothing here stay as they are. */
export const fill = (template: string, lookup: (name: string) => string | undefined): string =>
  template.includes('{')
    ? template.replace(/\{[$?]([A-Za-z_][\w]*)\}/g, (whole, name: string) => lookup(name) ?? whole)
    : template

const placeholder = (
  name: string,
  result: ValidationResult,
  extras: ResultExtras | undefined,
): string | undefined => {
  const variable = extras?.variables?.get(name)
  if (variable) return termText(variable)
  if (name === 'this') return termText(result.focusNode)
  if (name === 'value') return result.value && termText(result.value)
  if (name === 'PATH' || name === 'path') return result.pathText
  const values = result.constraint.parameters.get(name)
  if (!values) return undefined
  const shown = values.slice(0, SHOWN).map(termText).join(', ')
  return values.length > SHOWN ? `${shown} …` : shown
}

const LOCAL = new RegExp(`^(?:${PREFIXES.sh}|${PREFIXES.xsd})(\\w+)$`)
const prefixed = (iri: string): string =>
  LOCAL.test(iri) ? iri.replace(PREFIXES.sh, 'sh:').replace(PREFIXES.xsd, 'xsd:') : iri

/** A term for a person to read. */
export const termText = (term: Term | Node): string => {
  const text =
    term.termType === 'NamedNode'
      ? prefixed(term.value)
      : term.termType === 'BlankNode'
        ? `_:${term.value}`
        : term.value
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}
