/** One document x profiles or shapes -> a report: reading it is left to a function that is given, for it takes other stages. */
import type { Profile } from '../model/profile.ts'
import { didYouMean } from '../registry/nearest.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { resolveImports } from './bundled-imports.ts'
import { backgroundOf, runChecklists } from './check-graph.ts'
import { givenResults, reportOf, triplesOf } from './check-report.ts'
import type { CheckAnswer, CheckRequest, PlacedProblem } from './check-request.ts'
import { type Checklist, checklistsOf, givenChecklist } from './checklist.ts'
import { explain } from './explain.ts'
import { compileProfiles, type ProfileSet } from './profile-set.ts'
import type { DocumentReader, Fallible } from './read-document.ts'
import { readStatements } from './read-statements.ts'

/** What a check is made of. */
export interface CheckParts {
  readonly profiles: readonly Profile[]
  readonly vocabularies: Vocabularies
  readonly read: DocumentReader
}

/** Checks documents. Holds no state between them. */
export type Check = (request: CheckRequest) => Promise<CheckAnswer>

/** A check over the given profiles, which are compiled once. */
export const createCheck = ({ profiles, vocabularies, read }: CheckParts): Check => {
  const set = compileProfiles(profiles)
  const background = backgroundOf(vocabularies)
  const iris = new Map(profiles.map(({ id, iri }) => [id, iri]))
  return async request => {
    const lists = checklistsFor(request, set)
    if (!lists.ok) return lists
    const document = await read(request)
    if (!document.ok) return document
    const { value: graph } = document
    const checked = runChecklists(lists.value, graph, background, request.threshold)
    const given = givenResults(checked, request.maxResults)
    const value = reportOf(request, graph, checked, given)
    return {
      ok: true,
      value: {
        ...value,
        ...(request.explain && { explanation: explain(checked, given.results, request.language) }),
        ...(request.graph && { reportTriples: triplesOf(value, given.results, checked, iris) }),
      },
    }
  }
}

const checklistsFor = (
  { profiles, shapes, url }: CheckRequest,
  set: ProfileSet,
): Fallible<readonly Checklist[]> => {
  const unknown = profiles.filter(id => !set.has(id))
  if (unknown.length > 0)
    return { ok: false, problems: unknown.map(id => unknownProfile(id, [...set.keys()])) }
  // Given shapes stand alone unless profiles are asked for besides.
  const own = shapes !== undefined && profiles.length === 0 ? [] : checklistsOf(profiles, set)
  if (shapes === undefined) return { ok: true, value: own }
  const { name, text } = shapes
  const read = readStatements(text, { name, mediaType: 'text/turtle', of: 'shapes', base: url })
  if (!read.ok) return { ok: false, problems: [read.problem] }
  const known = [...set.values()].map(({ profile }) => profile)
  const imported = resolveImports(read.value.quads, { profiles: known, subject: name })
  if (imported.problems.length > 0)
    return { ok: false, problems: imported.problems.map(problem => ({ ...problem, of: 'shapes' })) }
  const list = givenChecklist({ quads: imported.quads, lines: read.value.lines }, name)
  return list.ok ? { ok: true, value: [...own, list.value] } : list
}

const unknownProfile = (id: string, known: readonly string[]): PlacedProblem => ({
  ...{ stage: 'scales', code: 'unknown-profile', subject: id.slice(0, 100), of: 'request' },
  detail: `there is no profile "${id.slice(0, 100)}"${didYouMean(id, known)}; there are: ${known.join(', ')}`,
})
