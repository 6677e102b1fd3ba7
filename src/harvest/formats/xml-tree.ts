/** XML records as JSON trees: bounded, without a DTD, forgiving where what was meant is plain. */

import { Parser } from 'htmlparser2'
import type { JsonObject, JsonValue, Repair } from '../../model/json-ld-document.ts'

/** Key of an element's own text. */
export const TEXT = '#text'

/** How large a record may be. */
export interface XmlLimits {
  /** Elements one within the other. */
  readonly maxDepth: number
  /** Elements and attributes together. */
  readonly maxNodes: number
  /** Characters of one element's text. */
  readonly maxText: number
}

/** More than any record of a sample has. */
export const XML_LIMITS: XmlLimits = { maxDepth: 60, maxNodes: 40_000, maxText: 1_000_000 }

/**
 * An element as JSON: attributes under `@name`, text under `#text` (trimmed, when there is any), child elements under
 * their name, always as a list. Prefixes are taken off; declarations of namespaces and schema locations are left out.
 */
export interface XmlTree {
  /** Local name of the root element. */
  readonly root: string
  /** Namespace of the root element, empty when it has none. */
  readonly namespace: string
  readonly json: JsonObject
  readonly repairs: readonly Repair[]
}

/** Why a text is no XML tree; `code` is kebab-case. */
export interface XmlFault {
  readonly code: string
  readonly detail: string
}

interface Open {
  readonly element: JsonObject
  text: string
  prefixes?: ReadonlyMap<string, string>
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const prefixOf = (name: string): string => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '')

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:')

const isLocation = (name: string): boolean => /:(?:noNamespaceS|s)chemaLocation$/.test(name)

/** Appends to the list under a key; `__proto__` as an element's name must stay a name. */
const append = (object: JsonObject, key: string, value: JsonValue): void => {
  const known = Object.hasOwn(object, key) ? object[key] : undefined
  if (Array.isArray(known)) known.push(value)
  else define(object, key, [value])
}

const define = (object: JsonObject, key: string, value: JsonValue): void => {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
}

class TreeBuilder {
  readonly #open: Open[] = []
  readonly #limits: XmlLimits
  readonly #faults = new Set<string>()
  #nodes = 0
  root: { name: string; namespace: string; json: JsonObject } | undefined
  fault: XmlFault | undefined

  constructor(limits: XmlLimits) {
    this.#limits = limits
  }

  repairs(): Repair[] {
    return [...this.#faults].map(detail => ({ rule: 'xml-not-well-formed', detail }))
  }

  opened(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.fault) return
    const element: JsonObject = {}
    const parent = this.#open.at(-1)
    const entries = Object.entries(attributes)
    this.#nodes += 1 + entries.length
    if (this.#open.length >= this.#limits.maxDepth) this.#stop('xml-too-deep', 'elements are nested')
    if (this.#nodes > this.#limits.maxNodes) this.#stop('xml-too-large', 'elements and attributes are')
    for (const [key, value] of entries)
      if (!isDeclaration(key) && !isLocation(key) && value.trim() !== '')
        define(element, `@${localName(key)}`, value.trim().slice(0, this.#limits.maxText))
    if (parent) append(parent.element, localName(name), element)
    else if (this.root) this.#faults.add(`a second root element <${name.slice(0, 40)}> was left out`)
    else {
      const prefix = prefixOf(name)
      const namespace = attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`] ?? ''
      this.root = { name: localName(name), namespace: namespace.trim(), json: element }
    }
    this.#open.push({ element, text: '' })
  }

  text(text: string): void {
    const open = this.#open.at(-1)
    if (!open || this.fault) return
    if (open.text.length + text.length <= this.#limits.maxText) open.text += text
    else this.#stop('xml-too-large', 'characters of one element are')
  }

  closed(name: string, implied: boolean): void {
    const open = this.#open.pop()
    if (!open || this.fault) return
    if (implied) this.#faults.add(`<${name.slice(0, 40)}> is not closed`)
    const text = open.text.trim()
    if (text !== '') define(open.element, TEXT, text)
  }

  declared(name: string): void {
    if (/^!(?:doctype|entity|element|attlist)/i.test(name))
      this.#faults.add('the document type was not read; entities that it declares stay as they are written')
  }

  #stop(code: string, what: string): void {
    const { maxDepth, maxNodes, maxText } = this.#limits
    this.fault ??= {
      code,
      detail: `${what} beyond the limits (depth ${maxDepth}, ${maxNodes} nodes, ${maxText} characters)`,
    }
  }
}

/**
 * Reads one XML document. Character references and the five entities of XML are resolved, no others; a document type is
 * passed over. Elements that are not closed are closed with their parent, which is logged (`xml-not-well-formed`).
 * Faults: `xml-too-deep`, `xml-too-large`, `not-xml` (no element at all).
 */
export const parseXml = (
  text: string,
  limits: XmlLimits = XML_LIMITS,
): { readonly ok: true; readonly tree: XmlTree } | { readonly ok: false; readonly fault: XmlFault } => {
  const builder = new TreeBuilder(limits)
  const parser = new Parser(
    {
      onopentag: (name, attributes) => builder.opened(name, attributes),
      ontext: part => builder.text(part),
      // An empty-element tag counts as implied, too.
      onclosetag: (name, implied) => builder.closed(name, implied && text[parser.endIndex - 1] !== '/'),
      onprocessinginstruction: name => builder.declared(name),
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(text)
  const { fault, root } = builder
  if (fault) return { ok: false, fault }
  if (!root) return { ok: false, fault: { code: 'not-xml', detail: 'there is no element in it' } }
  return {
    ok: true,
    tree: { root: root.name, namespace: root.namespace, json: root.json, repairs: builder.repairs() },
  }
}

const MAX_HEAD = 20_000

/** Local name and namespace of a document's root element, from its beginning; undefined when there is none. */
export const rootOf = (text: string): { readonly root: string; readonly namespace: string } | undefined => {
  let found: { root: string; namespace: string } | undefined
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const prefix = prefixOf(name)
        const namespace = attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`] ?? ''
        found ??= { root: localName(name), namespace: namespace.trim() }
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(text.slice(0, MAX_HEAD))
  return found
}
