/** Term definitions (JSON-LD 1.1 API, section 4.2.2). Comments with numbers name steps of that section. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { type ActiveContext, CONTAINER, type ScopedContext, type TermDefinition } from './active-context.ts'
import { containerMapping, reverseContainers } from './container-mapping.ts'
import type { Application, ContextProcessor } from './context-processing.ts'
import { JsonLdError, shown, TooMuchWork, UnknownContext } from './json-ld-error.ts'
import { hasKeywordForm, isAbsolute, isKeyword, isMap } from './keywords.ts'
import {
  canBePrefix,
  type Draft,
  directionMapping,
  isSameDefinition,
  languageMapping,
  nestMapping,
  prefixFlag,
  refuseTerm,
  typeOfTypeContainer,
} from './term-mappings.ts'

/** Entries of a context that define no term. */
const NO_TERMS = new Set([
  ...['@base', '@direction', '@import', '@language', '@propagate', '@protected', '@version', '@vocab'],
])
const ENTRIES_10 = ['@container', '@id', '@language', '@reverse', '@type']
const ENTRIES_11 = [...ENTRIES_10, '@context', '@direction', '@index', '@nest', '@prefix', '@protected']

let scopedIds = 0

/** Defines the terms of one context in the active context that it makes. */
export class TermDefiner {
  private readonly processor: ContextProcessor
  private readonly result: ActiveContext
  private readonly local: JsonObject
  private readonly how: Application
  private readonly defined = new Map<string, boolean>()
  private readonly isProtected: boolean

  constructor(processor: ContextProcessor, result: ActiveContext, local: JsonObject, how: Application) {
    this.processor = processor
    this.result = result
    this.local = local
    this.how = how
    this.isProtected = local['@protected'] === true
  }

  /** 4.1.2, step 5.13 */
  all(): void {
    for (const term of Object.keys(this.local)) if (!NO_TERMS.has(term)) this.define(term)
  }

  private define(term: string): void {
    const state = this.defined.get(term)
    if (state === true) return
    if (state === false) refuseTerm('cyclic IRI mapping', term, 'is defined through itself')
    if (term === '') refuseTerm('invalid term definition', term, 'cannot be a term')
    this.processor.countDefinition()
    this.defined.set(term, false)
    const value = this.local[term] ?? null
    if (this.isReserved(term, value)) {
      this.defined.set(term, true)
      return
    }
    const previous = this.result.definition(term)
    this.result.define(term, undefined)
    const isSimple = typeof value === 'string'
    const map = isSimple || value === null ? { '@id': value } : value
    if (!isMap(map)) refuseTerm('invalid term definition', term, 'must be a text, null or an object')
    const definition = this.make(term, map, isSimple)
    if (!definition) {
      // Forms that are reserved for future keywords are ignored.
      this.result.define(term, previous)
    } else this.protect(term, definition, previous)
    this.defined.set(term, true)
  }

  /** 4) and 5): keywords cannot be terms, apart from the containers of `@type`. */
  private isReserved(term: string, value: JsonValue): boolean {
    if (term === '@type' && isMap(value) && !this.processor.is10) {
      const keys = Object.keys(value)
      const isAllowed = keys.every(
        key =>
          (key === '@container' && value[key] === '@set') ||
          key === '@protected' ||
          (key === '@id' && value[key] === '@type'),
      )
      if (keys.length > 0 && isAllowed) return false
    }
    if (isKeyword(term)) refuseTerm('keyword redefinition', term, 'is a keyword')
    return hasKeywordForm(term)
  }

  private make(term: string, map: JsonObject, isSimple: boolean): Draft | undefined {
    this.checkEntries(term, map)
    const draft: Draft = {
      iri: null,
      isPrefix: false,
      isProtected: this.protection(term, map['@protected']),
      isReverse: '@reverse' in map,
      type: undefined,
      language: undefined,
      direction: undefined,
      containers: 0,
      index: undefined,
      nest: undefined,
      scoped: undefined,
    }
    if ('@type' in map) draft.type = this.typeMapping(term, map['@type'])
    const iri = draft.isReverse ? this.reverseIri(term, map) : this.iriMapping(term, map)
    if (iri === undefined) return undefined
    draft.iri = iri
    if (draft.isReverse) {
      draft.containers = reverseContainers(term, map['@container'])
    } else {
      draft.isPrefix = isSimple && canBePrefix(term, iri)
      if ('@container' in map)
        draft.containers = containerMapping(term, map['@container'], this.processor.is10)
      if (draft.containers & CONTAINER.type) draft.type = typeOfTypeContainer(term, draft.type)
    }
    this.result.define(term, draft)
    this.addDetails(term, map, draft)
    return draft
  }

  /** 26), first, because what is unknown may stand for anything. */
  private checkEntries(term: string, map: JsonObject): void {
    const allowed = this.processor.is10 ? ENTRIES_10 : ENTRIES_11
    for (const entry of Object.keys(map))
      if (!allowed.includes(entry))
        refuseTerm('invalid term definition', term, `must not have ${shown(entry)}`)
  }

  /** 11) */
  private protection(term: string, value: JsonValue | undefined): boolean {
    if (value === undefined) return this.isProtected
    if (typeof value !== 'boolean')
      refuseTerm('invalid @protected value', term, 'has a @protected that is no boolean')
    return value === true
  }

  /** 12) */
  private typeMapping(term: string, value: JsonValue | undefined): string {
    if (typeof value !== 'string')
      return refuseTerm('invalid type mapping', term, 'has a @type that is no text')
    const type = this.expand(value)
    const isIn11 = type === '@json' || type === '@none'
    if (type === '@id' || type === '@vocab' || (isIn11 && !this.processor.is10)) return type
    if (type !== null && isAbsolute(type) && !type.startsWith('_:')) return type
    return refuseTerm('invalid type mapping', term, `has the @type ${shown(value)}, which is no IRI`)
  }

  /** 13); undefined when the term is to be ignored. */
  private reverseIri(term: string, map: JsonObject): string | undefined {
    if ('@id' in map || '@nest' in map)
      refuseTerm('invalid reverse property', term, 'has @reverse together with @id or @nest')
    const value = map['@reverse']
    if (typeof value !== 'string')
      return refuseTerm('invalid IRI mapping', term, 'has a @reverse that is no text')
    if (hasKeywordForm(value) && !isKeyword(value)) return undefined
    const iri = this.expand(value)
    if (typeof iri === 'string' && isAbsolute(iri)) return iri
    return refuseTerm('invalid IRI mapping', term, `is the reverse of ${shown(value)}, which is no IRI`)
  }

  /** 14) to 18); undefined when the term is to be ignored. */
  private iriMapping(term: string, map: JsonObject): string | null | undefined {
    const id = map['@id']
    if (id === undefined || id === term) return this.ownIri(term)
    if (id === null) return null
    if (typeof id !== 'string') return refuseTerm('invalid IRI mapping', term, 'has an @id that is no text')
    if (hasKeywordForm(id) && !isKeyword(id)) return undefined
    const iri = this.expand(id)
    if (typeof iri !== 'string' || !(isKeyword(iri) || isAbsolute(iri)))
      return refuseTerm('invalid IRI mapping', term, `stands for ${shown(id)}, which is no IRI`)
    if (iri === '@context' || iri === '@preserve')
      refuseTerm('invalid keyword alias', term, `cannot be another name of ${iri}`)
    // 14.2.4) A term in the form of an IRI must mean what it looks like.
    if (/.:.|\//s.test(term)) {
      this.defined.set(term, true)
      if (this.expand(term) !== iri)
        refuseTerm('invalid IRI mapping', term, `looks like an IRI but stands for ${shown(iri)}`)
    }
    return iri
  }

  private ownIri(term: string): string | null {
    const colon = term.indexOf(':', 1)
    if (colon > 0) {
      const prefix = term.slice(0, colon)
      this.require(prefix)
      const definition = this.result.definition(prefix)
      return typeof definition?.iri === 'string' ? definition.iri + term.slice(colon + 1) : term
    }
    if (term.includes('/')) {
      this.defined.set(term, true)
      const iri = this.expand(term)
      if (typeof iri === 'string' && isAbsolute(iri)) return iri
      return refuseTerm('invalid IRI mapping', term, 'is no IRI')
    }
    if (term === '@type') return term
    if (this.result.vocab !== undefined) return this.result.vocab + term
    return refuseTerm('invalid IRI mapping', term, 'has no @id, and there is no @vocab')
  }

  /** 20) to 25) */
  private addDetails(term: string, map: JsonObject, draft: Draft): void {
    if ('@index' in map) draft.index = this.indexMapping(term, map['@index'], draft)
    if ('@context' in map) draft.scoped = this.scopedContext(term, map['@context'] ?? null)
    if (!('@type' in map)) {
      if ('@language' in map) draft.language = languageMapping(term, map['@language'])
      if ('@direction' in map) draft.direction = directionMapping(term, map['@direction'])
    }
    if ('@nest' in map) draft.nest = nestMapping(term, map['@nest'])
    if ('@prefix' in map) draft.isPrefix = prefixFlag(term, map['@prefix'], draft)
  }

  /** 20) */
  private indexMapping(term: string, value: JsonValue | undefined, { containers }: Draft): string {
    if (!(containers & CONTAINER.index))
      refuseTerm('invalid term definition', term, 'has @index, but is no container of that kind')
    const iri = typeof value === 'string' ? this.expand(value) : undefined
    if (typeof value !== 'string' || typeof iri !== 'string' || isKeyword(iri) || !isAbsolute(iri))
      return refuseTerm('invalid term definition', term, `has the @index ${shown(value)}, which is no IRI`)
    return value
  }

  /** 21) */
  private scopedContext(term: string, local: JsonValue): ScopedContext {
    const { base, remote } = this.how
    try {
      this.processor.process(this.result, local, {
        base,
        remote,
        override: true,
        propagate: true,
        validate: false,
      })
    } catch (error) {
      if (!(error instanceof JsonLdError) || error instanceof UnknownContext || error instanceof TooMuchWork)
        throw error
      refuseTerm(
        'invalid scoped context',
        term,
        `has a context with a fault: ${error.code}: ${error.message}`,
      )
    }
    return { id: scopedIds++, local, base }
  }

  /** 27) */
  private protect(term: string, definition: Draft, previous: TermDefinition | undefined): void {
    if (this.how.override || !previous?.isProtected) return
    if (!isSameDefinition(definition, previous))
      refuseTerm('protected term redefinition', term, 'is protected and cannot be defined differently')
    this.result.define(term, previous)
  }

  /** IRI expansion (5.2.2) with the context that is being defined: what a text refers to is defined first. */
  private expand(text: string): string | null {
    if (isKeyword(text)) return text
    if (hasKeywordForm(text)) return null
    this.require(text)
    const definition = this.result.definition(text)
    if (definition) return definition.iri
    const colon = text.indexOf(':', 1)
    if (colon > 0 && !text.startsWith('//', colon + 1)) this.require(text.slice(0, colon))
    const absolute = this.result.compactIri(text)
    if (absolute !== undefined) return absolute
    return this.result.vocab === undefined ? text : this.result.vocab + text
  }

  private require(term: string): void {
    if (Object.hasOwn(this.local, term) && !NO_TERMS.has(term) && this.defined.get(term) !== true)
      this.define(term)
  }
}
