/**
 * Context processing (JSON-LD 1.1 API, section 4.1.2). Comments with numbers name steps of that section. Remote contexts
 * come from a library and from nowhere else.
 */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import type { ContextLibrary } from '../contexts.ts'
import { ActiveContext, type Direction, type ScopedContext } from './active-context.ts'
import type { ContextCache } from './context-cache.ts'
import { resolveReference } from './iri-reference.ts'
import { JsonLdError, shown, TooMuchWork, UnknownContext } from './json-ld-error.ts'
import { isAbsolute, isMap } from './keywords.ts'
import { TermDefiner } from './term-definition.ts'

/** Most term definitions that one document may cause; the largest known vocabulary has 3,000. */
const MAX_DEFINITIONS = 200_000
/** Most contexts that may name each other in a row. */
const MAX_REMOTE = 20
/** Longest context, as text, that is worth a place in the cache. */
const MAX_CACHED_TEXT = 20_000

/** How a context is applied; see the inputs of the algorithm. */
export interface Application {
  /** Where relative references in it start from; undefined for the document's address. */
  readonly base?: string | undefined
  /** The contexts inside which it stands. */
  readonly remote: readonly string[]
  readonly override: boolean
  readonly propagate: boolean
  /** False while a scoped context is only tried out. */
  readonly validate: boolean
}

const PLAIN: Application = { remote: [], override: false, propagate: true, validate: true }

/** Applies contexts for one document. */
export class ContextProcessor {
  /** Whether the processing mode is json-ld-1.0. */
  readonly is10: boolean
  private readonly library: ContextLibrary
  private readonly cache: ContextCache
  private readonly base: string
  private definitions = 0
  /** Whether what is being processed means something else in a document of another address. */
  private usedBase = false

  constructor(options: { library: ContextLibrary; cache: ContextCache; base: string; is10: boolean }) {
    this.library = options.library
    this.cache = options.cache
    this.base = options.base
    this.is10 = options.is10
  }

  /** The context that holds where `@context: local` stands. Throws JsonLdError and TooMuchWork. */
  local(active: ActiveContext, local: JsonValue): ActiveContext {
    return this.process(active, local, PLAIN)
  }

  /** The context of a property or type, applied where its term is used. */
  scoped(active: ActiveContext, scoped: ScopedContext, propagate: boolean): ActiveContext {
    const { last } = scoped
    if (last?.to === active && last.propagate === propagate) return last.result
    // Contexts of properties may override protected terms, those of types may not: 5.1.2, steps 8 and 11.2.
    const how = { ...PLAIN, base: scoped.base, override: propagate, propagate }
    const before = this.usedBase
    this.usedBase = false
    const result = this.cached(`${active.id}${propagate ? '#' : '!'}${scoped.id}`, () =>
      this.process(active, scoped.local, how),
    )
    if (!this.usedBase) scoped.last = { to: active, propagate, result }
    this.usedBase ||= before
    return result
  }

  /** The algorithm itself. */
  process(active: ActiveContext, local: JsonValue, how: Application): ActiveContext {
    const propagate = isMap(local) && '@propagate' in local ? local['@propagate'] === true : how.propagate
    let result = active
    // 3)
    if (!propagate && !result.previous) {
      result = new ActiveContext(active)
      result.previous = active
    }
    if (!Array.isArray(local)) return this.item(result, local, how, propagate)
    for (const item of local) result = this.item(result, item, how, propagate)
    return result
  }

  private item(active: ActiveContext, item: JsonValue, how: Application, propagate: boolean): ActiveContext {
    if (item === null) return nullified(active, how, propagate)
    if (typeof item === 'string') {
      const url = this.absolute(item, how)
      if (!how.validate && how.remote.includes(url)) return active
      // What a definition is tried out in is not finished, and may not be remembered.
      if (how.remote.length > 0 || !how.validate) return this.remote(active, url, how)
      return this.cached(`${active.id}${how.override ? '>' : '<'}${url}`, () => this.remote(active, url, how))
    }
    if (!isMap(item)) throw new JsonLdError('invalid local context', `${shown(item)} is no context`)
    // Scoped contexts are cached as a whole, by what they are part of.
    if (how !== PLAIN) return this.definition(active, item, how)
    const text = JSON.stringify(item)
    if (text.length > MAX_CACHED_TEXT) return this.definition(active, item, how)
    return this.cached(`${active.id}${text}`, () => this.definition(active, item, how))
  }

  private cached(key: string, make: () => ActiveContext): ActiveContext {
    const anywhere = this.cache.get(key)
    if (anywhere) return anywhere
    const here = `${key} ${this.base}`
    const known = this.cache.get(here)
    if (known) {
      this.usedBase = true
      return known
    }
    const before = this.usedBase
    this.usedBase = false
    const made = make()
    this.cache.set(this.usedBase ? here : key, made)
    this.usedBase ||= before
    return made
  }

  /** 5.2) */
  private remote(active: ActiveContext, url: string, how: Application): ActiveContext {
    if (how.remote.includes(url) || how.remote.length >= MAX_REMOTE)
      throw new JsonLdError('context overflow', `the context ${url} includes itself or too many others`)
    const context = this.load(url)
    return this.process(active, context, {
      ...how,
      base: url,
      remote: [...how.remote, url],
      propagate: true,
    })
  }

  private load(url: string): JsonValue {
    const document = this.library.get(url)
    if (!document) throw new UnknownContext(url)
    const context = isMap(document) ? document['@context'] : undefined
    if (context === undefined)
      throw new JsonLdError('invalid remote context', `${url} is not an object with "@context"`)
    return context
  }

  private absolute(reference: string, { base }: Application): string {
    if (isAbsolute(reference)) return reference
    return base === undefined ? this.fromBase(reference) : resolveReference(base, reference)
  }

  private fromBase(reference: string): string {
    this.usedBase = true
    return resolveReference(this.base, reference)
  }

  /** 5.4) to 5.13) */
  private definition(active: ActiveContext, given: JsonObject, how: Application): ActiveContext {
    const result = new ActiveContext(active)
    this.checkVersion(given)
    const context = '@import' in given ? this.withImport(given, how) : given
    if ('@base' in context && how.remote.length === 0) result.base = this.newBase(active, context['@base'])
    if ('@vocab' in context) result.vocab = this.newVocab(result, context['@vocab'])
    if ('@language' in context) result.language = newLanguage(context['@language'])
    if ('@direction' in context) {
      this.refuseIn10('@direction')
      result.direction = newDirection(context['@direction'])
    }
    if ('@propagate' in context) {
      this.refuseIn10('@propagate')
      if (typeof context['@propagate'] !== 'boolean')
        throw new JsonLdError('invalid @propagate value', `${shown(context['@propagate'])} is no boolean`)
    }
    new TermDefiner(this, result, context, how).all()
    return result
  }

  /** Called for every term definition. */
  countDefinition(): void {
    this.definitions += 1
    if (this.definitions > MAX_DEFINITIONS)
      throw new TooMuchWork(`its contexts define more than ${MAX_DEFINITIONS} terms`)
  }

  private checkVersion(context: JsonObject): void {
    if (!('@version' in context)) return
    if (context['@version'] !== 1.1)
      throw new JsonLdError('invalid @version value', `${shown(context['@version'])} is not 1.1`)
    if (this.is10) throw new JsonLdError('processing mode conflict', '@version 1.1 in mode json-ld-1.0')
  }

  private refuseIn10(keyword: string): void {
    if (this.is10) throw new JsonLdError('invalid context entry', `${keyword} is not part of JSON-LD 1.0`)
  }

  /** 5.6) */
  private withImport(context: JsonObject, how: Application): JsonObject {
    this.refuseIn10('@import')
    const reference = context['@import']
    if (typeof reference !== 'string')
      throw new JsonLdError('invalid @import value', `${shown(reference)} is no text`)
    const url = this.absolute(reference, how)
    const imported = this.load(url)
    if (!isMap(imported))
      throw new JsonLdError('invalid remote context', `${url}, which is imported, holds several contexts`)
    if ('@import' in imported)
      throw new JsonLdError('invalid context entry', `${url}, which is imported, imports another itself`)
    return { ...imported, ...context }
  }

  /** 5.7) */
  private newBase(active: ActiveContext, value: JsonValue | undefined): string | null {
    if (value === null) return null
    if (typeof value === 'string') {
      if (isAbsolute(value)) return value
      if (active.base === undefined) return this.fromBase(value)
      if (active.base !== null) return resolveReference(active.base, value)
    }
    throw new JsonLdError('invalid base IRI', `${shown(value)} cannot be @base`)
  }

  /** 5.8) */
  private newVocab(result: ActiveContext, value: JsonValue | undefined): string | undefined {
    if (value === null) return undefined
    if (typeof value !== 'string' || (this.is10 && !isAbsolute(value)))
      throw new JsonLdError('invalid vocab mapping', `${shown(value)} cannot be @vocab`)
    // Not through `key`: the context is not finished.
    const definition = result.definition(value)
    if (typeof definition?.iri === 'string') return definition.iri
    const absolute = result.compactIri(value)
    if (absolute !== undefined) return absolute
    if (result.vocab !== undefined) return result.vocab + value
    if (result.base === null) return value
    return result.base === undefined ? this.fromBase(value) : resolveReference(result.base, value)
  }
}

/** 5.1) */
const nullified = (active: ActiveContext, { override }: Application, propagate: boolean): ActiveContext => {
  if (!override && active.hasProtectedTerms())
    throw new JsonLdError('invalid context nullification', 'null as context would drop protected terms')
  if (propagate) return INITIAL
  const result = new ActiveContext()
  result.previous = active.previous
  return result
}

/** The context of a document before it says anything about it. */
export const INITIAL = new ActiveContext()

const newLanguage = (value: JsonValue | undefined): string | undefined => {
  if (value === null) return undefined
  if (typeof value === 'string') return value.toLowerCase()
  throw new JsonLdError('invalid default language', `${shown(value)} cannot be @language`)
}

const newDirection = (value: JsonValue | undefined): Direction | undefined => {
  if (value === null) return undefined
  if (value === 'ltr' || value === 'rtl') return value
  throw new JsonLdError('invalid base direction', `${shown(value)} is neither "ltr" nor "rtl"`)
}
