/**
 * Expanded documents (JSON-LD 1.1 API, section 5) as objects of three kinds instead of JSON: `@set` and `@value: null`
 * are gone by then, and whoever reads them need not ask which keys an object has.
 */
import type { JsonValue } from '../../model/json-ld-document.ts'
import type { Direction } from './active-context.ts'

export type Expanded = ExpandedValue | ExpandedList | ExpandedNode

/** A value object. `type` is an IRI or `@json`; only then `value` may be something else than a text, number or boolean. */
export class ExpandedValue {
  readonly kind = 'value'
  readonly value: JsonValue
  readonly type: string | undefined
  readonly language: string | undefined
  readonly direction: Direction | undefined

  constructor(value: JsonValue, type?: string, language?: string, direction?: Direction) {
    this.value = value
    this.type = type
    this.language = language
    this.direction = direction
  }
}

/** A list object. */
export class ExpandedList {
  readonly kind = 'list'
  readonly items: readonly Expanded[]

  constructor(items: readonly Expanded[]) {
    this.items = items
  }
}

/** Values of one property of a node, or nodes that point to it. A property may come more than once. */
export interface Property {
  readonly iri: string
  readonly values: readonly Expanded[]
}

/** A node object, which may be a graph object. Fields are written while it is being expanded, and never afterwards. */
export class ExpandedNode {
  readonly kind = 'node'
  /** Undefined without `@id`; null when its `@id` has the form of a keyword. May be relative, when there is no base. */
  id: string | null | undefined
  types: string[] | undefined
  properties: Property[] = []
  reverse: Property[] | undefined
  graph: Expanded[] | undefined
  included: Expanded[] | undefined
  index: string | undefined

  /** Whether it has nothing, apart from an index and, if `besides` says so, an `@id`. */
  saysNothing(besides: 'id' | 'nothing'): boolean {
    const empty =
      this.types === undefined &&
      this.properties.length === 0 &&
      this.reverse === undefined &&
      this.graph === undefined &&
      this.included === undefined
    return empty && (besides === 'id' || this.id === undefined)
  }

  /** A graph object: `@graph`, and nothing but `@id` and `@index` beside it. */
  isGraph(): boolean {
    return (
      this.graph !== undefined &&
      this.types === undefined &&
      this.properties.length === 0 &&
      this.reverse === undefined &&
      this.included === undefined
    )
  }

  /** Whether two of its entries are about one property; `type` is the property that `@type` stands for. */
  repeatsProperty(type: string): boolean {
    const { properties, types } = this
    if (properties.length < 2 && !types) return false
    if (properties.length < 8) {
      // Comparing few texts is cheaper than a set of them.
      for (const [i, { iri }] of properties.entries()) {
        if (types && iri === type) return true
        for (let j = 0; j < i; j++) if (properties[j]?.iri === iri) return true
      }
      return false
    }
    const seen = new Set<string>()
    for (const { iri } of properties) seen.add(iri)
    return seen.size < properties.length || (types !== undefined && seen.has(type))
  }
}
