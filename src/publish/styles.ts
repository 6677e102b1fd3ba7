/** The styles of JSON-LD that pages can be published in. A new style is a file in styles/ and a line here. */
import type { JsonObject } from '../model/json-ld-document.ts'
import { schema, sosa } from '../rdf/namespaces.ts'
import type { SampleRow, Surroundings } from './sample-row.ts'
import { igsnRegistrationStyle } from './styles/igsn-registration.ts'
import { schemaOrgStyle } from './styles/schema-org.ts'
import { sosaStyle } from './styles/sosa.ts'

export interface Style {
  readonly about: string
  /** IRI of what the pages describe: the `type` link of Signposting. */
  readonly type: string
  readonly toJsonLd: (sample: SampleRow, around: Surroundings) => JsonObject
}

export const STYLES = {
  'schema-org': {
    about: 'schema.org Product, for search engines and general harvesters',
    type: schema('Product').value,
    toJsonLd: schemaOrgStyle,
  },
  'igsn-registration': {
    about: 'IGSN registration JSON v0.1 in the form of SESAR',
    type: schema('Thing').value,
    toJsonLd: igsnRegistrationStyle,
  },
  sosa: {
    about: 'SOSA, GeoSPARQL, PROV and Dublin Core with an inline context',
    type: sosa('Sample').value,
    toJsonLd: sosaStyle,
  },
} as const satisfies Record<string, Style>

export type StyleName = keyof typeof STYLES

/** Whether a text names a style. */
export const isStyle = (text: string): text is StyleName => Object.hasOwn(STYLES, text)
