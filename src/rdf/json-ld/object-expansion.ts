/** Expansion of one object (JSON-LD 1.1 API, section 5.1.2, steps 11 to 18), entry by entry. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { type ActiveContext, CONTAINER, type ExpandedKey } from './active-context.ts'
import { type Expanded, ExpandedList, ExpandedNode, ExpandedValue } from './expanded.ts'
import { type Expansion, type Expansions, listed } from './expansion.ts'
import { JsonLdError, shown } from './json-ld-error.ts'
import { asArray, isMap } from './keywords.ts'
import { expandIndexMap, expandLanguageMap, saysNothing } from './map-expansion.ts'
import { ValueEntries } from './value-entries.ts'

const { list, language, index, graph, id, type } = CONTAINER
const MAPS = index | id | type

/** One object while it is being expanded; `@nest` adds the entries of further objects to it. */
export class ObjectExpansion {
  private readonly expansion: Expansion
  private readonly property: string | null
  private readonly typeScoped: ActiveContext
  private active: ActiveContext
  private readonly node = new ExpandedNode()
  /** What only value, set and list objects have. */
  private values: ValueEntries | undefined
  /** 12), as IRI or keyword. */
  private inputType: string | null | undefined

  constructor(expansion: Expansion, active: ActiveContext, property: string | null) {
    this.expansion = expansion
    this.active = active
    this.typeScoped = active
    this.property = property
  }

  /** 11) and 12): contexts of the object's types hold in it. */
  addTypeContexts(element: JsonObject): void {
    const { typeScoped } = this
    let typeKeys: string[] | undefined
    for (const key of Object.keys(element))
      if (typeScoped.key(key).iri === '@type') {
        typeKeys ??= []
        typeKeys.push(key)
      }
    if (!typeKeys) return
    if (typeKeys.length > 1) typeKeys.sort()
    for (const key of typeKeys) {
      const types = asArray(element[key] ?? null).filter(one => typeof one === 'string')
      for (const name of types.length > 1 ? types.sort() : types) {
        const scoped = typeScoped.key(name).definition?.scoped
        if (scoped) this.active = this.expansion.contexts.scoped(this.active, scoped, false)
      }
    }
    const last = asArray(element[typeKeys[0] ?? ''] ?? null).at(-1)
    if (typeof last === 'string') this.inputType = this.active.key(last).iri
  }

  /** 13) and 14) */
  addEntries(element: JsonObject): void {
    const { active } = this
    let nests: string[] | undefined
    for (const name in element) {
      if (name === '@context') continue
      const key = active.key(name)
      const value = element[name] ?? null
      if (key.isProperty) this.addProperty(key, name, value)
      else if (!key.isKeyword) continue
      else if (key.iri === '@nest') {
        nests ??= []
        nests.push(name)
      } else this.addKeyword(key.iri ?? '', value)
    }
    if (nests) for (const name of nests) this.addNested(name, element[name] ?? null)
  }

  /** 14): nested entries belong to this object, but the context of the nesting key holds for them. */
  private addNested(name: string, value: JsonValue): void {
    const outer = this.active
    for (const nested of asArray(value)) {
      if (!isMap(nested) || Object.keys(nested).some(key => outer.key(key).iri === '@value'))
        throw new JsonLdError('invalid @nest value', `${shown(nested)} cannot be nested in ${shown(name)}`)
      const scoped = outer.key(name).definition?.scoped
      this.active = scoped ? this.expansion.contexts.scoped(outer, scoped, true) : outer
      this.addEntries(nested)
    }
    this.active = outer
  }

  /** 13.5) to 13.14) */
  private addProperty(key: ExpandedKey, name: string, value: JsonValue): void {
    const { active, expansion } = this
    const { definition } = key
    const iri = key.iri ?? ''
    // Nearly all: one plain value of a term without a container.
    if (
      !definition ||
      (definition.containers === 0 && !definition.isReverse && definition.type !== '@json')
    ) {
      const expanded = expansion.element(active, name, value)
      if (expanded !== null) this.node.properties.push({ iri, values: listed(expanded) })
      return
    }
    const { containers } = definition
    let expanded: Expansions
    if (definition.type === '@json') expanded = new ExpandedValue(value, '@json')
    else if (containers & language && isMap(value))
      expanded = expandLanguageMap(this.inside(key), name, value)
    else if (containers & MAPS && isMap(value))
      expanded = expandIndexMap({ expansion, active: this.inside(key), name, definition, map: value })
    else expanded = expansion.element(active, name, value)
    if (expanded === null) return
    if (containers & list && !isList(expanded)) expanded = new ExpandedList(listed(expanded))
    let values = listed(expanded)
    if (containers & graph && !(containers & (id | index))) {
      values = graphsOf(values)
      if (values.length === 0) return
    }
    if (definition.isReverse) this.addReverse(iri, values)
    else this.node.properties.push({ iri, values })
  }

  /** Maps are read in the context of their property. */
  private inside({ definition }: ExpandedKey): ActiveContext {
    const scoped = definition?.scoped
    return scoped ? this.expansion.contexts.scoped(this.active, scoped, true) : this.active
  }

  private addReverse(iri: string, values: readonly Expanded[]): void {
    for (const { kind } of values)
      if (kind !== 'node')
        throw new JsonLdError('invalid reverse property value', `a ${kind} cannot have the property ${iri}`)
    this.node.reverse ??= []
    this.node.reverse.push({ iri, values })
  }

  /** 13.4) */
  private addKeyword(keyword: string, value: JsonValue): void {
    if (this.property === '@reverse')
      throw new JsonLdError(
        'invalid reverse property map',
        `${keyword} is no property that could be reversed`,
      )
    if (keyword === '@id') this.addId(value)
    else if (keyword === '@type') this.addTypes(value)
    else if (keyword === '@graph') this.addGraph(value)
    else if (keyword === '@included') this.addIncluded(value)
    else if (keyword === '@index') this.addIndex(value)
    else if (keyword === '@reverse') this.addReverseMap(value)
    else this.addValueEntry(keyword, value)
  }

  private addValueEntry(keyword: string, value: JsonValue): void {
    const { active, expansion, inputType, property } = this
    this.values ??= new ValueEntries()
    if (keyword === '@list') {
      // 13.4.11.1)
      if (property !== null && property !== '@graph')
        this.values.addItems(keyword, listed(expansion.list(active, property, value)))
    } else if (keyword === '@set')
      this.values.addItems(keyword, listed(expansion.element(active, property, value)))
    else this.values.add(keyword, value, { isJson: inputType === '@json', is10: expansion.contexts.is10 })
  }

  private addId(value: JsonValue): void {
    if (this.node.id !== undefined) collide('@id')
    if (typeof value !== 'string') throw new JsonLdError('invalid @id value', `${shown(value)} is no text`)
    this.node.id = this.expansion.documentIri(this.active, value)
  }

  private addTypes(value: JsonValue): void {
    for (const one of asArray(value)) {
      if (typeof one !== 'string') throw new JsonLdError('invalid type value', `${shown(one)} is no text`)
      const iri = this.expansion.vocabularyIri(this.typeScoped, one)
      if (iri === null) continue
      this.node.types ??= []
      this.node.types.push(iri)
    }
  }

  private addGraph(value: JsonValue): void {
    if (this.node.graph) collide('@graph')
    if (typeof value !== 'object' || value === null)
      throw new JsonLdError('invalid @graph value', `${shown(value)} is no object`)
    this.node.graph = [...listed(this.expansion.element(this.active, '@graph', value))]
  }

  private addIncluded(value: JsonValue): void {
    if (this.expansion.contexts.is10) return
    const expanded = this.expansion.element(this.active, this.property, value)
    const included = listed(expanded)
    if (expanded === null || included.some(({ kind }) => kind !== 'node'))
      throw new JsonLdError('invalid @included value', `${shown(value)} is not made of node objects`)
    this.node.included = [...(this.node.included ?? []), ...included]
  }

  private addIndex(value: JsonValue): void {
    if (this.node.index !== undefined) collide('@index')
    if (typeof value !== 'string') throw new JsonLdError('invalid @index value', `${shown(value)} is no text`)
    this.node.index = value
  }

  /** 13.4.13) */
  private addReverseMap(value: JsonValue): void {
    if (!isMap(value)) throw new JsonLdError('invalid @reverse value', `${shown(value)} is no object`)
    const expanded = this.expansion.element(this.active, '@reverse', value)
    if (expanded === null || Array.isArray(expanded) || expanded.kind !== 'node') return
    // What is reversed twice points forward again.
    if (expanded.reverse) this.node.properties.push(...expanded.reverse)
    for (const { iri, values } of expanded.properties) this.addReverse(iri, values)
  }

  /** 15) to 18) */
  result(): Expansions {
    return this.values ? this.values.result(this.node, this.expansion.isStrict) : this.node
  }
}

const isList = (expanded: Expansions): boolean =>
  expanded !== null && !Array.isArray(expanded) && expanded.kind === 'list'

/** 13.12): each value in a graph of its own; what says nothing would be dropped from there. */
const graphsOf = (values: readonly Expanded[]): Expanded[] =>
  values
    .filter(value => !saysNothing(value))
    .map(value => {
      const node = new ExpandedNode()
      node.graph = [value]
      return node
    })

const collide = (keyword: string): never => {
  throw new JsonLdError('colliding keywords', `${keyword} is given twice, through another name of it`)
}
