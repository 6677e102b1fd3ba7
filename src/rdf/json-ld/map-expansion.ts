/** Language, index, id and type maps (JSON-LD 1.1 API, section 5.1.2, steps 13.7 and 13.8). */
import type { JsonObject } from '../../model/json-ld-document.ts'
import { type ActiveContext, CONTAINER, type TermDefinition } from './active-context.ts'
import { type Expanded, ExpandedNode, ExpandedValue } from './expanded.ts'
import { type Expansion, listed } from './expansion.ts'
import { JsonLdError, shown } from './json-ld-error.ts'
import { asArray } from './keywords.ts'

/** 13.7): texts by language. Throws JsonLdError `invalid language map value`. */
export const expandLanguageMap = (active: ActiveContext, name: string, map: JsonObject): Expanded[] => {
  const given = active.key(name).definition?.direction
  const direction = (given === undefined ? active.direction : given) ?? undefined
  const values: Expanded[] = []
  for (const [language, texts] of Object.entries(map)) {
    const tag = active.key(language).iri === '@none' ? undefined : language.toLowerCase()
    for (const text of asArray(texts)) {
      if (text === null) continue
      if (typeof text !== 'string')
        throw new JsonLdError('invalid language map value', `${shown(text)} is no text, but has a language`)
      values.push(new ExpandedValue(text, undefined, tag, direction))
    }
  }
  return values
}

/** A map that is being expanded: `name` is its property in the context `active`. */
interface MapExpansion {
  readonly expansion: Expansion
  readonly active: ActiveContext
  readonly name: string
  readonly definition: TermDefinition
  readonly map: JsonObject
}

/** 13.8): values by index, by a property of theirs, by identifier or by type. Throws JsonLdError. */
export const expandIndexMap = (task: MapExpansion): Expanded[] => {
  const { active, definition, expansion, map, name } = task
  const values: Expanded[] = []
  const isType = (definition.containers & CONTAINER.type) !== 0
  const isGraph = (definition.containers & CONTAINER.graph) !== 0
  // The context of a type ends where the next type begins.
  const outer = isType ? (active.previous ?? active) : active
  for (const [index, value] of Object.entries(map)) {
    const scoped = isType ? outer.key(index).definition?.scoped : undefined
    const inner = scoped ? expansion.contexts.scoped(outer, scoped, false) : outer
    const elements = Array.isArray(value) ? value : [value]
    const isNone = active.key(index).iri === '@none'
    for (const item of listed(expansion.element(inner, name, elements, true))) {
      if (isGraph && saysNothing(item)) continue
      const placed = isGraph ? graphOf(item) : item
      if (!isNone) addIndex(task, placed, index)
      values.push(placed)
    }
  }
  return values
}

/** What says nothing in a graph: 19), which concerns graph containers, too. */
export const saysNothing = (item: Expanded): boolean => item.kind !== 'node' || item.saysNothing('id')

const graphOf = (item: Expanded): Expanded => {
  if (item.kind === 'node' && item.isGraph()) return item
  const node = new ExpandedNode()
  node.graph = [item]
  return node
}

/** 13.8.3.7): the item says itself what it was found under. */
const addIndex = (
  { active, definition, expansion, name }: MapExpansion,
  item: Expanded,
  index: string,
): void => {
  const { containers } = definition
  if (item.kind !== 'node') {
    if (containers & CONTAINER.index && definition.index === undefined) return
    throw new JsonLdError('invalid value object', `a ${item.kind} in the map ${shown(name)} cannot be a node`)
  }
  if (containers & CONTAINER.index && definition.index !== undefined) {
    const key = active.key(definition.index)
    const value = expansion.value(active, key, index)
    item.properties.unshift({ iri: key.iri ?? '', values: [value] })
  } else if (containers & CONTAINER.index) item.index ??= index
  else if (containers & CONTAINER.id) {
    if (item.id === undefined) item.id = expansion.documentIri(active, index)
  } else {
    const { iri: type = index } = active.key(index)
    if (type !== null) item.types = [type, ...(item.types ?? [])]
  }
}
