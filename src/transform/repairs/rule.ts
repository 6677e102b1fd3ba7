/** What a repair of a JSON document is. */
import type { JsonObject } from '../../model/json-ld-document.ts'
import type { DocumentRepairName } from '../../registry/repairs.ts'

/** Where in a document an object stands. */
export interface Place {
  /** Whether it is the document itself, or an item of it. */
  readonly isTop: boolean
  /** Terms that contexts inside the document define: what its author defined is no slip. */
  readonly defined: ReadonlySet<string>
  /** Whether a context of the document is GeoJSON's, under which coordinates keep their order. */
  readonly isGeoJson: boolean
}

/** An object as it should be, and what was changed, in words. */
export interface Mended {
  readonly object: JsonObject
  readonly details: readonly string[]
}

/** One rule: undefined when the object is fine. Applied again to its result it finds nothing. */
export interface DocumentRule {
  readonly name: DocumentRepairName
  readonly apply: (object: JsonObject, place: Place) => Mended | undefined
}

/** Text in quotes for a log, cut to a length that fits a line. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
