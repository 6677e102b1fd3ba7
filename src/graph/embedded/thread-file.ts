/** Where the code of worker threads is found. */

/** Entry of a worker thread of this folder. The package runs from dist; tests run from source, which threads cannot load. */
export const threadFile = (name: string): URL =>
  new URL(
    import.meta.url.endsWith('.ts') ? `../../../dist/graph/embedded/${name}.js` : `./${name}.js`,
    import.meta.url,
  )
