/** Checked graphs -> why they fail, as a tree that people can follow. */
import type { Literal } from '@rdfjs/types'
import { severityName } from '../rdf/severity.ts'
import type { DataGraph } from '../shacl/data-graph.ts'
import type { ValidationResult } from '../shacl/result.ts'
import { GivenUp, Run } from '../shacl/run.ts'
import type { CompiledShapes, Shape } from '../shacl/shape.ts'
import { type Node, termKey } from '../shacl/terms.ts'
import type { Checked } from './check-graph.ts'
import type { Language } from './check-request.ts'
import { componentName, suggestFix } from './explain-fix.ts'
import { pathName, termName } from './explain-names.ts'
import { WORDS } from './explain-texts.ts'
import type { Branch, ProfileExplanation, ResultExplanation } from './explanation.ts'

/** Trees are cut at this depth, and a document's explanation at this many results in all. */
const MAX_DEPTH = 6
const MAX_NODES = 2_000
/** Steps that explaining one branch may take (run.ts). */
const MAX_STEPS = 200_000

/** Components whose parameters are shapes: component -> parameter. */
const INNER: Readonly<Record<string, string>> = {
  Or: 'or',
  Xone: 'xone',
  And: 'and',
  Not: 'not',
  Node: 'node',
  QualifiedMinCount: 'qualifiedValueShape',
  QualifiedMaxCount: 'qualifiedValueShape',
}

/** The message in the language, else in English, else without language, else the first. */
export const messageIn = (messages: readonly Literal[], language: Language): string => {
  const best =
    messages.find(each => each.language.startsWith(language)) ??
    messages.find(each => each.language.startsWith('en')) ??
    messages.find(each => !each.language) ??
    messages[0]
  return best?.value ?? ''
}

/** An inner shape that a value was tried on, or a value that was tried on one. */
interface Tried {
  readonly shape: string
  readonly results: readonly ValidationResult[]
}

class Explainer {
  readonly #data: DataGraph
  readonly #language: Language
  readonly #shapes: ReadonlyMap<string, Shape>
  #left = MAX_NODES

  constructor(data: DataGraph, compiled: CompiledShapes, language: Language) {
    this.#data = data
    this.#language = language
    this.#shapes = new Map(compiled.shapes.map(shape => [termKey(shape.node), shape]))
  }

  /** One result with what is inside; undefined when enough has been said. */
  explain(result: ValidationResult, depth = 0): ResultExplanation | undefined {
    if (--this.#left < 0) return undefined
    const branches = depth < MAX_DEPTH ? this.#branches(result, depth) : []
    const passing = branches.filter(({ passed }) => passed).length
    const { path, value } = result
    return {
      focusNode: termName(result.focusNode),
      ...(path && { path: pathName(path, this.#language) }),
      ...(value && { value: termName(value) }),
      component: componentName(result),
      severity: severityName(result.severity.value),
      message: nameless(result, messageIn(result.messages, this.#language), this.#language),
      fix: suggestFix(result, this.#language, { passing, siblings: this.#siblings(result) }),
      ...(branches.length > 0 && { branches }),
    }
  }

  #siblings(result: ValidationResult): readonly string[] {
    if (componentName(result) !== 'Closed') return []
    const allowed = result.constraint.parameters.get('ignoredProperties') ?? []
    const paths = [...this.#shapes.values()].flatMap(({ path }) =>
      path?.kind === 'property' ? [path.property.value] : [],
    )
    return [...allowed.map(({ value }) => value), ...paths]
  }

  #branches(result: ValidationResult, depth: number): readonly Branch[] {
    const name = componentName(result)
    const nodes = result.constraint.parameters.get(INNER[name] ?? '') ?? []
    const value = result.value
    const tried = value
      ? nodes.flatMap((node, place) => this.#tried(node, place, value))
      : this.#nearest(result, nodes)
    const least = Math.min(...tried.filter(({ results }) => results.length > 0).map(distance))
    const chosen = name === 'Or' || name === 'Xone'
    return tried.map(each => ({
      shape: each.shape,
      passed: each.results.length === 0,
      closest: chosen && tried.length > 1 && each.results.length > 0 && distance(each) === least,
      results: each.results.flatMap(inside => this.explain(inside, depth + 1) ?? []),
    }))
  }

  #tried(node: Node, place: number, value: Node): readonly Tried[] {
    const shape = this.#shapes.get(termKey(node))
    const results = shape && this.#evaluate(shape, value)
    if (!shape || !results) return []
    const name = node.termType === 'NamedNode' ? termName(node) : pathOf(shape, this.#language)
    return [{ shape: name ?? `${place + 1}.`, results }]
  }

  /** Of a qualified shape: the value that comes closest to passing. */
  #nearest(result: ValidationResult, nodes: readonly Node[]): readonly Tried[] {
    const walk = result.constraint.shape.walk
    const values = walk ? walk(this.#data, result.focusNode).slice(0, 20) : []
    const tried = values.flatMap(value =>
      nodes
        .flatMap((node, place) => this.#tried(node, place, value))
        .map(each => ({ ...each, shape: `${termName(value)}` })),
    )
    const different = new Map(tried.map(each => [each.results.map(said).join('\n'), each] as const).reverse())
    return [...different.values()].sort((a, b) => a.results.length - b.results.length).slice(0, 3)
  }

  #evaluate(shape: Shape, value: Node): readonly ValidationResult[] | undefined {
    const found: ValidationResult[] = []
    try {
      new Run(this.#data, { maxSteps: MAX_STEPS }).evaluate(shape, value, found)
      return found
    } catch (error) {
      if (error instanceof GivenUp) return undefined
      throw error
    }
  }
}

/** What values that fail alike have in common; of these the first will do. */
const said = ({ component, messages }: ValidationResult): string =>
  [component, ...messages].map(({ value }) => value).join('\n')

/** A message without the made-up names of shapes that have none: these stand below it. */
const nameless = ({ constraint }: ValidationResult, message: string, language: Language): string => {
  const nodes = [...constraint.parameters.values()].flat()
  return nodes.reduce(
    (text, node) =>
      node.termType === 'BlankNode' ? text.replaceAll(termName(node), WORDS[language].below) : text,
    message,
  )
}

/**
 * Number of results; to be something else is farther than to add something, and a branch for the datatype that the value already
 * claims is the one that was meant.
 */
const distance = ({ results }: Tried): number =>
  results.some(isMeant) ? 0 : results.length + (results.some(one => componentName(one) === 'Not') ? 0.5 : 0)

const isMeant = ({ constraint, value }: ValidationResult): boolean =>
  value?.termType === 'Literal' && constraint.parameters.get('datatype')?.[0]?.value === value.datatype.value

const pathOf = ({ path }: Shape, language: Language): string | undefined => path && pathName(path, language)

/**
 * Explains the results of every profile, each result under the profile that owns it. `given` are the results in the order
 * of the report; those left out of the report are not explained.
 */
export const explain = (
  checked: readonly Checked[],
  given: readonly ValidationResult[],
  language: Language,
): readonly ProfileExplanation[] => {
  const places = new Map(given.map((result, place) => [result, place]))
  return checked.flatMap(({ list, data, report }) => {
    const explainer = new Explainer(data, list.shapes, language)
    const results = report.results.flatMap(result => {
      const place = places.get(result)
      const explained = place === undefined ? undefined : explainer.explain(result)
      return explained ? [{ result: place, ...explained } as ResultExplanation] : []
    })
    const { id, title, owner, inherits } = list
    return results.length > 0 ? [{ profile: id, title, owner, inherits, results }] : []
  })
}
