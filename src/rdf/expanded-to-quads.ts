/**
 * Expanded JSON-LD to quads (JSON-LD 1.1 API, section 8), with two differences: named graphs flow into one graph, so
 * that no statement of a record is lost, and what cannot be an IRI is kept in another form instead of being dropped.
 */
import type { Quad, Quad_Object, Quad_Predicate, Quad_Subject } from '@rdfjs/types'
import type { Repair } from '../model/json-ld-document.ts'
import type { Expanded, ExpandedNode } from './json-ld/expanded.ts'
import { nameOf } from './json-ld/names.ts'
import { QuadSet } from './json-ld/quad-set.ts'
import { toLiteral } from './json-ld-literal.ts'
import { rdf, schema } from './namespaces.ts'
import { factory } from './terms.ts'

/**
 * Quads of an expanded document, all in the default graph, without duplicates. `base` is the URL that relative IRIs were
 * resolved against: texts that were mistaken for relative IRIs are recovered with it. What is no IRI:
 * - as object (`license: "CC BY 4.0"`): a literal with the text as given (repair `iri-kept-as-text`);
 * - as `@id` of a node that says more: a blank node with the text as schema:identifier (`id-kept-as-identifier`);
 * - as `@type`: schema:additionalType with the text (`type-kept-as-text`);
 * - as property: its offending characters are percent-encoded (`property-encoded`).
 */
export const expandedToQuads = (
  expanded: readonly Expanded[],
  base: string,
): { quads: Quad[]; repairs: Repair[] } => {
  const conversion = new Conversion(expanded, base)
  for (const item of expanded) if (item.kind === 'node') conversion.node(item)
  return { quads: conversion.set.quads, repairs: [...conversion.repairs.values()] }
}

const MAX_REPAIRS = 50
const TYPE = factory.namedNode(rdf('type').value)
const IDENTIFIER = factory.namedNode(schema('identifier').value)
const ADDITIONAL_TYPE = factory.namedNode(schema('additionalType').value)

class Conversion {
  readonly set = new QuadSet()
  readonly repairs = new Map<string, Repair>()
  private described: ReadonlySet<string> | undefined
  private readonly expanded: readonly Expanded[]
  private readonly base: string

  constructor(expanded: readonly Expanded[], base: string) {
    this.expanded = expanded
    this.base = base
  }

  /** Writes the statements of a node object and returns its term. */
  node(node: ExpandedNode): Quad_Subject {
    const { set } = this
    const subject = this.subject(node)
    // A mere reference describes nothing.
    if (node.saysNothing('id')) return subject
    const isNew = (node.id === undefined || set.describe(subject)) && !node.repeatsProperty(TYPE.value)
    if (node.types) for (const type of node.types) this.type(subject, type, isNew && node.types.length === 1)
    for (const { iri, values } of node.properties) {
      const predicate = this.predicate(iri)
      if (!predicate) continue
      for (const value of values) {
        const object = this.object(value)
        if (!object) continue
        if ((isNew && values.length === 1) || isAlone(value)) set.addNew(subject, predicate, object)
        else set.add(subject, predicate, object)
      }
    }
    if (node.reverse) for (const { iri, values } of node.reverse) this.reverse(subject, iri, values)
    if (node.graph) for (const item of node.graph) if (item.kind === 'node') this.node(item)
    if (node.included) for (const item of node.included) if (item.kind === 'node') this.node(item)
    return subject
  }

  private subject({ id }: ExpandedNode): Quad_Subject {
    if (typeof id !== 'string') return this.set.blank()
    if (id.startsWith('_:')) return this.set.labelled(id)
    const named = this.set.named(id)
    if (named) return named
    const isKnown = this.set.hasLabel(id)
    const node = this.set.labelled(id)
    if (isKnown) return node
    const text = this.asGiven(id)
    this.repair('id-kept-as-identifier', text, 'is no IRI: the node is unnamed and has it as identifier')
    this.set.addAny(node, IDENTIFIER, factory.literal(text))
    return node
  }

  private reverse(object: Quad_Subject, iri: string, values: readonly Expanded[]): void {
    const predicate = this.predicate(iri)
    for (const value of values) {
      if (value.kind !== 'node') continue
      const subject = this.node(value)
      if (predicate) this.set.addAny(subject, predicate, object)
    }
  }

  private type(subject: Quad_Subject, type: string, isNew: boolean): void {
    const node = type.startsWith('_:') ? this.set.labelled(type) : nameOf(type)
    if (node && isNew) this.set.addNew(subject, TYPE, node)
    else if (node) this.set.add(subject, TYPE, node)
    else {
      const text = localPart(this.asGiven(type))
      this.repair('type-kept-as-text', text, 'is no IRI: kept as additional type')
      this.set.addAny(subject, ADDITIONAL_TYPE, factory.literal(text))
    }
  }

  private object(item: Expanded): Quad_Object | undefined {
    if (item.kind === 'value') return toLiteral(item, this.onRepair)
    if (item.kind === 'list')
      return this.set.list(item.items.map(one => this.object(one)).filter(one => one !== undefined))
    const { id } = item
    if (id === null && item.index === undefined && item.saysNothing('id')) {
      // A text in the form of a keyword expands to nothing (JSON-LD 1.1 API, 5.2.2): what it was is gone by now.
      this.repair('keyword-like-left-out', '@…', 'has the form of a JSON-LD keyword, not of an IRI: left out')
      return undefined
    }
    if (typeof id !== 'string' || id.startsWith('_:') || this.set.named(id) || this.isDescribed(id))
      return this.node(item)
    const text = this.asGiven(id)
    this.repair('iri-kept-as-text', text, 'is no IRI: kept as text')
    return factory.literal(text)
  }

  private predicate(key: string): Quad_Predicate | undefined {
    return nameOf(key) ?? this.mendedPredicate(key)
  }

  private mendedPredicate(key: string): Quad_Predicate | undefined {
    const predicate = key.startsWith('_:') ? undefined : nameOf(encodeIri(key))
    if (predicate) this.repair('property-encoded', key, 'has characters that no IRI may have')
    else this.repair('property-left-out', key, 'cannot be the name of a property')
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

  private readonly onRepair = (rule: string, text: string, what: string): void =>
    this.repair(rule, text, what)

  private repair(rule: string, text: string, what: string): void {
    if (this.repairs.size >= MAX_REPAIRS) return
    const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text
    this.repairs.set(`${rule} ${shown}`, { rule, detail: `"${shown}" ${what}` })
  }
}

/** A node without a name that only its place points to: no other statement can be the same. */
const isAlone = (item: Expanded): boolean =>
  item.kind === 'node' && item.id === undefined && item.reverse === undefined

/** The `@id`s of all nodes that say more than that. */
const describedIds = (expanded: readonly Expanded[]): ReadonlySet<string> => {
  const ids = new Set<string>()
  const visit = (item: Expanded): void => {
    if (item.kind === 'list') item.items.forEach(visit)
    if (item.kind !== 'node') return
    if (typeof item.id === 'string' && !item.saysNothing('id')) ids.add(item.id)
    for (const { values } of item.properties) values.forEach(visit)
    for (const { values } of item.reverse ?? []) values.forEach(visit)
    item.graph?.forEach(visit)
    item.included?.forEach(visit)
  }
  expanded.forEach(visit)
  return ids
}

/** Percent-encodes what RFC 3987 does not allow in an IRI. */
const encodeIri = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is encoded
  text.replace(/[\x00-\x20\x7f-\x9f<>"{}|\\^`[\]]|%(?![0-9A-Fa-f]{2})/g, encodeURIComponent)

/** What follows the last `/` or `#`: a class name without the vocabulary that was put before it. */
const localPart = (text: string): string => /[^/#]+$/.exec(text)?.[0] ?? text
