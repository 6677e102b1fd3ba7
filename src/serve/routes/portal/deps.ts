/** What the portal's pages are made from. */
import type { Archive } from '../../../archive/archive.ts'
import type { RunHistory } from '../../../archive/frontier.ts'
import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { Filters } from '../../../catalogue/query.ts'
import type { ExampleQuery } from '../../../graph/examples.ts'
import type { Profile } from '../../../model/profile.ts'
import type { Source } from '../../../model/source.ts'
import type { Vocabularies } from '../../../registry/vocabularies.ts'
import type { Checker } from '../../../validate/checker.ts'

/** The parts that pages read; they write nothing. */
export interface PortalDeps {
  readonly config: { readonly base: string; readonly queryTimeoutMs: number }
  readonly catalogue: Catalogue
  readonly archive: Pick<Archive, 'generation' | 'statistics' | 'recordsOfSample'> &
    Partial<Pick<Archive, 'body'>> &
    Partial<Pick<RunHistory, 'runs'>>
  /** Checks documents; the playground says when there is none. */
  readonly checker?: Checker
  readonly sources: readonly Source[]
  readonly profiles: readonly Profile[]
  readonly vocabularies: Pick<Vocabularies, 'label'>
  readonly examples: readonly ExampleQuery[]
}

/** No filter at all: every sample. */
export const EVERYTHING: Filters = { selected: {}, has: [] }

/** Whether made-up data are shown: then every page says so. */
export const isDemo = ({ sources }: PortalDeps): boolean => sources.some(source => source.demo)

/** The name of a source, or its id when the registry has it no more. */
export const sourceNames = ({ sources }: PortalDeps): ((id: string) => string) => {
  const names = new Map(sources.map(({ id, name }) => [id, name]))
  return id => names.get(id) ?? id
}

/** The title of a profile, or its id when it ships no more. */
export const profileTitles = ({ profiles }: PortalDeps): ((id: string) => string) => {
  const titles = new Map(profiles.map(({ id, title }) => [id, title]))
  return id => titles.get(id) ?? id
}
