/** SHACL property paths (2.3.1) as a tree in which inversion stands only at single properties. */
import type { NamedNode } from '@rdfjs/types'

/** A property path. `repeat` with `min` 0 or 1 and `once` false is zeroOrMore or oneOrMore; with `once`, zeroOrOne. */
export type Path =
  | { readonly kind: 'property'; readonly property: NamedNode }
  | { readonly kind: 'inverse'; readonly path: Path }
  | { readonly kind: 'sequence'; readonly steps: readonly Path[] }
  | { readonly kind: 'alternative'; readonly options: readonly Path[] }
  | { readonly kind: 'repeat'; readonly path: Path; readonly sign: '*' | '+' | '?' }
