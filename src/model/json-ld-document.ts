export type JsonPrimitive = string | number | boolean | null
export type JsonValue = JsonPrimitive | JsonValue[] | { [key: string]: JsonValue }
export type JsonObject = { [key: string]: JsonValue }

/** A change that was made to a document so that it could be read: logged, never silent. */
export interface Repair {
  /** Kebab-case name of the rule, e.g. `entities-decoded`. */
  readonly rule: string
  /** What was found, in words, with the offending text quoted. */
  readonly detail: string
}

/** One JSON-LD value of a page: an embedded block, the page itself, or a linked alternate. */
export interface JsonLdDocument {
  readonly pageUrl: string
  /** Position among the documents of the page, from 0. */
  readonly index: number
  readonly origin: 'script' | 'body' | 'link'
  readonly json: JsonObject | JsonValue[]
  /** What relative IRIs are resolved against, when it is not the page (HTML's `<base>`). */
  readonly base?: string
  readonly repairs: readonly Repair[]
}
