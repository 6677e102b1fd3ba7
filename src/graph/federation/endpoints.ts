/** Which endpoints may be asked: those that the operator lists, each by its address or by its origin. */

import { failed, ok, type Result } from '../../model/problem.ts'

/** Decides about an address before anything is contacted. */
export interface Endpoints {
  /** What may be asked, as it was listed. */
  readonly listed: readonly string[]
  /** The address as a URL, or problem `service-refused` that says why it is not asked. */
  check(address: string): Result<URL>
}

const MAX_ADDRESS = 2000

const refuse = (address: string, reason: string): Result<never> =>
  failed({
    stage: 'graph',
    code: 'service-refused',
    subject: address.slice(0, 200),
    detail: `<${address.slice(0, 200)}> was not asked: ${reason}`,
  })

/** What is wrong with an address whatever is listed; undefined when nothing is. */
const fault = (url: URL): string | undefined => {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `it begins with "${url.protocol}"; only http and https endpoints are`
  if (url.username !== '' || url.password !== '') return 'it carries a user name or a password'
  if (url.hash !== '') return 'it has a fragment, which no endpoint has'
  return undefined
}

const parse = (address: string): URL | undefined =>
  address.length <= MAX_ADDRESS && URL.canParse(address) ? new URL(address) : undefined

/** An entry without path and query stands for everything at its origin. */
const isOrigin = (url: URL): boolean => url.pathname === '/' && url.search === ''

/**
 * The endpoints that these entries allow: URLs of endpoints, or of origins (`https://query.example`). Addresses are compared
 * as the URL standard writes them, so that another spelling of a host is either the same host or not listed. `setting` is
 * what a refusal tells people to look at.
 */
export const allowEndpoints = (entries: readonly string[], setting: string): Endpoints => {
  const urls = entries.flatMap(entry => parse(entry) ?? []).filter(url => fault(url) === undefined)
  const exact = new Set(urls.map(url => url.href))
  const origins = new Set(urls.filter(isOrigin).map(url => url.origin))
  const choice =
    entries.length === 0 ? `${setting} lists none` : `${setting} lists ${entries.slice(0, 10).join(', ')}`
  return {
    listed: entries,
    check(address) {
      const url = parse(address)
      if (!url) return refuse(address, 'it is not the absolute URL of an endpoint')
      const wrong = fault(url)
      if (wrong) return refuse(address, wrong)
      if (exact.has(url.href) || origins.has(url.origin)) return ok(url)
      return refuse(address, `only listed endpoints are; ${choice}`)
    },
  }
}
