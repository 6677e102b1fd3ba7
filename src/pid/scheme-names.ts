/** What people, DataCite and Scholix call the identifier schemes. */
import type { Scheme } from './identifier.ts'

/** Names of a scheme. */
export interface SchemeNames {
  /** For people. */
  readonly title: string
  /** Where the scheme is explained. */
  readonly homePage: string
  /** What its identifiers name, as a plural. */
  readonly names: string
  /** DataCite metadata schema 4.6, relatedIdentifierType; `URL` (of the canonical form) where the list has no such value. */
  readonly dataCite: string
  /** `IDScheme` of a Scholix identifier; free text there, these are the values in use. */
  readonly scholix: string
}

const row = (
  title: string,
  homePage: string,
  names: string,
  dataCite: string,
  scholix: string,
): SchemeNames => ({
  title,
  homePage,
  names,
  dataCite,
  scholix,
})

/** Names of every scheme. Both kinds of IGSN go by one name in DataCite and Scholix. */
export const SCHEME_NAMES: Readonly<Record<Scheme, SchemeNames>> = {
  igsn: row('IGSN', 'https://www.igsn.org/', 'samples', 'IGSN', 'igsn'),
  'igsn-handle': row('IGSN (legacy handle)', 'https://www.igsn.org/', 'samples', 'IGSN', 'igsn'),
  doi: row('DOI', 'https://www.doi.org/', 'publications, data and other things', 'DOI', 'doi'),
  orcid: row('ORCID iD', 'https://orcid.org/', 'people', 'URL', 'orcid'),
  isni: row('ISNI', 'https://isni.org/', 'people and organisations', 'URL', 'isni'),
  ror: row('ROR ID', 'https://ror.org/', 'organisations', 'URL', 'ror'),
  grid: row('GRID', 'https://www.grid.ac/', 'organisations', 'URL', 'grid'),
  funder: row(
    'Crossref Funder ID',
    'https://www.crossref.org/services/funder-registry/',
    'funders',
    'DOI',
    'doi',
  ),
  wikidata: row('Wikidata', 'https://www.wikidata.org/', 'anything', 'URL', 'wikidata'),
  ark: row('ARK', 'https://arks.org/', 'anything', 'ARK', 'ark'),
  handle: row('Handle', 'https://www.handle.net/', 'anything', 'Handle', 'handle'),
  urn: row('URN', 'https://www.rfc-editor.org/rfc/rfc8141', 'anything', 'URN', 'urn'),
  uuid: row('UUID', 'https://www.rfc-editor.org/rfc/rfc9562', 'anything', 'URN', 'urn'),
  rrid: row('RRID', 'https://www.rrids.org/', 'research resources', 'RRID', 'rrid'),
}
