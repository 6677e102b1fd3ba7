/** Where identifiers begin in running text, by what they begin with. */

/** What a start promises: how the rest is read. */
export type Kind = 'address' | 'labelled' | 'igsn' | 'bare'

const HOST = String.raw`(?:(?:www|dx|app|data|m)\.)?(?:doi|igsn|geosamples|orcid|isni|ror|wikidata)\.org/|(?:dx\.)?hdl\.handle\.net/|n2t\.net/|info:(?:hdl|doi)/`
const LABEL = [
  'urn:(?=[a-z0-9][a-z0-9-]{0,30}:)',
  'ark:',
  String.raw`uuid\s?[:=]`,
  String.raw`rrid\s?[:=]`,
  '(?:doi|hdl|handle)(?![a-z])',
  '(?:orcid|isni)(?![a-z])',
  String.raw`ror(?=(?:\s?id)?\s?:|\s(?:id\s)?0)`,
  String.raw`wikidata(?=:?\s?q\d)|wd:(?=q\d)`,
  String.raw`crossref funder(?: id)?\s?:|funder\s?id\s?:`,
].join('|')
const IGSN = 'igsns?(?![a-z])|international generic sample numbers?(?![a-z])'
const HEX = '[0-9a-f]'
/** Letters for the digits of `10.`, or a comma for its full stop; what follows must tell it from a quotient or a path. */
const MISSPELT = [
  String.raw`(?<![.\/-])(?:1o|[il][0o])\.\d{4,9}/(?=[\w.-]{0,40}\d)`,
  String.raw`(?<![.,])10,\d{4,9}/(?=[a-z][\w.-]{0,40}\d)`,
].join('|')
const BARE = [
  String.raw`(?<!\.)10\.\d{3,9}(?:\.\d{1,9}){0,3}(?:[/\u2044\u2215]|%2F|\s{0,9}\n\s{0,9}/)`,
  MISSPELT,
  '10273/',
  String.raw`grid\.\d{1,9}\.`,
  String.raw`\d{4}[-\u2010-\u2013\u2212\u00ad]\s{0,9}\d{4}[-\u2010-\u2013\u2212\u00ad]\s{0,9}\d{4}[-\u2010-\u2013\u2212\u00ad]`,
  `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-(?=${HEX}{12}(?![0-9a-z]))`,
  String.raw`(?:IE[A-Z]|ICDP\d|IBCR\d|GF[A-Z]{3}\d|CS[A-Z]{3}\d|CAU[A-Z0-9])(?=[A-Z0-9]{4})`,
].join('|')

const START = new RegExp(
  `(?<address>https?://|(?<![A-Za-z0-9.])(?:${HOST}))|(?<![A-Za-z0-9])(?:(?<labelled>${LABEL})|(?<igsn>${IGSN})|(?<bare>${BARE}))`,
  'gi',
)

/** The next start at or after an offset: its kind, where it is, and what it begins with. */
export const nextStart = (
  source: string,
  from: number,
): { kind: Kind; start: number; mark: string } | undefined => {
  START.lastIndex = from
  const match = START.exec(source)
  if (!match) return undefined
  const { address, labelled, igsn } = match.groups ?? {}
  const kind =
    address !== undefined
      ? 'address'
      : labelled !== undefined
        ? 'labelled'
        : igsn !== undefined
          ? 'igsn'
          : 'bare'
  return { kind, start: match.index, mark: match[0] }
}
