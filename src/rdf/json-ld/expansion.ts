/** Expansion (JSON-LD 1.1 API, section 5.1.2). Comments with numbers name steps of that section. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { type ActiveContext, CONTAINER, type ExpandedKey } from './active-context.ts'
import type { ContextProcessor } from './context-processing.ts'
import { type Expanded, ExpandedList, ExpandedNode, ExpandedValue } from './expanded.ts'
import { resolveReference } from './iri-reference.ts'
import { hasKeywordForm, isKeyword } from './keywords.ts'
import { ObjectExpansion } from './object-expansion.ts'

/** What an element expands to; arrays are always flat. */
export type Expansions = Expanded | Expanded[] | null

/** Expands the elements of one document. */
export class Expansion {
  readonly contexts: ContextProcessor
  /** Whether what could be understood, but is against the rules, is refused. */
  readonly isStrict: boolean
  private readonly base: string

  constructor(contexts: ContextProcessor, options: { base: string; isStrict: boolean }) {
    this.contexts = contexts
    this.base = options.base
    this.isStrict = options.isStrict
  }

  /** The expanded document (section 9.4.2, step 8). Throws JsonLdError and TooMuchWork. */
  document(active: ActiveContext, json: JsonValue): readonly Expanded[] {
    const expanded = listed(this.element(active, null, json))
    const [only] = expanded
    const isGraphOnly =
      expanded.length === 1 &&
      only?.kind === 'node' &&
      only.graph &&
      only.id === undefined &&
      only.index === undefined &&
      only.isGraph() &&
      !Array.isArray(json)
    return isGraphOnly && only.graph ? only.graph : expanded
  }

  /**
   * Any element. `property` is the active property as the document spells it: null at the top. `fromMap` is set for values
   * of index, id and type maps.
   */
  element(active: ActiveContext, property: string | null, element: JsonValue, fromMap = false): Expansions {
    if (element === null) return null
    if (Array.isArray(element)) return this.array(active, property, element, fromMap)
    if (typeof element === 'object') return this.object(active, property, element, fromMap)
    // 4)
    if (property === null || property === '@graph') return null
    const key = active.key(property)
    const scoped = key.definition?.scoped
    if (!scoped) return this.value(active, key, element)
    const inner = this.contexts.scoped(active, scoped, true)
    return this.value(inner, inner.key(property), element)
  }

  /** The value of `@list`, whose arrays are lists of lists. */
  list(active: ActiveContext, property: string | null, element: JsonValue): Expansions {
    return Array.isArray(element)
      ? this.array(active, property, element, false, true)
      : this.element(active, property, element)
  }

  /** 5) */
  private array(
    active: ActiveContext,
    property: string | null,
    elements: readonly JsonValue[],
    fromMap: boolean,
    isItem = false,
  ): Expanded[] {
    const isList = isItem || (property !== null && hasListContainer(active.key(property)))
    const result: Expanded[] = []
    for (const element of elements) {
      const expanded = this.element(active, property, element, fromMap)
      if (expanded === null) continue
      if (!Array.isArray(expanded)) result.push(expanded)
      else if (isList) result.push(new ExpandedList(expanded))
      else for (const item of expanded) result.push(item)
    }
    return result
  }

  /** 6) to 20) */
  private object(
    given: ActiveContext,
    property: string | null,
    element: JsonObject,
    fromMap: boolean,
  ): Expansions {
    const scoped = property === null ? undefined : given.key(property).definition?.scoped
    let active = given
    if (active.previous && !fromMap && !this.keepsContext(active, element)) active = active.previous
    if (scoped) active = this.contexts.scoped(active, scoped, true)
    const local = element['@context']
    if (local !== undefined) active = this.contexts.local(active, local)
    const object = new ObjectExpansion(this, active, property)
    object.addTypeContexts(element)
    object.addEntries(element)
    const result = object.result()
    if (result === null || Array.isArray(result)) return result
    // 19)
    if (property !== null && property !== '@graph') return result
    if (result.kind !== 'node') return null
    return result.saysNothing('id') && result.index === undefined ? null : result
  }

  /** 7): the context of a type ends at the next node object, but not at a value or a mere reference. */
  private keepsContext(active: ActiveContext, element: JsonObject): boolean {
    const keys = Object.keys(element)
    return keys.some(key => {
      const { iri } = active.key(key)
      return iri === '@value' || (iri === '@id' && keys.length === 1)
    })
  }

  /** Value expansion (section 5.3.2). */
  value(active: ActiveContext, { definition }: ExpandedKey, value: string | number | boolean): Expanded {
    const type = definition?.type
    if (typeof value !== 'string')
      return new ExpandedValue(
        value,
        type === '@id' || type === '@vocab' || type === '@none' ? undefined : type,
      )
    if (type === undefined || type === '@none') {
      const language = definition?.language === undefined ? active.language : definition.language
      const direction = definition?.direction === undefined ? active.direction : definition.direction
      return new ExpandedValue(value, undefined, language ?? undefined, direction ?? undefined)
    }
    if (type !== '@id' && type !== '@vocab') return new ExpandedValue(value, type)
    const node = new ExpandedNode()
    node.id = type === '@id' ? this.documentIri(active, value) : this.vocabularyIri(active, value)
    return node
  }

  /** IRI expansion (section 5.2.2) of what names a node: relative to the document. */
  documentIri(active: ActiveContext, text: string): string | null {
    if (text.startsWith('http') && (text.startsWith('://', 4) || text.startsWith('s://', 4))) return text
    if (isKeyword(text)) return text
    if (hasKeywordForm(text)) return null
    return active.compactIri(text) ?? this.resolve(active, text)
  }

  /** IRI expansion of what names a class: a term, or relative to the vocabulary, or else to the document. */
  vocabularyIri(active: ActiveContext, text: string): string | null {
    const { iri } = active.key(text)
    return iri === undefined ? this.resolve(active, text) : iri
  }

  private resolve({ base }: ActiveContext, text: string): string {
    if (base === null) return text
    return resolveReference(base ?? this.base, text)
  }
}

const hasListContainer = ({ definition }: ExpandedKey): boolean =>
  definition !== undefined && (definition.containers & CONTAINER.list) !== 0

/** What was expanded, as an array. */
export const listed = (expanded: Expansions): readonly Expanded[] =>
  expanded === null ? [] : Array.isArray(expanded) ? expanded : [expanded]
