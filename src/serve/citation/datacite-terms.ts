/** The controlled lists of DataCite 4.6 that a sample's metadata use, and which of their terms our words mean. */
import { identify, type Scheme } from '../../pid/identifiers.ts'

/** contributorType (DataCite 4.6, appendix 1, table 5). */
export const CONTRIBUTOR_TYPES: ReadonlySet<string> = new Set(
  `ContactPerson DataCollector DataCurator DataManager Distributor Editor HostingInstitution Producer ProjectLeader
  ProjectManager ProjectMember RegistrationAgency RegistrationAuthority RelatedPerson Researcher ResearchGroup RightsHolder
  Sponsor Supervisor Translator WorkPackageLeader Other`.split(/\s+/),
)

const byLowerCase = new Map([...CONTRIBUTOR_TYPES].map(type => [type.toLowerCase(), type]))

const MEANT: Readonly<Record<string, string>> = {
  collector: 'DataCollector',
  samplecollector: 'DataCollector',
  custodian: 'HostingInstitution',
  currentarchive: 'HostingInstitution',
  curator: 'DataCurator',
  samplecurator: 'DataCurator',
  registrant: 'RegistrationAgency',
  sampleregistrant: 'RegistrationAgency',
  owner: 'RightsHolder',
  sampleowner: 'RightsHolder',
  chiefscientist: 'ProjectLeader',
  principalinvestigator: 'ProjectLeader',
  contact: 'ContactPerson',
}

/** Roles that stand elsewhere in DataCite's metadata. */
const ELSEWHERE = new Set(['creator', 'publisher', 'funder', 'affiliation'])

/** The contributor type of a role as given; `Other` for one that DataCite has not; undefined for what is no contributor. */
export const contributorType = (role: string): string | undefined => {
  const word = role.toLowerCase().replace(/[^a-z]/g, '')
  if (ELSEWHERE.has(word)) return undefined
  return byLowerCase.get(word) ?? MEANT[word] ?? 'Other'
}

const IDENTIFIER_TYPES: Readonly<Partial<Record<Scheme, string>>> = {
  igsn: 'DOI',
  doi: 'DOI',
  funder: 'DOI',
  'igsn-handle': 'IGSN',
  handle: 'Handle',
  ark: 'ARK',
  urn: 'URN',
  rrid: 'RRID',
}

/** relatedIdentifierType of an IRI; undefined for a text that is none. An IGSN in DOI form is given as the DOI that it is. */
export const relatedIdentifierType = (iri: string): string | undefined => {
  const scheme = identify(iri)?.scheme
  return (scheme && IDENTIFIER_TYPES[scheme]) ?? (/^(?:https?|urn):/.test(iri) ? 'URL' : undefined)
}

/** nameIdentifierScheme and schemeUri of a person's or organisation's IRI; undefined for a scheme without a name. */
export const nameIdentifierOf = (
  iri: string,
):
  | { readonly nameIdentifier: string; readonly nameIdentifierScheme: string; readonly schemeUri: string }
  | undefined => {
  const found = identify(iri)
  const scheme = { orcid: 'ORCID', ror: 'ROR', isni: 'ISNI', wikidata: 'Wikidata', grid: 'GRID' }[
    found?.scheme as string
  ]
  if (found === undefined || scheme === undefined) return undefined
  return {
    nameIdentifier: found.canonical,
    nameIdentifierScheme: scheme,
    schemeUri: new URL(found.canonical).origin,
  }
}

/** funderIdentifierType of a funder's IRI. */
export const funderIdentifierType = (iri: string): string => {
  const scheme = identify(iri)?.scheme
  return { ror: 'ROR', isni: 'ISNI', grid: 'GRID', funder: 'Crossref Funder ID' }[scheme as string] ?? 'Other'
}
