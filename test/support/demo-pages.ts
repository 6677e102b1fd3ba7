/** JSON-LD of landing pages for tests of the whole walk. */

import type { JsonObject } from '../../src/model/json-ld-document.ts'

/** A sample with an IGSN of a test prefix: accepted. Any key can be added or replaced. */
export const sampleJson = (id: string | number, more: JsonObject = {}): JsonObject => ({
  '@context': 'https://schema.org/',
  '@type': 'Product',
  identifier: `igsn:10.5072/DEMO-${id}`,
  name: `Demo sample ${id}`,
  ...more,
})

/** IRI that the walk gives to `sampleJson(id)`. */
export const sampleIri = (id: string | number): string => `https://doi.org/10.5072/demo-${id}`.toLowerCase()

/** JSON-LD in which there is no sample: rejected by the kernel profile. */
export const personJson: JsonObject = {
  '@context': 'https://schema.org/',
  '@type': 'Person',
  name: 'Demo Person',
}
