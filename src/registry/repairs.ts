/** Every repair that the program knows, by name: for the documentation, for sources.yaml, and for reports. */

/** One repair rule. `always`: without it a document could not be processed, so no source can switch it off. */
export interface RepairRule {
  readonly name: string
  /** One sentence: what is wrong in the document, and what is done about it. */
  readonly about: string
  readonly default: 'on' | 'off' | 'always'
  /** What it works on: the bytes of a page, the text of a block, its JSON, or the values that the crosswalk reads. */
  readonly where: 'page' | 'text' | 'document' | 'values'
}

type Row<N extends string> = readonly [name: N, about: string, byDefault?: RepairRule['default']]

const rules = <N extends string>(where: RepairRule['where'], rows: readonly Row<N>[]) =>
  rows.map(([name, about, byDefault = 'on']) => ({ name, about, default: byDefault, where }))

const page = rules('page', [
  ['bom-removed', 'A byte-order mark stands before the text and is taken off.', 'always'],
  [
    'utf-16-decoded',
    'The page is UTF-16, which JSON on the web must not be, and is decoded as such.',
    'always',
  ],
  ['charset-ignored', 'The declared charset does not exist and is ignored.', 'always'],
  [
    'invalid-bytes-replaced',
    'Bytes that are no text in the charset become replacement characters.',
    'always',
  ],
  ['context-from-link-header', 'Plain JSON gets the context that the Link header names.', 'always'],
])

const text = rules('text', [
  ['comment-unwrapped', 'Comment or CDATA marks around the JSON of a script are taken off.'],
  ['entities-decoded', 'JSON that is escaped as HTML is decoded once, when it is no JSON as it stands.'],
  ['string-unwrapped', 'JSON that was encoded twice, so that the block is one string, is decoded once more.'],
  ['documents-joined', 'Several JSON values one after the other are read as a list.'],
  ['comment-removed', 'Comments inside the JSON are skipped.'],
  ['trailing-comma-removed', 'A comma before a closing bracket is skipped.'],
  ['trailing-semicolon-removed', 'Semicolons after the end are skipped.'],
  ['raw-control-character-escaped', 'Line breaks and control characters inside strings are kept as content.'],
  ['invalid-escape-kept', 'A backslash before a character that JSON does not escape is content.'],
  ['missing-value-nulled', 'A key without a value, as templates leave it, has the value null.'],
  ['other-quotes-read', 'Strings in single or typographic quotes are read like others.'],
  ['bare-key-quoted', 'A key without quotes, as in JavaScript, is read like others.'],
  ['script-value-read', 'NaN, Infinity, undefined and None become null; True and False become booleans.'],
  ['duplicate-key-kept', 'The values of a repeated key are all kept, as a list.', 'always'],
  [
    'duplicate-keyword-dropped',
    'Of a repeated JSON-LD keyword that takes one value the last stays.',
    'always',
  ],
])

const jsonLd = rules('document', [
  [
    'schema-org-slash',
    'The namespace of schema.org gets the slash at its end, where a context gives it without.',
    'always',
  ],
  ['context-without-scheme', 'The context "schema.org" becomes its URL.', 'always'],
  ['keyword-like-key', 'A key such as @igsn, which JSON-LD ignores, loses its at sign.', 'always'],
  ['keyword-case', 'A keyword in other letters, such as @Type, is read as the keyword.', 'always'],
  ['id-not-text', 'A number as @id becomes text; null is left out.', 'always'],
  ['iri-kept-as-text', 'A value that should be an IRI and is none is kept as text.', 'always'],
  ['id-kept-as-identifier', 'An @id that is no IRI becomes the identifier of an unnamed node.', 'always'],
  ['type-kept-as-text', 'A type that is no IRI is kept as additional type.', 'always'],
  ['property-encoded', 'Characters that no IRI may have are percent-encoded in a property.', 'always'],
  ['property-left-out', 'What cannot name a property is left out.', 'always'],
  ['datatype-left-out', 'A datatype that is no IRI is left out; its value stays.', 'always'],
  ['language-left-out', 'A language that is no tag is left out; its text stays.', 'always'],
  ['keyword-like-left-out', 'A text in the form of a keyword where an IRI belongs is left out.', 'always'],
])

const documents = rules('document', [
  ['empty-identifier', 'An identifier or link such as "doi:null" that identifies nothing is left out.'],
  ['blank-in-identifier', 'White space around or inside an address ("https: //...") is taken out.'],
  ['scheme-mended', 'A damaged beginning ("http:/x", "https//x", "http://https://x") is put right.'],
  ['scheme-added', 'An address without its scheme ("www.x.org/y", "doi.org/10...") gets https.'],
  ['characters-encoded', 'Characters that no address may have are percent-encoded.'],
  ['misspelt-key', 'A key of vocab/misspelt-keys.json is read as the right one when that is absent.'],
  ['schema-org-context', 'A context that is some page of schema.org is read as schema.org.'],
  ['vocab-mended', 'A vocabulary cut down to its scheme, or without one, is read as schema.org.'],
  ['context-flattened', 'Lists inside the list of contexts, and empty contexts, are resolved.'],
  ['context-text-read', 'A context that is JSON inside a string is read.'],
  ['context-assumed', 'A document without any context is read as schema.org.', 'off'],
  ['geojson-kept', 'GeoJSON coordinates under a context that loses their order are also kept as WKT.'],
])

const values = rules('values', [
  ['placeholder-left-out', 'Texts of vocab/placeholders.json such as "N/A" or -9999 are no values.'],
  ['degrees-read', 'Degrees with minutes, hemisphere or decimal comma are read as decimal degrees.'],
  ['coordinates-swapped', 'Latitude and longitude change places when only so they are on Earth.'],
  ['longitude-wrapped', 'A longitude from 180 to 360 is counted from Greenwich westwards.', 'off'],
  ['null-island-noted', 'Latitude 0 and longitude 0 is kept, and noted, for it is often a missing value.'],
  ['box-order', 'A box that is only possible as west south east north is read so.'],
  ['box-across-antimeridian', 'A box whose east is beyond 180 is read as crossing the antimeridian.'],
  ['positions-swapped', 'Positions in longitude latitude order are read so when only that is on Earth.'],
  ['circle-as-centre', 'A circle is represented by its centre.'],
  ['wkt-tidied', 'Heights, prefixes, missing brackets and open rings of well-known text are put right.'],
  ['geojson-read', 'A GeoJSON geometry other than a point is read as well-known text.'],
  ['date-read', 'A date in a form that has one meaning only is read as an ISO 8601 date.'],
  ['date-range-read', 'A range of dates ("1998-2001", "a..b", "1990s") is read as an interval.'],
  ['date-approximate', 'A date marked as approximate ("ca. 1998") is read without the mark.'],
  ['date-epoch-read', 'Milliseconds since 1970 are read as a date and time.'],
  ['date-empty', 'A date such as 0000-00-00 that stands for a missing one is left out.'],
  ['family-name-first', 'The name of a person "Family, Given" is read as given name and family name.'],
])

/** All repairs. Names never change: sources.yaml, provenance and reports use them. */
export const REPAIRS: readonly RepairRule[] = [...page, ...text, ...jsonLd, ...documents, ...values]

/** Names of the repairs of the text of a block. */
export type TextRepairName = (typeof text)[number]['name']
/** Names of the repairs of JSON documents that a source can switch. */
export type DocumentRepairName = (typeof documents)[number]['name']
/** Names of the repairs of values. */
export type ValueRepairName = (typeof values)[number]['name']

/** Names that a source may switch off or on. */
export const switchableRepairs: readonly string[] = REPAIRS.filter(rule => rule.default !== 'always').map(
  ({ name }) => name,
)

interface Switches {
  readonly off: readonly string[]
  readonly on: readonly string[]
}

const known = new WeakMap<Switches, ReadonlySet<string>>()

/** Names of the repairs that are switched off, given the `repairs` of a source; without it, those that are off by default. */
export const repairsOff = (switches: Switches = NO_SWITCHES): ReadonlySet<string> => {
  let off = known.get(switches)
  if (!off) {
    const byDefault = REPAIRS.filter(rule => rule.default === 'off').map(({ name }) => name)
    off = new Set([...byDefault.filter(name => !switches.on.includes(name)), ...switches.off])
    known.set(switches, off)
  }
  return off
}

const NO_SWITCHES: Switches = { off: [], on: [] }
