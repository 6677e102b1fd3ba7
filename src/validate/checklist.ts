/** What a graph is checked with: the shapes of profiles, or shapes that somebody gives. */
import type { Term } from '@rdfjs/types'
import type { Problem } from '../model/problem.ts'
import { owl, sh } from '../rdf/namespaces.ts'
import { KERNEL } from '../registry/profiles.ts'
import { compileShapes } from '../shacl/compile.ts'
import type { CompiledShapes } from '../shacl/shape.ts'
import type { PlacedProblem } from './check-request.ts'
import { type ProfileSet, withInherited } from './profile-set.ts'
import type { ReadStatements } from './read-statements.ts'

/** Shapes that a graph is checked with: those of a profile, or given ones. */
export interface Checklist {
  readonly id: string
  readonly title: string
  readonly owner: 'kernel' | 'community' | 'given'
  readonly inherits: readonly string[]
  readonly shapes: CompiledShapes
  /** Whether the vocabularies lie under the data, as they do for records. */
  readonly usesVocabularies: boolean
}

/** The shapes of the kernel and of the named profiles, inherited ones first. Ids that are not known throw. */
export const checklistsOf = (ids: readonly string[], set: ProfileSet): readonly Checklist[] =>
  withInherited(ids, set).map(({ profile: { id, title, inherits }, shapes }) => ({
    ...{ id, title, inherits, shapes },
    owner: id === KERNEL ? 'kernel' : 'community',
    usesVocabularies: true,
  }))

/** Id that results of given shapes carry in place of a profile's. */
export const GIVEN = 'shapes'

/** Shapes of a text as a checklist, or every problem with them, each with the line of the shape that it names. */
export const givenChecklist = (
  { quads, lines }: ReadStatements,
  name: string,
):
  | { readonly ok: true; readonly value: Checklist }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[] } => {
  const compiled = compileShapes(quads, { subject: name })
  if (compiled.ok)
    return {
      ok: true,
      value: {
        ...{ id: GIVEN, title: name, owner: 'given', inherits: [], shapes: compiled.value },
        // Shapes that import a profile are meant for what the profile is for.
        usesVocabularies: quads.some(({ predicate }) => predicate.equals(owl('imports'))),
      },
    }
  const place = placesIn({ quads, lines })
  return {
    ok: false,
    problems: compiled.problems.map(problem => ({ ...problem, of: 'shapes', ...place(problem) })),
  }
}

/** The line that a problem speaks of, by the first shape or term of SHACL that its detail names. */
const placesIn = ({ quads, lines }: ReadStatements) => {
  const nodes = new Map<string, Term>(quads.map(({ subject }) => [`<${subject.value}>`, subject]))
  return ({ detail }: Problem): { line?: number } => {
    for (const [, iri, local] of detail.matchAll(/(<[^<>\s]+>)|\bsh:(\w+)/g)) {
      const node = iri === undefined ? undefined : nodes.get(iri)
      const term = local === undefined ? undefined : sh(local)
      const use = term && quads.find(({ predicate, object }) => predicate.equals(term) || object.equals(term))
      const line = node ? lines.find(node) : use && lines.find(use.subject, use.predicate.value, use.object)
      if (line !== undefined) return { line }
    }
    return {}
  }
}
