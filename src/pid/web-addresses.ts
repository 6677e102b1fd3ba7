/** Web addresses: which may be identifiers, and the resolvers that serve many schemes under one host. */

const HOSTS = [
  String.raw`(?:(?:www|dx|app|data|sandbox|m|api|pub)\.)?(?:igsn|geosamples|doi|orcid|isni|ror|arks|wikidata|scicrunch|identifiers|crossref)\.org`,
  String.raw`(?:(?:www|dx)\.)?hdl\.handle\.net`,
  String.raw`(?:www\.)?n2t\.net`,
  String.raw`isni-url\.oclc\.nl`,
  String.raw`(?:www\.)?grid\.ac`,
  String.raw`rrid\.site`,
  String.raw`bioregistry\.io`,
].join('|')
const ELSEWHERE = new RegExp(`^https?://(?!(?:${HOSTS})/)`, 'i')
const META =
  /^(?:https?:\/\/)?(?:www\.)?(?:identifiers\.org|n2t\.net|bioregistry\.io)\/(?:(doi|igsn|hdl|orcid|ror|isni|grid|wikidata|rrid|uuid)[:/]+(?:\1:)?(?=\S)|(?=grid\.))/i

/** Whether a text is a web address of a host that no scheme has: a page has dozens of these, looked at for nothing. */
export const isElsewhere = (text: string): boolean => ELSEWHERE.test(text)

/** `https://identifiers.org/doi:10.…` and its like as `doi:10.…`; other texts unchanged. */
export const withoutMetaResolver = (text: string): string =>
  text.replace(META, (_, scheme?: string) => (scheme === undefined ? '' : `${scheme}:`))
