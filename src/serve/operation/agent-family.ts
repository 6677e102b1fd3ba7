/** Which program asks, as one of a few: a whole User-Agent header would tell people apart. */

const FAMILIES: readonly (readonly [string, RegExp])[] = [
  ['bot', /bot\b|crawl|spider/i],
  ['sparqlwrapper', /sparqlwrapper/i],
  ['rdflib', /rdflib/i],
  ['lodestone', /^lodestone\//i],
  ['comunica', /comunica/i],
  ['jena', /jena/i],
  ['rdf4j', /rdf4j/i],
  ['curl', /^curl\//i],
  ['wget', /^wget\//i],
  ['r', /\blibcurl\/.*\br-curl\/|\bhttr2?\/|^R /i],
  ['python', /^python|aiohttp|httpx/i],
  ['java', /^java|okhttp|apache-httpclient/i],
  ['node', /^node|undici|axios/i],
  ['go', /^go-http-client/i],
  ['browser', /^mozilla\/5\.0 /i],
]

/** The family of a User-Agent header; `none` without one, `other` for what is not known. */
export const agentFamily = (header: string | undefined): string => {
  if (!header) return 'none'
  const start = header.slice(0, 300)
  return FAMILIES.find(([, pattern]) => pattern.test(start))?.[0] ?? 'other'
}
