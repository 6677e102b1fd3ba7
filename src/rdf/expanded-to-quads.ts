/**
 * Expanded JSON-LD to quads (JSON-LD 1.1 API, section 8), with two differences: named graphs flow into one graph, so
 * that no statement of a record is lost, and what cannot be an IRI is kept in another form instead of being dropped.
 */
import type { Quad, Quad_Object, Quad_Predicate, Quad_Subject } from '@rdfjs/types'
import type { JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'
import { toLiteral } from './json-ld-literal.ts'
import { rdf, schema } from './namespaces.ts'
import { factory, isIri } from './terms.ts'

/**
 * Quads of an expanded document, all in the default graph, without duplicates. `base` is the URL that relative IRIs were
 * resolved against: texts that were mistaken for relative IRIs are recovered with it. What is no IRI:
 * - as object (`license: "CC BY 4.0"`): a literal with the text as given (repair `iri-kept-as-text`);
 * - as `@id` of a node that says more: a blank node with the text as schema:identifier (`id-kept-as-identifier`);
 * - as `@type`: schema:additionalType with the text (`type-kept-as-text`);
 * - as property: its offending characters are percent-encoded (`property-encoded`).
 */
export const expandedToQuads = (expanded: JsonValue, base: string): { quads: Quad[]; repairs: Repair[] } => {
  const conversion = new Conversion(expanded, base)
  for (const node of asArray(expanded)) conversion.node(node)
  return { quads: conversion.quads, repairs: [...conversion.repairs.values()] }
}

const MAX_REPAIRS = 50

class Conversion {
  readonly quads: Quad[] = []
  readonly repairs = new Map<string, Repair>()
  private readonly known = new Set<string>()
  private readonly labels = new Map<string, Quad_Subject>()
  private readonly predicates = new Map<string, Quad_Predicate | undefined>()
  private described: ReadonlySet<string> | undefined
  private blanks = 0

  private readonly expanded: JsonValue
  private readonly base: string

  constructor(expanded: JsonValue, base: string) {
    this.expanded = expanded
    this.base = base
  }

  /** Writes the statements of a node object and returns its term; undefined when it is no node object. */
  node(value: JsonValue | undefined): Quad_Subject | undefined {
    if (!isObject(value) || '@value' in value || '@list' in value) return undefined
    const subject = this.subject(value)
    for (const [key, values] of Object.entries(value)) {
      if (key === '@type') for (const type of asArray(values)) this.type(subject, type)
      else if (key === '@graph' || key === '@included') for (const node of asArray(values)) this.node(node)
      else if (key === '@reverse') this.reverse(subject, values)
      else if (!key.startsWith('@')) this.property(subject, key, values)
    }
    return subject
  }

  private subject({ '@id': id }: JsonObject): Quad_Subject {
    if (typeof id !== 'string') return this.blank()
    if (id.startsWith('_:')) return this.labelled(id)
    if (isIri(id)) return factory.namedNode(id)
    const known = this.labels.get(id)
    if (known) return known
    const node = this.labelled(id)
    const text = this.asGiven(id)
    this.repair('id-kept-as-identifier', text, 'is no IRI: the node is unnamed and has it as identifier')
    this.add(node, schema('identifier'), factory.literal(text))
    return node
  }

  private property(subject: Quad_Subject, key: string, values: JsonValue | undefined): void {
    const predicate = this.predicate(key)
    if (!predicate) return
    for (const value of asArray(values)) this.add(subject, predicate, this.object(value))
  }

  private reverse(object: Quad_Subject, map: JsonValue | undefined): void {
    if (!isObject(map)) return
    for (const [key, values] of Object.entries(map)) {
      const predicate = this.predicate(key)
      for (const value of asArray(values)) {
        const subject = this.node(value)
        if (predicate && subject) this.add(subject, predicate, object)
      }
    }
  }

  private type(subject: Quad_Subject, type: JsonValue): void {
    if (typeof type !== 'string') return
    if (type.startsWith('_:')) this.add(subject, rdf('type'), this.labelled(type))
    else if (isIri(type)) this.add(subject, rdf('type'), factory.namedNode(type))
    else {
      const text = localPart(this.asGiven(type))
      this.repair('type-kept-as-text', text, 'is no IRI: kept as additional type')
      this.add(subject, schema('additionalType'), factory.literal(text))
    }
  }

  private object(value: JsonValue): Quad_Object | undefined {
    if (!isObject(value)) return undefined
    if ('@value' in value) return toLiteral(value, (rule, text, what) => this.repair(rule, text, what))
    if ('@list' in value) return this.list(asArray(value['@list']))
    const id = value['@id']
    if ('@id' in value && typeof id !== 'string' && Object.keys(value).length === 1) {
      // A text in the form of a keyword expands to nothing (JSON-LD 1.1 API, 5.2.2): what it was is gone by now.
      this.repair('keyword-like-left-out', '@…', 'has the form of a JSON-LD keyword, not of an IRI: left out')
      return undefined
    }
    if (typeof id !== 'string' || id.startsWith('_:') || isIri(id) || this.isDescribed(id))
      return this.node(value)
    const text = this.asGiven(id)
    this.repair('iri-kept-as-text', text, 'is no IRI: kept as text')
    return factory.literal(text)
  }

  private list(items: JsonValue[]): Quad_Object {
    let rest: Quad_Subject = rdf('nil')
    const cells = items.map(item => this.object(item)).filter(item => item !== undefined)
    for (const item of cells.reverse()) {
      const cell = this.blank()
      this.add(cell, rdf('first'), item)
      this.add(cell, rdf('rest'), rest)
      rest = cell
    }
    return rest
  }

  private predicate(key: string): Quad_Predicate | undefined {
    if (this.predicates.has(key)) return this.predicates.get(key)
    const encoded = isIri(key) ? key : encodeIri(key)
    const predicate = isIri(encoded) && !key.startsWith('_:') ? factory.namedNode(encoded) : undefined
    if (!predicate) this.repair('property-left-out', key, 'cannot be the name of a property')
    else if (encoded !== key) this.repair('property-encoded', key, 'has characters that no IRI may have')
    this.predicates.set(key, predicate)
    return predicate
  }

  /** Whether any node of the document has this `@id` and says something; asked only for what is no IRI. */
  private isDescribed(id: string): boolean {
    this.described ??= describedIds(this.expanded)
    return this.described.has(id)
  }

  /** The text that was resolved against the base, when it was. */
  private asGiven(id: string): string {
    const folder = this.base.replace(/[?#].*$/s, '').replace(/[^/]*$/, '')
    return folder && id.startsWith(folder) ? id.slice(folder.length) : id
  }

  private blank(): Quad_Subject {
    this.blanks += 1
    return factory.blankNode(`b${this.blanks}`)
  }

  private labelled(label: string): Quad_Subject {
    const node = this.labels.get(label) ?? this.blank()
    this.labels.set(label, node)
    return node
  }

  private add(subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object | undefined): void {
    if (!object) return
    const quad = factory.quad(subject, predicate, object)
    const key = `${subject.termType === 'BlankNode' ? '_' : ''}${subject.value} ${predicate.value} ${objectKey(object)}`
    if (this.known.has(key)) return
    this.known.add(key)
    this.quads.push(quad)
  }

  private repair(rule: string, text: string, what: string): void {
    if (this.repairs.size >= MAX_REPAIRS) return
    const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text
    this.repairs.set(`${rule} ${shown}`, { rule, detail: `"${shown}" ${what}` })
  }
}

const objectKey = (term: Quad_Object): string =>
  term.termType === 'Literal'
    ? `"${term.language}^${term.datatype.value} ${term.value}`
    : `${term.termType === 'BlankNode' ? '_' : '<'}${term.value}`

const describedIds = (expanded: JsonValue): ReadonlySet<string> => {
  const ids = new Set<string>()
  const visit = (value: JsonValue): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (isObject(value)) {
      const id = value['@id']
      const keys = Object.keys(value)
      if (typeof id === 'string' && keys.some(key => key !== '@id' && key !== '@index')) ids.add(id)
      for (const key of keys) visit(value[key] ?? null)
    }
  }
  visit(expanded)
  return ids
}

/** Percent-encodes what RFC 3987 does not allow in an IRI. */
const encodeIri = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is encoded
  text.replace(/[\x00-\x20\x7f-\x9f<>"{}|\\^`[\]]|%(?![0-9A-Fa-f]{2})/g, encodeURIComponent)

/** What follows the last `/` or `#`: a class name without the vocabulary that was put before it. */
const localPart = (text: string): string => /[^/#]+$/.exec(text)?.[0] ?? text

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const asArray = (value: JsonValue | undefined): JsonValue[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
