/** Keywords of JSON-LD 1.1 and the tests of texts that its algorithms are built on. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'

/** Keywords of JSON-LD 1.1 (Syntax, section 1.7) and of Framing, which no term may be named either. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    '@base @container @context @default @direction @embed @explicit @graph @id @import @included @index @json ' +
    '@language @list @nest @none @omitDefault @prefix @preserve @propagate @protected @requireAll @reverse @set ' +
    '@type @value @version @vocab'
  ).split(' '),
)

/** Whether a text is a keyword. */
export const isKeyword = (text: string): boolean => text.charCodeAt(0) === 64 && KEYWORDS.has(text)

const KEYWORD_FORM = /^@[A-Za-z]+$/

/** Whether a text has the form of a keyword (`"@" 1*ALPHA`), which is reserved. */
export const hasKeywordForm = (text: string): boolean => text.charCodeAt(0) === 64 && KEYWORD_FORM.test(text)

const ABSOLUTE = /^(?:[A-Za-z][A-Za-z0-9+.-]*|_):\S*$/

/** Whether a text has the form of an absolute IRI or of a blank node identifier; `isIri` of terms.ts looks closer. */
export const isAbsolute = (text: string): boolean => ABSOLUTE.test(text)

/** Whether a JSON value is an object. */
export const isMap = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as an array: itself when it is one. */
export const asArray = (value: JsonValue): readonly JsonValue[] => (Array.isArray(value) ? value : [value])
