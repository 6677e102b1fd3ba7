/** What is used of rdf-canonize, which ships no types. */
declare module 'rdf-canonize' {
  import type { Quad } from '@rdfjs/types'

  interface CanonizeOptions {
    readonly algorithm: 'RDFC-1.0'
    readonly canonicalIdMap?: Map<string, string>
    readonly maxDeepIterations?: number
  }
  export function canonize(dataset: readonly Quad[], options: CanonizeOptions): Promise<string>
}
