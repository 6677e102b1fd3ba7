/** What a repair of a JSON document is. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import type { DocumentRepairName } from '../../registry/repairs.ts'

/** What the contexts inside a document say. */
export interface Within {
  /** Terms that contexts inside the document define: what its author defined is no slip. */
  readonly defined: ReadonlySet<string>
  /** Whether a context of the document is GeoJSON's, under which coordinates keep their order. */
  readonly isGeoJson: boolean
}

/** Where in a document an object stands. */
export interface Place {
  /** Whether it is the document itself, or an item of it. */
  readonly isTop: boolean
  /** What the contexts of the document say; read when a rule asks first. */
  readonly within: () => Within
}

/** An object as it should be, and what was changed, in words. */
export interface Mended {
  readonly object: JsonObject
  readonly details: readonly string[]
}

/** One rule: undefined when the object is fine. Applied again to its result it finds nothing. */
export interface DocumentRule {
  readonly name: DocumentRepairName
  /** Whether an object with this member may be concerned: asked for every member, so that most rules need not run. */
  readonly concerns: (key: string, value: JsonValue) => boolean
  readonly apply: (object: JsonObject, place: Place) => Mended | undefined
}

/** Text in quotes for a log, cut to a length that fits a line. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
