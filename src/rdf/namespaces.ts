/** The only place where vocabulary IRIs are spelt out. Each namespace is a function from local name to NamedNode. */
import type { NamedNode } from '@rdfjs/types'
import { DataFactory } from 'n3'

const namespace = (base: string) => {
  const known = new Map<string, NamedNode>()
  return (local: string): NamedNode => {
    let node = known.get(local)
    if (!node) {
      node = DataFactory.namedNode(base + local)
      known.set(local, node)
    }
    return node
  }
}

/** Prefix -> namespace IRI: for Turtle output, SPARQL examples and the editor. */
export const PREFIXES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  dcterms: 'http://purl.org/dc/terms/',
  dcat: 'http://www.w3.org/ns/dcat#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  prov: 'http://www.w3.org/ns/prov#',
  prof: 'http://www.w3.org/ns/dx/prof/',
  void: 'http://rdfs.org/ns/void#',
  /** Extension of VoID by datatypes, as the generator and the editor of SIB write and read it. */
  'void-ext': 'http://ldf.fi/void-ext#',
  /** Example queries beyond what SHACL can say: DESCRIBE, and the endpoints that a query asks. */
  spex: 'https://purl.expasy.org/sparql-examples/ontology#',
  sd: 'http://www.w3.org/ns/sparql-service-description#',
  sh: 'http://www.w3.org/ns/shacl#',
  sosa: 'http://www.w3.org/ns/sosa/',
  geo: 'http://www.opengis.net/ont/geosparql#',
  geof: 'http://www.opengis.net/def/function/geosparql/',
  schema: 'https://schema.org/',
  igsnvoc: 'https://igsn.org/voc/v1/',
  dwc: 'http://rs.tdwg.org/dwc/terms/',
  /** DataCite relation types as properties; the published Turtle still points to its staging host (docs/decisions). */
  datacite: 'https://schema.datacite.org/linked-data/vocab/relationType/',
  /** Statements that exist only while a record walks through the crosswalk; never published. */
  lode: 'urn:x-lodestone:staging#',
} as const

/** What canonical identifier IRIs start with (decision: canonical IRIs); pid/ puts the identifier behind it. */
export const RESOLVERS = {
  doi: 'https://doi.org/',
  handle: 'https://hdl.handle.net/',
  /** Legacy IGSN: handles of the prefix that the IGSN organisation used until 2021. */
  igsnHandle: 'https://hdl.handle.net/10273/',
  orcid: 'https://orcid.org/',
  isni: 'https://isni.org/isni/',
  ror: 'https://ror.org/',
  ark: 'https://n2t.net/ark:',
  wikidata: 'http://www.wikidata.org/entity/',
  /** Retired in 2021, still in records; ROR lists most GRID ids among its external ids. */
  grid: 'https://www.grid.ac/institutes/',
  rrid: 'https://scicrunch.org/resolver/RRID:',
  urn: 'urn:',
} as const

export const rdf = namespace(PREFIXES.rdf)
export const rdfs = namespace(PREFIXES.rdfs)
export const xsd = namespace(PREFIXES.xsd)
export const owl = namespace(PREFIXES.owl)
export const skos = namespace(PREFIXES.skos)
export const dcterms = namespace(PREFIXES.dcterms)
export const dcat = namespace(PREFIXES.dcat)
export const foaf = namespace(PREFIXES.foaf)
export const prov = namespace(PREFIXES.prov)
export const prof = namespace(PREFIXES.prof)
export const voidNs = namespace(PREFIXES.void)
export const voidExt = namespace(PREFIXES['void-ext'])
export const spex = namespace(PREFIXES.spex)
export const sd = namespace(PREFIXES.sd)
export const sh = namespace(PREFIXES.sh)
export const sosa = namespace(PREFIXES.sosa)
export const geo = namespace(PREFIXES.geo)
export const schema = namespace(PREFIXES.schema)
export const igsnvoc = namespace(PREFIXES.igsnvoc)
export const datacite = namespace(PREFIXES.datacite)
export const lode = namespace(PREFIXES.lode)

/** What DataCite metadata name as their schema. */
export const DATACITE_SCHEMA = 'http://datacite.org/schema/kernel-4'

/** Namespace of SPARQL Query Results XML. */
export const SPARQL_RESULTS = 'http://www.w3.org/2005/sparql-results#'

/** Datatype that Virtuoso gives to every geometry, whatever it was stored with. */
export const VIRTUOSO_GEOMETRY = 'http://www.openlinksw.com/schemas/virtrdf#Geometry'

/** Datatype of WKT in Virtuoso's stead: under its own name, Virtuoso rounds coordinates and can no longer delete them. */
export const VIRTUOSO_WKT = 'urn:x-lodestone:wktLiteral'

/** RO-Crate 1.1: its specification and its JSON-LD context. */
export const RO_CRATE = {
  specification: 'https://w3id.org/ro/crate/1.1',
  context: 'https://w3id.org/ro/crate/1.1/context',
} as const
