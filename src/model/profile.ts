import type { Quad } from '@rdfjs/types'

/** A SHACL profile: one folder of shapes/. */
export interface Profile {
  /** Folder name, e.g. `geology`. */
  readonly id: string
  readonly iri: string
  readonly title: string
  readonly description: string
  /** Ids of the profiles it builds on (prof:isProfileOf), e.g. [`kernel`]. */
  readonly inherits: readonly string[]
  readonly shapes: readonly Quad[]
  /** SHA-256 of the shapes' canonical form, hexadecimal. */
  readonly digest: string
}
