/**
 * Active contexts and term definitions (JSON-LD 1.1 API, section 4.1.1). They never change once processed, so that all
 * documents with the same context share one; what a context adds is a layer over the one that it was applied to.
 */
import type { JsonValue } from '../../model/json-ld-document.ts'
import { hasKeywordForm, isAbsolute, isKeyword } from './keywords.ts'

export type Direction = 'ltr' | 'rtl'

/** Values of `@container`, as bits of `TermDefinition.containers`. */
export const CONTAINER = { list: 1, set: 2, language: 4, index: 8, graph: 16, id: 32, type: 64 } as const

export interface TermDefinition {
  /** IRI mapping: an IRI, a blank node identifier, a keyword, or null for a term that is to be ignored. */
  readonly iri: string | null
  readonly isPrefix: boolean
  readonly isProtected: boolean
  readonly isReverse: boolean
  readonly type: string | undefined
  /** Null switches the default off, undefined leaves it. */
  readonly language: string | null | undefined
  readonly direction: Direction | null | undefined
  readonly containers: number
  readonly index: string | undefined
  readonly nest: string | undefined
  readonly scoped: ScopedContext | undefined
}

/** A context inside a term definition, and where relative references in it start from. */
export interface ScopedContext {
  /** Tells scoped contexts apart in caches. */
  readonly id: number
  readonly local: JsonValue
  /** Undefined when it is the document's own. */
  readonly base: string | undefined
  /** Where it was applied last: in the same place, mostly. */
  last?: { readonly to: ActiveContext; readonly propagate: boolean; readonly result: ActiveContext }
}

/** A key of a document as an active context sees it: what does not change from one document to the next. */
export interface ExpandedKey {
  /** The IRI or keyword that it means; null when it is to be ignored, undefined when it is none without a base. */
  readonly iri: string | null | undefined
  readonly isKeyword: boolean
  /** Whether values of this key make statements. */
  readonly isProperty: boolean
  readonly definition: TermDefinition | undefined
}

const MAX_KEYS = 2000
const MAX_LAYERS = 6
let ids = 0

/** Fields are written while its context is being processed, and never afterwards. */
export class ActiveContext {
  readonly id = ids++
  /** Undefined: the document's address. */
  base: string | null | undefined
  vocab: string | undefined
  language: string | undefined
  direction: Direction | undefined
  /** What holds again in the next node object, when this context does not propagate. */
  previous: ActiveContext | undefined
  private readonly own: Map<string, TermDefinition | null>
  private readonly below: ActiveContext | undefined
  private readonly layers: number
  private readonly keys = new Map<string, ExpandedKey>()

  /** A context that says what `below` says until it is changed. */
  constructor(below?: ActiveContext) {
    this.base = below?.base
    this.vocab = below?.vocab
    this.language = below?.language
    this.direction = below?.direction
    this.previous = below?.previous
    const isFlat = !below || below.layers >= MAX_LAYERS
    this.own = new Map(isFlat ? below?.definitions() : undefined)
    this.below = isFlat ? undefined : below
    this.layers = isFlat ? 1 : (below?.layers ?? 0) + 1
  }

  /** Number of terms of its own: what it costs to keep. */
  get weight(): number {
    return this.own.size
  }

  definition(term: string): TermDefinition | undefined {
    for (let layer: ActiveContext | undefined = this; layer; layer = layer.below) {
      const found = layer.own.get(term)
      if (found !== undefined) return found ?? undefined
    }
    return undefined
  }

  define(term: string, definition: TermDefinition | undefined): void {
    this.own.set(term, definition ?? null)
  }

  hasProtectedTerms(): boolean {
    for (const definition of this.definitions().values()) if (definition.isProtected) return true
    return false
  }

  /** The key as it expands here (IRI expansion with `vocab`); remembered, since documents repeat their keys. */
  key(name: string): ExpandedKey {
    const known = this.keys.get(name)
    if (known) return known
    const iri = this.expand(name)
    const keyword = typeof iri === 'string' && isKeyword(iri)
    const expanded: ExpandedKey = {
      iri,
      isKeyword: keyword,
      isProperty: typeof iri === 'string' && !keyword && isAbsolute(iri),
      definition: this.definition(name),
    }
    // Keys come from outside: a page of nonsense must not stay in memory.
    if (this.keys.size >= MAX_KEYS) this.keys.clear()
    this.keys.set(name, expanded)
    return expanded
  }

  /** IRI expansion (5.2.2) of steps 4 to 7 for vocabulary terms; undefined when only the base could help. */
  private expand(name: string): string | null | undefined {
    if (isKeyword(name)) return name
    if (hasKeywordForm(name)) return null
    const definition = this.definition(name)
    if (definition) return definition.iri
    const absolute = this.compactIri(name)
    if (absolute !== undefined) return absolute
    return this.vocab === undefined ? undefined : this.vocab + name
  }

  /** IRI expansion, step 6: what a text with a colon means without a base. */
  compactIri(text: string): string | undefined {
    const colon = text.indexOf(':', 1)
    if (colon < 0) return undefined
    if (text.startsWith('//', colon + 1) || text.startsWith('_:')) return text
    const prefix = this.definition(text.slice(0, colon))
    if (prefix?.isPrefix && prefix.iri !== null) return prefix.iri + text.slice(colon + 1)
    return isAbsolute(text) ? text : undefined
  }

  private definitions(): Map<string, TermDefinition> {
    const all = new Map(this.below?.definitions())
    for (const [term, definition] of this.own)
      if (definition) all.set(term, definition)
      else all.delete(term)
    return all
  }
}
