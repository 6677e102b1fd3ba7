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

/** Names of every scheme. Both kinds of IGSN go by one name in DataCite and Scholix. */
export const SCHEME_NAMES: Readonly<Record<Scheme, SchemeNames>> = {
  igsn: {
    title: 'IGSN',
    homePage: 'https://www.igsn.org/',
    names: 'samples',
    dataCite: 'IGSN',
    scholix: 'igsn',
  },
  'igsn-handle': {
    title: 'IGSN (legacy handle)',
    homePage: 'https://www.igsn.org/',
    names: 'samples',
    dataCite: 'IGSN',
    scholix: 'igsn',
  },
  doi: {
    title: 'DOI',
    homePage: 'https://www.doi.org/',
    names: 'publications, data and other things',
    dataCite: 'DOI',
    scholix: 'doi',
  },
  orcid: {
    title: 'ORCID iD',
    homePage: 'https://orcid.org/',
    names: 'people',
    dataCite: 'URL',
    scholix: 'orcid',
  },
  isni: {
    title: 'ISNI',
    homePage: 'https://isni.org/',
    names: 'people and organisations',
    dataCite: 'URL',
    scholix: 'isni',
  },
  ror: {
    title: 'ROR ID',
    homePage: 'https://ror.org/',
    names: 'organisations',
    dataCite: 'URL',
    scholix: 'ror',
  },
  grid: {
    title: 'GRID',
    homePage: 'https://www.grid.ac/',
    names: 'organisations',
    dataCite: 'URL',
    scholix: 'grid',
  },
  funder: {
    title: 'Crossref Funder ID',
    homePage: 'https://www.crossref.org/services/funder-registry/',
    names: 'funders',
    dataCite: 'DOI',
    scholix: 'doi',
  },
  wikidata: {
    title: 'Wikidata',
    homePage: 'https://www.wikidata.org/',
    names: 'anything',
    dataCite: 'URL',
    scholix: 'wikidata',
  },
  ark: { title: 'ARK', homePage: 'https://arks.org/', names: 'anything', dataCite: 'ARK', scholix: 'ark' },
  handle: {
    title: 'Handle',
    homePage: 'https://www.handle.net/',
    names: 'anything',
    dataCite: 'Handle',
    scholix: 'handle',
  },
  urn: {
    title: 'URN',
    homePage: 'https://www.rfc-editor.org/rfc/rfc8141',
    names: 'anything',
    dataCite: 'URN',
    scholix: 'urn',
  },
  uuid: {
    title: 'UUID',
    homePage: 'https://www.rfc-editor.org/rfc/rfc9562',
    names: 'anything',
    dataCite: 'URN',
    scholix: 'urn',
  },
  rrid: {
    title: 'RRID',
    homePage: 'https://www.rrids.org/',
    names: 'research resources',
    dataCite: 'RRID',
    scholix: 'rrid',
  },
}
