/**
 * Excerpts of big contexts. jsonld.js copies every term of the active context whenever a document adds to it, and some
 * forms do that at every object: with the 3,000 terms of schema.org one document took 50 ms. An excerpt holds the terms
 * that a document can refer to, so that the result is the same; documents of one source share an excerpt.
 */
import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import type { ContextLibrary } from './contexts.ts'
import { recentlyUsed } from './recently-used.ts'

/** What the processor needs for one document. */
export interface ContextExcerpt {
  /** The context document of a URL: whole, or what the document can refer to of a big one. */
  get(url: string): JsonObject | undefined
  /** Processed contexts of all documents that refer to the same terms. */
  readonly processed: { get(key: string): unknown; set(key: string, value: unknown): void }
}

// Below this many terms copying costs less than choosing.
const BIG = 200
const MAX_EXCERPTS = 100
const MAX_PROCESSED = 50

/** Excerpts of one library. Make one per library and keep it: it is also the cache of processed contexts. */
export class ContextExcerpts {
  private readonly library: ContextLibrary
  private readonly big = new Map<JsonObject, JsonObject>()
  private readonly terms = new Set<string>()
  /** Terms that other contexts of the library refer to. */
  private readonly always = new Set<string>()
  private readonly excerpts = recentlyUsed<ContextExcerpt>(MAX_EXCERPTS)

  constructor(library: ContextLibrary) {
    this.library = library
    const documents = new Set(library.urls().map(url => library.get(url)))
    const small: JsonObject[] = []
    for (const document of documents) {
      const context = document?.['@context']
      if (document && isObject(context) && isExcerptable(context)) this.big.set(document, context)
      else if (document) small.push(document)
    }
    for (const context of this.big.values()) for (const term of Object.keys(context)) this.terms.add(term)
    for (const document of small) this.collect(document, this.always)
  }

  /** The excerpt for a document: of every term that its keys or texts could mean. */
  for(json: JsonValue): ContextExcerpt {
    const used = new Set(this.always)
    this.collect(json, used)
    const key = [...used].sort().join(' ')
    const known = this.excerpts.get(key)
    if (known) return known
    const excerpt = this.cut(used)
    this.excerpts.set(key, excerpt)
    return excerpt
  }

  private cut(used: ReadonlySet<string>): ContextExcerpt {
    const cuts = new Map<JsonObject, JsonObject>()
    for (const [document, context] of this.big) {
      const kept: [string, JsonValue][] = []
      // Grows while it is walked: what a kept definition refers to is kept too.
      const terms = new Set(
        Object.keys(context).filter(term => used.has(term) || isAlwaysKept(term, context)),
      )
      for (const term of terms) {
        const definition = context[term] ?? null
        kept.push([term, definition])
        this.collect(definition, terms)
      }
      cuts.set(document, { '@context': Object.fromEntries(kept.filter(([term]) => term in context)) })
    }
    const { library } = this
    const get = (url: string): JsonObject | undefined => {
      const document = library.get(url)
      return document && (cuts.get(document) ?? document)
    }
    return { get, processed: recentlyUsed<unknown>(MAX_PROCESSED) }
  }

  /** Bounded by the checks of json-ld-mend.ts, which come first. */
  private collect(value: JsonValue, used: Set<string>): void {
    if (typeof value === 'string') this.note(value, used)
    else if (Array.isArray(value)) for (const item of value) this.collect(item, used)
    else if (isObject(value))
      for (const [key, member] of Object.entries(value)) {
        this.note(key, used)
        this.collect(member, used)
      }
  }

  private note(text: string, used: Set<string>): void {
    if (this.terms.has(text)) used.add(text)
    const colon = text.indexOf(':')
    if (colon > 0 && this.terms.has(text.slice(0, colon))) used.add(text.slice(0, colon))
  }
}

/** Big, and without contexts inside definitions, whose terms would have to be followed too. */
const isExcerptable = (context: JsonObject): boolean =>
  Object.keys(context).length > BIG &&
  Object.values(context).every(definition => !isObject(definition) || !('@context' in definition))

/** Keywords, aliases and prefixes are few, and anything may refer to them. */
const isAlwaysKept = (term: string, context: JsonObject): boolean =>
  term.startsWith('@') || typeof context[term] === 'string'

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
