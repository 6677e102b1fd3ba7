/**
 * The one inner module of jsonld that is used: handing it a cache of our own keeps contexts of different libraries
 * apart and lets a big context be processed once instead of once per document.
 */
declare module 'jsonld/lib/ContextResolver.js' {
  interface ContextCache {
    get(key: string): unknown
    set(key: string, value: unknown): void
  }
  class ContextResolver {
    constructor(options: { sharedCache: ContextCache })
  }
  export default ContextResolver
}
