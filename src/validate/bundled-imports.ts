/** owl:imports of shapes from outside: only the bundled profiles can be imported. */
import type { Quad } from '@rdfjs/types'
import type { Problem } from '../model/problem.ts'
import type { Profile } from '../model/profile.ts'
import { didYouMean } from '../registry/nearest.ts'
import { withImports } from '../registry/shapes-imports.ts'

/** What shapes are imported into and from. */
export interface ImportOptions {
  readonly profiles: readonly Profile[]
  /** What problems are about: the name of the file or profile. */
  readonly subject: string
  /** Public address of this server: then the addresses at which it serves shapes can be imported as well. */
  readonly base?: string
}

/** Where a server serves the shapes of a profile; `base` has no trailing slash. */
export const shapesAddress = (base: string, id: string): string => `${base}/api/profiles/${id}/shapes.ttl`

/**
 * The shapes with everything they import. An import that is no bundled profile is a problem (`unknown-import`, stage
 * `scales`) that names it: nothing is fetched, and shapes without what they import would check too little.
 */
export const resolveImports = (
  shapes: readonly Quad[],
  { profiles, subject, base }: ImportOptions,
): { readonly quads: readonly Quad[]; readonly problems: readonly Problem[] } => {
  const graphs = new Map(
    profiles.flatMap(({ id, iri, shapes: quads }) => [
      [iri, quads] as const,
      ...(base === undefined ? [] : [[shapesAddress(base, id), quads] as const]),
    ]),
  )
  const { quads, unknown } = withImports(shapes, graphs)
  const known = profiles.map(({ iri }) => iri)
  return {
    quads,
    problems: unknown.map(iri => ({
      stage: 'scales',
      code: 'unknown-import',
      subject,
      detail: `owl:imports <${iri}>: only bundled profiles can be imported${didYouMean(iri, known) || ` (${known.join(', ')})`}`,
    })),
  }
}
