/** `fields=`: answers with only the members that a client wants. */
import { FILTERS, PAGING } from '../../catalogue/parameter-table.ts'
import { refuse } from '../../catalogue/parameters.ts'
import { ok, type Result } from '../../model/problem.ts'
import { didYouMean } from '../../registry/nearest.ts'

/** Parameters that are facets in the search are members under other names in the answer. */
const MEMBER_OF: Readonly<Record<string, string>> = {
  material: 'materials',
  objectType: 'objectTypes',
  sampledFeature: 'sampledFeatures',
  method: 'methods',
  person: 'people',
  organisation: 'organisations',
  publication: 'publications',
  parent: 'parents',
  profile: 'conformsTo',
  location: 'geometry',
  bbox: 'geometry',
  polygon: 'geometry',
}

const advice = (name: string, known: readonly string[]): string => {
  const member = Object.hasOwn(MEMBER_OF, name) ? MEMBER_OF[name] : undefined
  const meant = member !== undefined && known.includes(member) ? `; did you mean "${member}"?` : ''
  const near = didYouMean(name, known)
  if (name in FILTERS || name in PAGING) return meant || ` (that is a parameter)${near || '.'}`
  return meant || near
}

/** The members that a request wants, `undefined` for all. Problem: `invalid-parameter` with the likely member. */
export const fieldsAsked = (
  parameters: URLSearchParams,
  known: readonly string[],
): Result<readonly string[] | undefined> => {
  const given = parameters
    .getAll('fields')
    .flatMap(text => text.split(','))
    .map(text => text.trim())
    .filter(Boolean)
  if (!parameters.has('fields')) return ok(undefined)
  const unknown = given.find(name => !known.includes(name))
  if (unknown === undefined) return ok([...new Set(['id', ...given])])
  return refuse(
    'fields',
    unknown,
    `unknown field '${unknown.slice(0, 100)}'${advice(unknown, known) || '.'} Known: ${known.join(', ')}.`,
  )
}

/** The chosen members of an item, in the item's own order; all of them without a choice. */
export const chosenMembers = <T extends object>(
  item: T,
  fields: readonly string[] | undefined,
): Partial<T> =>
  fields === undefined
    ? item
    : (Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name))) as Partial<T>)
