/** What makes an object a value, set or list object (JSON-LD 1.1 API, section 5.1.2, steps 13.4.7 to 13.4.12 and 15 to 18). */
import type { JsonValue } from '../../model/json-ld-document.ts'
import type { Direction } from './active-context.ts'
import { type Expanded, ExpandedList, type ExpandedNode, ExpandedValue } from './expanded.ts'
import type { Expansions } from './expansion.ts'
import { JsonLdError, shown } from './json-ld-error.ts'
import { isAbsolute } from './keywords.ts'

/** Entries with keywords that nodes do not have, collected until the object is complete. */
export class ValueEntries {
  private value: JsonValue | undefined
  private language: string | undefined
  private direction: Direction | undefined
  private items: readonly Expanded[] | undefined
  private container: '@list' | '@set' | undefined

  /** Adds `@value`, `@language` or `@direction`; other keywords have no meaning here. Throws JsonLdError. */
  add(keyword: string, value: JsonValue, { isJson, is10 }: { isJson: boolean; is10: boolean }): void {
    if (keyword === '@value') {
      if (this.value !== undefined) collide(keyword)
      if (typeof value === 'object' && value !== null && (is10 || !isJson))
        throw new JsonLdError('invalid value object value', `${shown(value)} is no text, number or boolean`)
      this.value = value
    } else if (keyword === '@language') {
      if (value === null) return
      if (this.language !== undefined) collide(keyword)
      if (typeof value !== 'string')
        throw new JsonLdError('invalid language-tagged string', `${shown(value)} is no language`)
      this.language = value.toLowerCase()
    } else if (keyword === '@direction' && !is10) {
      if (this.direction !== undefined) collide(keyword)
      if (value !== 'ltr' && value !== 'rtl')
        throw new JsonLdError('invalid base direction', `${shown(value)} is neither "ltr" nor "rtl"`)
      this.direction = value
    }
  }

  /** Adds `@list` or `@set`. */
  addItems(keyword: '@list' | '@set', items: readonly Expanded[]): void {
    if (this.container === keyword) collide(keyword)
    if (this.container) refuseSet()
    this.container = keyword
    this.items = items
  }

  /** The object, given what else it has. Throws JsonLdError. */
  result(node: ExpandedNode, isStrict: boolean): Expansions {
    if (this.value !== undefined) return this.valueObject(node, isStrict)
    if (this.items !== undefined) {
      if (!node.saysNothing('nothing') || this.language !== undefined || this.direction !== undefined)
        refuseSet()
      return this.container === '@list' ? new ExpandedList(this.items) : [...this.items]
    }
    // 18)
    return this.language !== undefined && node.saysNothing('nothing') && node.index === undefined
      ? null
      : node
  }

  /** 15) */
  private valueObject(node: ExpandedNode, isStrict: boolean): Expanded | null {
    const { value = null, language, direction } = this
    const { types = [] } = node
    const hasMore =
      node.id !== undefined || node.properties.length > 0 || node.reverse || node.graph || node.included
    if (hasMore || this.items || (node.types && (language !== undefined || direction !== undefined)))
      throw new JsonLdError('invalid value object', `${shown(value)} has more than a value can have`)
    if (types.length === 1 && types[0] === '@json') return new ExpandedValue(value, '@json')
    if (value === null) return null
    if (language !== undefined && typeof value !== 'string')
      throw new JsonLdError('invalid language-tagged value', `${shown(value)} is no text, but has a language`)
    // Not strictly, a value may have several types: none of them can be its datatype, but the value is there.
    const type = isStrict || types.length === 0 ? types[0] : types.join(' ')
    if (isStrict && types.length > 1) refuseType(value, types)
    if (types.some(one => !isAbsolute(one) || one.startsWith('_:'))) refuseType(value, types)
    return new ExpandedValue(value, type, language, direction)
  }
}

const collide = (keyword: string): never => {
  throw new JsonLdError('colliding keywords', `${keyword} is given twice, through another name of it`)
}

const refuseSet = (): never => {
  throw new JsonLdError(
    'invalid set or list object',
    'an object with "@set" or "@list" has something else, too',
  )
}

const refuseType = (value: JsonValue, types: readonly string[]): never => {
  throw new JsonLdError(
    'invalid typed value',
    `${shown(value)} has the type ${shown(types)}, which is no IRI`,
  )
}
