/** Names of operations for generated clients, from method and path. */

const SINGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  bodies: 'body',
  queries: 'query',
  vocabularies: 'vocabulary',
}

const singular = (plural: string): string => SINGULAR[plural] ?? plural.replace(/s$/, '')

const capitalised = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map(part => `${part[0]?.toUpperCase() ?? ''}${part.slice(1)}`)
    .join('')

/** Where the path says less than people know. */
const CHOSEN: Readonly<Record<string, string>> = {
  'get /api/samples': 'searchSamples',
  'get /api/clusters': 'clusterSamples',
  'get /api/timeline': 'countByTime',
  'get /api/profiles/{id}/{file}': 'getProfileFile',
  'get /id/{id}': 'resolve',
  'post /api/validate': 'validate',
  'post /api/verify': 'verify',
}

/**
 * `GET /api/people` -> `listPeople`, `GET /api/people/{id}` -> `getPerson`, `GET /api/people/{id}/samples` ->
 * `getPersonSamples`; other methods begin with their own name.
 */
export const operationId = (method: string, path: string): string => {
  const chosen = CHOSEN[`${method} ${path}`]
  if (chosen !== undefined) return chosen
  const parts = path.replace(/^\/(?:api\/)?/, '').split('/')
  const names = parts.flatMap((part, index) => {
    if (part.startsWith('{')) return []
    return [capitalised(parts[index + 1]?.startsWith('{') ? singular(part) : part)]
  })
  const isList = method === 'get' && path.startsWith('/api/') && parts.length === 1
  return `${isList ? 'list' : method}${names.join('')}`
}
