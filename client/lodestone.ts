// Client of the Lodestone API, made by `npm run client` from its description: change that, not this file.

/** Where the server is, and how requests are made. */
export interface ClientOptions {
  /** Address of the server, for example `https://samples.example.org`. */
  readonly base: string
  /** In place of the global `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Headers of every request, for example a User-Agent that says who asks. */
  readonly headers?: Readonly<Record<string, string>>
  /** How often a request that was answered 429 or 503 is sent again; 3 by default. */
  readonly retries?: number
  /** Longest time to wait before that, in seconds; 60 by default. A server that wants more gets its way: the error is thrown. */
  readonly longestWait?: number
}

/** What goes with one request. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** An answer that is no success: what the server says of it (RFC 9457). */
export class LodestoneError extends Error {
  readonly status: number
  /** Kebab-case code, the last part of the problem's type; `http` for answers that are no problem document. */
  readonly code: string
  readonly problem: Readonly<Record<string, unknown>>
  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    super(typeof problem.detail === 'string' ? problem.detail : `HTTP ${status}`)
    this.name = 'LodestoneError'
    this.status = status
    this.code = typeof problem.type === 'string' ? (problem.type.split(':').pop() ?? 'http') : 'http'
    this.problem = problem
  }
}

type Value = string | number | boolean | readonly (string | number)[] | undefined

const withQuery = (path: string, query: object | undefined): string => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}) as [string, Value][]) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) parameters.append(name, String(each))
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

const pause = (seconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }, seconds * 1000)
    if (signal?.aborted) leave()
    else signal?.addEventListener('abort', leave, { once: true })
  })

/** Seconds of a Retry-After header, which may also be a date (RFC 9110, 10.2.3); 1 without one. */
const retryAfter = (response: Response): number => {
  const text = response.headers.get('retry-after') ?? '1'
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 1
}

const problemOf = async (response: Response): Promise<LodestoneError> => {
  const text = await response.text()
  try {
    return new LodestoneError(response.status, JSON.parse(text) as Record<string, unknown>)
  } catch {
    // Not from the server itself, but from something in between.
    return new LodestoneError(response.status, { detail: `HTTP ${response.status}: ${text.slice(0, 200)}` })
  }
}

/** Sends requests; what the methods of the client have in common. */
export class Transport {
  readonly #options: ClientOptions
  constructor(options: ClientOptions) {
    this.#options = { ...options, base: options.base.replace(/\/+$/, '') }
  }

  /** The answer, if it is a success; everything else is thrown as LodestoneError. */
  async send(path: string, query?: object, init: RequestInit = {}): Promise<Response> {
    const { base, headers, retries = 3, longestWait = 60 } = this.#options
    const ask = this.#options.fetch ?? ((url: string, request: RequestInit) => fetch(url, request))
    for (let attempt = 0; ; attempt++) {
      const response = await ask(`${base}${withQuery(path, query)}`, {
        ...init,
        headers: { accept: 'application/json, */*;q=0.5', ...headers, ...init.headers },
      })
      if (response.ok) return response
      const wait = retryAfter(response)
      const again = (response.status === 429 || response.status === 503) && attempt < retries
      if (!again || wait > longestWait) throw await problemOf(response)
      await response.body?.cancel()
      await pause(wait, init.signal ?? undefined)
    }
  }

  /** The JSON of an answer. */
  async json<T>(path: string, query?: object, init?: RequestInit): Promise<T> {
    return (await (await this.send(path, query, init)).json()) as T
  }

  /** The first page and all that follow it. */
  async *pages<T extends { readonly next?: string | undefined }>(
    first: T | Promise<T>,
    init?: RequestInit,
  ): AsyncGenerator<T, void, undefined> {
    let page = await first
    for (;;) {
      yield page
      if (page.next === undefined) return
      page = await this.json<T>(page.next, undefined, init)
    }
  }

  /** The items of the first page and of all that follow it, one by one. */
  async *items<I>(
    first: ItemPage<I> | Promise<ItemPage<I>>,
    init?: RequestInit,
  ): AsyncGenerator<I, void, undefined> {
    for await (const { items } of this.pages(first, init)) yield* items
  }
}

/** A page of things. */
export interface ItemPage<I> {
  readonly items: readonly I[]
  readonly next?: string | undefined
}

/** Terms of the default graph, the most used first */
export type UsedTerms = {
  /** Archive change that the counts are of */
  readonly generation: number | null
  /** Archive change that the graph shows now */
  readonly shown: number
  readonly classes: readonly UsedClass[]
  readonly properties: readonly UsedProperty[]
}

export type UsedClass = {
  readonly iri: string
  /** Prefixed name */
  readonly name?: string
  readonly entities: number
  readonly properties?: readonly UsedProperty[]
}

export type UsedProperty = {
  readonly iri: string
  /** Prefixed name */
  readonly name?: string
  readonly triples: number
}

export type StoredQueries = {
  readonly generation: number
  readonly queries: readonly StoredQuery[]
}

export type StoredQuery = {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly keywords: readonly string[]
  readonly form?: string
  readonly url: string
  readonly parameters: readonly Readonly<Record<string, unknown>>[]
  readonly lastRun?: QueryRun
  readonly query: string
}

/** How the query did when it was last run with its defaults */
export type QueryRun = {
  readonly generation: number
  readonly ranAt: string
  readonly ms: number
  readonly rows?: number
  readonly error?: string
}

export type JsonLdContext = {
  readonly '@context': Readonly<Record<string, unknown>>
}

/** RFC 9457 problem details */
export type Problem = {
  /** `urn:problem:lodestone:` and one of the codes that the description lists */
  readonly type: string
  readonly title: string
  readonly status: number
  /** Quotes the offending value and says what to write instead */
  readonly detail: string
  /** The parameter that is meant */
  readonly subject?: string
} & Readonly<Record<string, unknown>>

export type SearchResult = {
  readonly total: number
  /** Number of the last archive change the answer includes */
  readonly generation: number
  readonly items: readonly Sample[]
  readonly facets: Readonly<Record<string, FacetCounts>>
  readonly next?: string
}

export type Sample = {
  readonly id: string
  readonly identifier: string
  readonly name?: string
  readonly description?: string
  readonly landingPage?: string
  readonly source: string
  readonly sources: readonly string[]
  readonly status: string
  readonly collection: boolean
  readonly objectTypes: readonly Labelled[]
  readonly materials: readonly Labelled[]
  readonly sampledFeatures: readonly Labelled[]
  readonly methods: readonly Labelled[]
  readonly collected?: {
    readonly from?: string
    readonly to?: string
  }
  readonly geometry?: Geometry
  /** Metres above sea level */
  readonly elevation?: number
  readonly place?: string
  readonly people: readonly Involved[]
  readonly organisations: readonly Involved[]
  readonly publications: readonly {
    readonly id: string
    readonly title: string
    readonly relation: string
  }[]
  readonly parents: readonly string[]
  readonly conformsTo: readonly string[]
}

export type Labelled = {
  readonly id: string
  readonly label: string
}

/** GeoJSON geometry (RFC 7946): longitude, latitude in WGS 84 */
export type Geometry = {
  readonly type: string
  readonly coordinates?: readonly unknown[]
  readonly geometries?: readonly unknown[]
}

export type Involved = {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
}

export type FacetCounts = {
  readonly values: readonly {
    readonly value: string
    readonly label: string
    readonly count: number
    readonly selected: boolean
    readonly broader?: readonly string[]
  }[]
  readonly total: number
}

export type SampleDetail = Sample & {
  /** Number of the last archive change the answer includes */
  readonly generation: number
  readonly links: readonly Link[]
  readonly records: readonly SampleRecord[]
  readonly statements: readonly {
    readonly predicate: string
    readonly object: Term
    readonly assertedBy: readonly string[]
  }[]
}

export type Link = {
  readonly relation: string
  /** DataCite relation type, from subject to object */
  readonly type?: string
  /** The same relation from object to subject */
  readonly inverse?: string
  readonly direction: 'out' | 'in'
  readonly target: string
  readonly kind: 'sample' | 'publication' | 'other'
  readonly title?: string
  readonly assertedBy: readonly {
    readonly record: string
    readonly source: string
    readonly at: string
  }[]
}

export type SampleRecord = {
  readonly url: string
  readonly source: string
  readonly state: 'accepted' | 'rejected' | 'unreadable' | 'withdrawn'
  /** Number of its last change */
  readonly seq: number
  readonly fetchedAt: string
  /** Share of its values that reached the graph */
  readonly coverage?: number
  readonly withdrawnBecause?: string
}

/** An RDF term as in SPARQL 1.1 Query Results JSON */
export type Term = {
  readonly type: string
  readonly value: string
  readonly 'xml:lang'?: string
  readonly datatype?: string
}

export type SampleLinks = {
  readonly generation: number
  readonly id: string
  /** How many there are, listed or not: of more than 10,000 every source and record keeps some */
  readonly total: number
  readonly links: readonly Link[]
}

export type Family = {
  readonly generation: number
  readonly id: string
  readonly ancestors?: readonly {
    readonly id: string
    readonly name?: string
    readonly distance: number
    readonly via: string
    readonly relation: string
    readonly known: boolean
  }[]
  readonly descendants?: readonly {
    readonly id: string
    readonly name?: string
    readonly distance: number
    readonly via: string
    readonly relation: string
    readonly known: boolean
  }[]
  readonly siblings?: readonly {
    readonly id: string
    readonly name?: string
    readonly distance: number
    readonly via: string
    readonly relation: string
    readonly known: boolean
  }[]
  /** Ancestors by derivation alone */
  readonly origins?: readonly {
    readonly id: string
    readonly name?: string
    readonly distance: number
    readonly via: string
    readonly relation: string
    readonly known: boolean
  }[]
  /** Descendants by derivation alone */
  readonly derivations?: readonly {
    readonly id: string
    readonly name?: string
    readonly distance: number
    readonly via: string
    readonly relation: string
    readonly known: boolean
  }[]
  /** How many there are, listed or not */
  readonly counts: Readonly<Record<string, number>>
  /** Whether there are more than are listed */
  readonly truncated: boolean
  readonly next?: string
}

export type Assertions = {
  readonly generation: number
  readonly id: string
  readonly assertions: readonly {
    readonly field: string
    /** What cannot all be true; absent where the records agree */
    readonly disagreement?: string
    /** How many values there are, where not all are listed */
    readonly total?: number
    readonly values: readonly {
      readonly value: string
      readonly label?: string
      readonly language?: string
      readonly roles?: readonly string[]
      readonly assertedBy: readonly {
        readonly record: string
        readonly source: string
        readonly at: string
      }[]
    }[]
  }[]
}

export type SampleValidation = {
  readonly id: string
  readonly records: readonly (SampleRecord & {
    readonly reports: readonly ProfileReport[]
    readonly problems: readonly ({
      readonly code?: string
    } & Readonly<Record<string, unknown>>)[]
    readonly repairs: readonly unknown[]
  })[]
}

export type ProfileReport = {
  readonly profile: string
  readonly shapesDigest: string
  readonly conforms: boolean
  readonly results: readonly ({
    readonly message: string
    readonly severity: string
  } & Readonly<Record<string, unknown>>)[]
}

export type HarvestedRecords = {
  readonly id: string
  readonly records: readonly (SampleRecord & {
    readonly finalUrl: string
    readonly mediaType: string
    readonly bodyDigest: string
    readonly lost: readonly unknown[]
    readonly repairs: readonly unknown[]
    readonly problems: readonly ({
      readonly code?: string
    } & Readonly<Record<string, unknown>>)[]
    /** What the record says, as N-Quads */
    readonly quads: string
    /** Its kernel statements, as N-Triples */
    readonly kernel: string
    /** Path of the page as it was fetched */
    readonly raw: string
  })[]
}

export type FacetList = {
  readonly generation: number
  readonly facets: readonly {
    readonly name:
      | 'material'
      | 'objectType'
      | 'sampledFeature'
      | 'source'
      | 'person'
      | 'organisation'
      | 'publication'
      | 'profile'
      | 'method'
      | 'status'
      | 'parent'
    readonly title: string
    readonly kind: 'concept' | 'entity' | 'sample' | 'plain'
  }[]
}

export type FacetPage = FacetCounts & {
  readonly facet: string
  readonly generation: number
  /** Path of the next page, if there is one */
  readonly next?: string
}

export type Clusters = {
  readonly type: 'FeatureCollection'
  readonly generation: number
  /** Samples that match and have a place */
  readonly located: number
  /** The emptiest cells were left out */
  readonly truncated: boolean
  readonly features: readonly {
    readonly type: 'Feature'
    readonly geometry: {
      readonly type: 'Point'
      readonly coordinates: readonly [number, number]
    }
    readonly properties: {
      readonly count: number
      /** West, south, east, north of the samples */
      readonly bbox: readonly [number, number, number, number]
      /** Of a single sample */
      readonly id?: string
      readonly name?: string
    }
  }[]
}

export type Timeline = {
  readonly generation: number
  readonly interval: 'year' | 'decade' | 'century' | 'millennium'
  readonly bars: readonly {
    readonly from: string
    readonly to: string
    /** The filter that finds exactly these samples */
    readonly collected: string
    readonly count: number
  }[]
  readonly undated: number
}

export type EntityList = {
  /** Number of the last archive change the answer includes */
  readonly generation: number
  readonly total: number
  readonly items: readonly {
    readonly id: string
    readonly name: string
    readonly samples: number
  }[]
  readonly next?: string
}

export type Entity = {
  /** Number of the last archive change the answer includes */
  readonly generation: number
  readonly id: string
  readonly name: string
  /** person, organisation, article, dataset or work */
  readonly type: string
  readonly names: readonly string[]
  readonly spellings: readonly {
    readonly name: string
    readonly sources: Readonly<Record<string, number>>
  }[]
  /** All that records use for it, its own first */
  readonly identifiers: readonly string[]
  readonly samples: number
  readonly sources: Readonly<Record<string, number>>
  readonly years?: {
    readonly from: number
    readonly to: number
  }
  /** West, south, east, north of its samples */
  readonly bbox?: readonly [number, number, number, number]
  readonly people: readonly Companion[]
  readonly organisations: readonly Companion[]
  readonly publications: readonly Companion[]
}

/** Has to do with some of the same samples */
export type Companion = {
  readonly id: string
  readonly name: string
  readonly samples: number
}

export type PublicationLinks = {
  readonly generation: number
  readonly id: string
  /** Links on all pages */
  readonly total: number
  readonly links: readonly (Link & {
    /** The identifier of the publication that the sample states */
    readonly as: string
  })[]
  /** Path of the next page, if there is one */
  readonly next?: string
}

/** Scholix link information packages */
export type LinkPackages = {
  readonly generation: number
  readonly version: '3' | '4'
  readonly items: readonly (ScholixPackageV3 | ScholixPackageV4)[]
  /** Path of the next page, if there is one */
  readonly next?: string
}

export type ScholixPackageV3 = {
  readonly LinkPublicationDate: string
  readonly LinkProvider: readonly {
    readonly Name: string
    readonly Identifier?: readonly {
      readonly ID: string
      readonly IDScheme: string
      readonly IDURL?: string
    }[]
  }[]
  readonly RelationshipType: {
    readonly Name: 'IsSupplementTo' | 'IsSupplementedBy' | 'References' | 'IsReferencedBy' | 'IsRelatedTo'
    readonly SubType: string
    readonly SubTypeSchema: string
  }
  readonly LicenseURL?: string
  readonly Source: {
    readonly Identifier: readonly {
      readonly ID: string
      readonly IDScheme: string
      readonly IDURL?: string
    }[]
    readonly Type: 'publication' | 'dataset' | 'software' | 'other'
    readonly SubType?: string
    readonly SubTypeSchema?: string
    readonly Title?: string
  }
  readonly Target: {
    readonly Identifier: readonly {
      readonly ID: string
      readonly IDScheme: string
      readonly IDURL?: string
    }[]
    readonly Type: 'publication' | 'dataset' | 'software' | 'other'
    readonly SubType?: string
    readonly SubTypeSchema?: string
    readonly Title?: string
  }
}

export type ScholixPackageV4 = {
  readonly LinkPublicationDate: string
  readonly LinkProvider: readonly {
    readonly name: string
    readonly identifier?: readonly {
      readonly ID: string
      readonly IDScheme: string
      readonly IDURL?: string
    }[]
  }[]
  readonly RelationshipType: {
    readonly Name: 'IsSupplementTo' | 'IsSupplementedBy' | 'References' | 'IsReferencedBy' | 'IsRelatedTo'
    readonly SubType: string
    readonly SubTypeSchema: string
  }
  readonly LicenseURL?: string
  readonly Source: {
    readonly Identifier: readonly {
      readonly ID: string
      readonly IDScheme: string
      readonly IDURL?: string
    }[]
    readonly Type: {
      readonly Name: 'literature' | 'dataset' | 'unknwon'
      readonly SubType?: string
      readonly SubTypeSchema?: string
    }
    readonly Title?: readonly string[]
  }
  readonly Target: {
    readonly Identifier: {
      readonly ID: string
      readonly IDScheme: string
      readonly IDURL?: string
    }
    readonly Type: {
      readonly Name: 'literature' | 'dataset' | 'unknwon'
      readonly SubType?: string
      readonly SubTypeSchema?: string
    }
    readonly Title?: readonly string[]
  }
}

export type ExportManifest = Readonly<Record<string, unknown>>

export type ProfileExamples = {
  readonly examples: readonly Readonly<Record<string, unknown>>[]
}

export type SourceRuns = {
  readonly source: string
  readonly summary: {
    readonly runs: number
    /** Share of complete listings, 0 to 1 */
    readonly availability?: number
    readonly coverage?: {
      readonly first: number
      readonly last: number
    }
    /** Over all these runs */
    readonly repairs: Readonly<Record<string, number>>
    /** Over all these runs */
    readonly unmapped: Readonly<Record<string, number>>
    /** Over all these runs */
    readonly strings: Readonly<Record<string, number>>
    /** Over all these runs */
    readonly problems: Readonly<Record<string, number>>
    readonly deadLinks: readonly string[]
    readonly contexts: readonly {
      readonly url: string
      readonly records: number
      readonly command?: string
    }[]
  }
  /** The newest first */
  readonly runs: readonly HarvestRun[]
}

/** Histograms have their 50 most frequent keys */
export type HarvestRun = {
  readonly number: number
  readonly startedAt: string
  readonly endedAt?: string
  readonly listing?: 'complete' | 'partial' | 'failed'
  readonly figures: {
    /** Pages by how their visit ended: written, unchanged, failed, missed, withdrawn */
    readonly endings: Readonly<Record<string, number>>
    /** Records written, by state */
    readonly states: Readonly<Record<string, number>>
    /** Problems by code */
    readonly problems: Readonly<Record<string, number>>
    /** Records by the repair that was made */
    readonly repairs: Readonly<Record<string, number>>
    /** Records by the JSON path of a value that did not reach the graph */
    readonly unmapped: Readonly<Record<string, number>>
    /** Records by a text that names no known concept, as `facet: text` */
    readonly strings: Readonly<Record<string, number>>
    /** Records that an unknown context held back, by its URL */
    readonly contexts: Readonly<Record<string, number>>
    readonly deadLinks: readonly string[]
    readonly leavesPresent: number
    readonly leavesReached: number
    readonly requests: number
    readonly bytes: number
  }
}

export type SourceList = {
  readonly generation: number
  readonly sources: readonly Source[]
}

export type Source = {
  readonly id: string
  readonly name: string
  readonly ror?: string
  readonly homepage?: string
  readonly licence?: string
  readonly demo: boolean
  readonly feeds: readonly ({
    readonly kind: string
  } & Readonly<Record<string, unknown>>)[]
  readonly profiles: readonly string[]
  readonly samples: number
  /** Records by state; empty before the first harvest */
  readonly records: {
    readonly accepted?: number
    readonly rejected?: number
    readonly unreadable?: number
    readonly withdrawn?: number
    /** Share of values that reached the graph */
    readonly coverage?: number
  } & Readonly<Record<string, unknown>>
}

export type SourceDetail = Source & {
  /** Samples by profile that they meet */
  readonly conformsTo: Readonly<Record<string, number>>
}

export type ProfileList = {
  readonly generation: number
  readonly profiles: readonly Profile[]
}

export type Profile = {
  readonly id: string
  readonly iri: string
  readonly title: string
  readonly description: string
  readonly inherits: readonly string[]
  readonly digest: string
  readonly samples: number
}

export type VocabularyList = {
  readonly generation: number
  readonly vocabularies: readonly Vocabulary[]
}

export type Vocabulary = {
  readonly id: string
  readonly title: string
  readonly concepts: number
  /** The facet whose values are its concepts */
  readonly field?: string
  readonly conceptsOfFieldInUse?: number
}

export type Changes = {
  /** Which archive this is; numbers of another one mean nothing here */
  readonly archive: string
  /** Number of the last change that there is */
  readonly generation: number
  /** Number of the last change that was looked at for this answer */
  readonly last: number
  readonly changes: readonly Change[]
  /** Where the following changes are, if there are any */
  readonly next?: string
}

export type Change = {
  readonly seq: number
  /** When it was archived, xsd:dateTime in UTC */
  readonly at: string
  /** Landing page: the name of the record */
  readonly url: string
  readonly source: string
  readonly state: 'accepted' | 'rejected' | 'unreadable' | 'withdrawn'
  readonly withdrawnBecause?: string
  readonly finalUrl: string
  readonly mediaType: string
  readonly charset?: string
  readonly etag?: string
  readonly lastModified?: string
  readonly fetchedAt: string
  /** SHA-256 of the page: /api/bodies/{digest} */
  readonly bodyDigest: string
}

export type ValidationReport = {
  readonly conforms: boolean
  readonly results: readonly ValidationResult[]
  /** No shape found a node to check: neither conforming nor failing */
  readonly nothingChecked?: boolean
  /** Results that are left out */
  readonly omitted?: number
  /** `kernel`: the graph that a harvest makes of the document; `as-is`: its own statements */
  readonly validated: 'kernel' | 'as-is'
  readonly statements: number
  readonly profiles: readonly Readonly<Record<string, unknown>>[]
  /** For each result the line of the document that it speaks of */
  readonly lines: readonly (number | null)[]
  readonly warnings: readonly Readonly<Record<string, unknown>>[]
  readonly explanation?: readonly Readonly<Record<string, unknown>>[]
}

export type ValidationResult = {
  readonly focusNode: {
    readonly type: string
    readonly value: string
    readonly 'xml:lang'?: string
    readonly datatype?: string
  }
  /** An IRI, or a SPARQL property path */
  readonly path?: string
  readonly value?: {
    readonly type: string
    readonly value: string
    readonly 'xml:lang'?: string
    readonly datatype?: string
  }
  readonly component: string
  readonly severity: string
  readonly message: string
  readonly sourceShape?: string
  readonly profile: string
}

export type VerifyReport = {
  readonly document: {
    readonly name: string
    readonly kind: string
    readonly characters: number
    readonly pages?: number
  }
  /** `guessed`: taken from the first page of the document */
  readonly publication:
    | {
        readonly id: string
        readonly guessed: boolean
      }
    | {
        readonly id: string
        readonly guessed: boolean
      }
  readonly results: readonly VerifyResult[]
  readonly summary: {
    readonly registered?: number
    readonly alias?: number
    readonly ambiguous?: number
    readonly malformed?: number
    readonly unknown?: number
    readonly withdrawn?: number
    readonly 'not-a-sample'?: number
  }
  readonly samples: {
    readonly distinct: number
    readonly linkingBack: number | null
    readonly completeness: number | null
  }
  readonly truncated: boolean
  readonly notes: readonly string[]
}

export type VerifyResult = {
  readonly text: string
  /** UTF-16 offset into the text of the document */
  readonly start: number
  readonly end: number
  readonly scheme: string | null
  readonly canonical: string | null
  readonly verdict:
    | 'registered'
    | 'alias'
    | 'ambiguous'
    | 'malformed'
    | 'unknown'
    | 'withdrawn'
    | 'not-a-sample'
  /** The identifier that is probably meant, or the better form */
  readonly suggestion: string | null
  /** IRI of the sample; /api/samples/{id} has it all */
  readonly sample: string | null
  /** Whether the record of the sample names the publication; null when that cannot be said */
  readonly linksBack: boolean | null
  readonly detail: string
  /** page, line, row, column, paragraph, part: as the document has them */
  readonly place: Readonly<Record<string, unknown>>
  readonly before: string
  readonly behind: string
  readonly candidates: readonly string[]
  readonly name: string | null
  readonly landingPage: string | null
  readonly status: string | null
  /** Which of nine fields the sample has, from 0 to 1 */
  readonly completeness:
    | {
        readonly share: number
        readonly missing: readonly (
          | 'name'
          | 'type'
          | 'material'
          | 'place'
          | 'date'
          | 'collector'
          | 'custodian'
          | 'licence'
          | 'publication'
        )[]
      }
    | {
        readonly share: number
        readonly missing: readonly (
          | 'name'
          | 'type'
          | 'material'
          | 'place'
          | 'date'
          | 'collector'
          | 'custodian'
          | 'licence'
          | 'publication'
        )[]
      }
}

/** What chooses samples. */
export interface SampleFilters {
  /** Words, or the beginnings of words, that all occur; or a pasted identifier */
  readonly q?: string | undefined
  /** Material: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly material?: string | readonly string[] | undefined
  /** Object type: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly objectType?: string | readonly string[] | undefined
  /** Sampled feature: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly sampledFeature?: string | readonly string[] | undefined
  /** Source: a short name. Repeat it for any of several */
  readonly source?: string | readonly string[] | undefined
  /** Person: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly person?: string | readonly string[] | undefined
  /** Organisation: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly organisation?: string | readonly string[] | undefined
  /** Publication: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly publication?: string | readonly string[] | undefined
  /** Profile met: a short name. Repeat it for any of several */
  readonly profile?: string | readonly string[] | undefined
  /** Sampling method: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly method?: string | readonly string[] | undefined
  /** Status: a short name. Repeat it for any of several */
  readonly status?: string | readonly string[] | undefined
  /** Parent or collection: IRI of a sample or collection. Repeat it for any of several */
  readonly parent?: string | readonly string[] | undefined
  /** IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children */
  readonly within?: string | readonly string[] | undefined
  /** minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian */
  readonly bbox?: string | undefined
  /** WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners */
  readonly polygon?: string | undefined
  /** FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it */
  readonly collected?: string | undefined
  /** Only samples that state all of these */
  readonly has?:
    | 'location'
    | 'collected'
    | 'name'
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'location'
        | 'collected'
        | 'name'
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Where to go on: from `next` of the page before */
  readonly cursor?: string | undefined
}

/** Parameters of `listChanges`. */
export interface ListChangesQuery {
  /** Only changes with a greater number; 0 for all */
  readonly since?: number | undefined
  /** Changes to look at, at most 1000 */
  readonly limit?: number | undefined
  /** Only changes of the records of this source */
  readonly source?: string | undefined
  /** `archive` of an earlier answer: another archive than that answers 409 */
  readonly archive?: string | undefined
}

/** Parameters of `clusterSamples`. */
export interface ClusterSamplesQuery {
  /** Words, or the beginnings of words, that all occur; or a pasted identifier */
  readonly q?: string | undefined
  /** Material: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly material?: string | readonly string[] | undefined
  /** Object type: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly objectType?: string | readonly string[] | undefined
  /** Sampled feature: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly sampledFeature?: string | readonly string[] | undefined
  /** Source: a short name. Repeat it for any of several */
  readonly source?: string | readonly string[] | undefined
  /** Person: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly person?: string | readonly string[] | undefined
  /** Organisation: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly organisation?: string | readonly string[] | undefined
  /** Publication: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly publication?: string | readonly string[] | undefined
  /** Profile met: a short name. Repeat it for any of several */
  readonly profile?: string | readonly string[] | undefined
  /** Sampling method: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly method?: string | readonly string[] | undefined
  /** Status: a short name. Repeat it for any of several */
  readonly status?: string | readonly string[] | undefined
  /** Parent or collection: IRI of a sample or collection. Repeat it for any of several */
  readonly parent?: string | readonly string[] | undefined
  /** IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children */
  readonly within?: string | readonly string[] | undefined
  /** minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian */
  readonly bbox?: string | undefined
  /** WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners */
  readonly polygon?: string | undefined
  /** FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it */
  readonly collected?: string | undefined
  /** Only samples that state all of these */
  readonly has?:
    | 'location'
    | 'collected'
    | 'name'
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'location'
        | 'collected'
        | 'name'
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Zoom level of a web map */
  readonly zoom?: number | undefined
}

/** Parameters of `listExport`. */
export interface ListExportQuery {
  /** Words, or the beginnings of words, that all occur; or a pasted identifier */
  readonly q?: string | undefined
  /** Material: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly material?: string | readonly string[] | undefined
  /** Object type: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly objectType?: string | readonly string[] | undefined
  /** Sampled feature: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly sampledFeature?: string | readonly string[] | undefined
  /** Source: a short name. Repeat it for any of several */
  readonly source?: string | readonly string[] | undefined
  /** Person: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly person?: string | readonly string[] | undefined
  /** Organisation: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly organisation?: string | readonly string[] | undefined
  /** Publication: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly publication?: string | readonly string[] | undefined
  /** Profile met: a short name. Repeat it for any of several */
  readonly profile?: string | readonly string[] | undefined
  /** Sampling method: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly method?: string | readonly string[] | undefined
  /** Status: a short name. Repeat it for any of several */
  readonly status?: string | readonly string[] | undefined
  /** Parent or collection: IRI of a sample or collection. Repeat it for any of several */
  readonly parent?: string | readonly string[] | undefined
  /** IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children */
  readonly within?: string | readonly string[] | undefined
  /** minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian */
  readonly bbox?: string | undefined
  /** WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners */
  readonly polygon?: string | undefined
  /** FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it */
  readonly collected?: string | undefined
  /** Only samples that state all of these */
  readonly has?:
    | 'location'
    | 'collected'
    | 'name'
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'location'
        | 'collected'
        | 'name'
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** csv when it is left out */
  readonly format?: 'csv' | 'jsonl' | 'geojson' | 'geoparquet' | 'nquads' | 'ro-crate' | undefined
  /** As in the search */
  readonly sort?: string | undefined
  /** CSV: only these columns, in this order; without it 31 of them */
  readonly columns?:
    | 'id'
    | 'identifier'
    | 'name'
    | 'description'
    | 'status'
    | 'collection'
    | 'object_types'
    | 'object_type_ids'
    | 'materials'
    | 'material_ids'
    | 'sampled_features'
    | 'sampled_feature_ids'
    | 'methods'
    | 'method_ids'
    | 'latitude'
    | 'longitude'
    | 'wkt'
    | 'elevation'
    | 'place'
    | 'collected_from'
    | 'collected_to'
    | 'people'
    | 'people_ids'
    | 'people_roles'
    | 'organisations'
    | 'organisation_ids'
    | 'organisation_roles'
    | 'parents'
    | 'publications'
    | 'publication_ids'
    | 'publication_relations'
    | 'landing_page'
    | 'sources'
    | 'licences'
    | 'conforms_to'
    | readonly (
        | 'id'
        | 'identifier'
        | 'name'
        | 'description'
        | 'status'
        | 'collection'
        | 'object_types'
        | 'object_type_ids'
        | 'materials'
        | 'material_ids'
        | 'sampled_features'
        | 'sampled_feature_ids'
        | 'methods'
        | 'method_ids'
        | 'latitude'
        | 'longitude'
        | 'wkt'
        | 'elevation'
        | 'place'
        | 'collected_from'
        | 'collected_to'
        | 'people'
        | 'people_ids'
        | 'people_roles'
        | 'organisations'
        | 'organisation_ids'
        | 'organisation_roles'
        | 'parents'
        | 'publications'
        | 'publication_ids'
        | 'publication_relations'
        | 'landing_page'
        | 'sources'
        | 'licences'
        | 'conforms_to'
      )[]
    | undefined
  /** CSV: true makes cells harmless that spreadsheets take for formulas, and marks the text as UTF-8 */
  readonly spreadsheet?: string | undefined
  /** Only this state of the data; of earlier ones only what was exported lately is kept */
  readonly generation?: string | undefined
}

/** Parameters of `getExportManifest`. */
export interface GetExportManifestQuery {
  /** Words, or the beginnings of words, that all occur; or a pasted identifier */
  readonly q?: string | undefined
  /** Material: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly material?: string | readonly string[] | undefined
  /** Object type: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly objectType?: string | readonly string[] | undefined
  /** Sampled feature: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly sampledFeature?: string | readonly string[] | undefined
  /** Source: a short name. Repeat it for any of several */
  readonly source?: string | readonly string[] | undefined
  /** Person: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly person?: string | readonly string[] | undefined
  /** Organisation: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly organisation?: string | readonly string[] | undefined
  /** Publication: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly publication?: string | readonly string[] | undefined
  /** Profile met: a short name. Repeat it for any of several */
  readonly profile?: string | readonly string[] | undefined
  /** Sampling method: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly method?: string | readonly string[] | undefined
  /** Status: a short name. Repeat it for any of several */
  readonly status?: string | readonly string[] | undefined
  /** Parent or collection: IRI of a sample or collection. Repeat it for any of several */
  readonly parent?: string | readonly string[] | undefined
  /** IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children */
  readonly within?: string | readonly string[] | undefined
  /** minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian */
  readonly bbox?: string | undefined
  /** WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners */
  readonly polygon?: string | undefined
  /** FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it */
  readonly collected?: string | undefined
  /** Only samples that state all of these */
  readonly has?:
    | 'location'
    | 'collected'
    | 'name'
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'location'
        | 'collected'
        | 'name'
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** csv when it is left out */
  readonly format?: 'csv' | 'jsonl' | 'geojson' | 'geoparquet' | 'nquads' | 'ro-crate' | undefined
  /** As in the search */
  readonly sort?: string | undefined
  /** CSV: only these columns, in this order; without it 31 of them */
  readonly columns?:
    | 'id'
    | 'identifier'
    | 'name'
    | 'description'
    | 'status'
    | 'collection'
    | 'object_types'
    | 'object_type_ids'
    | 'materials'
    | 'material_ids'
    | 'sampled_features'
    | 'sampled_feature_ids'
    | 'methods'
    | 'method_ids'
    | 'latitude'
    | 'longitude'
    | 'wkt'
    | 'elevation'
    | 'place'
    | 'collected_from'
    | 'collected_to'
    | 'people'
    | 'people_ids'
    | 'people_roles'
    | 'organisations'
    | 'organisation_ids'
    | 'organisation_roles'
    | 'parents'
    | 'publications'
    | 'publication_ids'
    | 'publication_relations'
    | 'landing_page'
    | 'sources'
    | 'licences'
    | 'conforms_to'
    | readonly (
        | 'id'
        | 'identifier'
        | 'name'
        | 'description'
        | 'status'
        | 'collection'
        | 'object_types'
        | 'object_type_ids'
        | 'materials'
        | 'material_ids'
        | 'sampled_features'
        | 'sampled_feature_ids'
        | 'methods'
        | 'method_ids'
        | 'latitude'
        | 'longitude'
        | 'wkt'
        | 'elevation'
        | 'place'
        | 'collected_from'
        | 'collected_to'
        | 'people'
        | 'people_ids'
        | 'people_roles'
        | 'organisations'
        | 'organisation_ids'
        | 'organisation_roles'
        | 'parents'
        | 'publications'
        | 'publication_ids'
        | 'publication_relations'
        | 'landing_page'
        | 'sources'
        | 'licences'
        | 'conforms_to'
      )[]
    | undefined
  /** CSV: true makes cells harmless that spreadsheets take for formulas, and marks the text as UTF-8 */
  readonly spreadsheet?: string | undefined
  /** Only this state of the data; of earlier ones only what was exported lately is kept */
  readonly generation?: string | undefined
}

/** Parameters of `getFacet`. */
export interface GetFacetQuery {
  /** Words, or the beginnings of words, in the name or identifier of the values */
  readonly q?: string | undefined
  /** Material: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly material?: string | readonly string[] | undefined
  /** Object type: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly objectType?: string | readonly string[] | undefined
  /** Sampled feature: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly sampledFeature?: string | readonly string[] | undefined
  /** Source: a short name. Repeat it for any of several */
  readonly source?: string | readonly string[] | undefined
  /** Person: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly person?: string | readonly string[] | undefined
  /** Organisation: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly organisation?: string | readonly string[] | undefined
  /** Publication: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly publication?: string | readonly string[] | undefined
  /** Profile met: a short name. Repeat it for any of several */
  readonly profile?: string | readonly string[] | undefined
  /** Sampling method: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly method?: string | readonly string[] | undefined
  /** Status: a short name. Repeat it for any of several */
  readonly status?: string | readonly string[] | undefined
  /** Parent or collection: IRI of a sample or collection. Repeat it for any of several */
  readonly parent?: string | readonly string[] | undefined
  /** IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children */
  readonly within?: string | readonly string[] | undefined
  /** minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian */
  readonly bbox?: string | undefined
  /** WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners */
  readonly polygon?: string | undefined
  /** FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it */
  readonly collected?: string | undefined
  /** Only samples that state all of these */
  readonly has?:
    | 'location'
    | 'collected'
    | 'name'
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'location'
        | 'collected'
        | 'name'
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Values on the page */
  readonly limit?: number | undefined
  /** Where to go on: from `next` of the page before */
  readonly cursor?: string | undefined
}

/** Parameters of `listLinks`. */
export interface ListLinksQuery {
  /** Scholix version */
  readonly version?: '3' | '4' | undefined
  /** Id of a source whose records state the link */
  readonly source?: string | readonly string[] | undefined
  /** The sample that the link leads from, in any spelling */
  readonly sample?: string | readonly string[] | undefined
  /** What the link leads to, in any spelling */
  readonly target?: string | readonly string[] | undefined
  /** A publication that the link leads to, under any of its identifiers */
  readonly publication?: string | readonly string[] | undefined
  /** DataCite relation types */
  readonly relation?:
    | 'IsCitedBy'
    | 'Cites'
    | 'IsSupplementTo'
    | 'IsSupplementedBy'
    | 'IsContinuedBy'
    | 'Continues'
    | 'IsDescribedBy'
    | 'Describes'
    | 'HasMetadata'
    | 'IsMetadataFor'
    | 'HasVersion'
    | 'IsVersionOf'
    | 'IsNewVersionOf'
    | 'IsPreviousVersionOf'
    | 'IsPartOf'
    | 'HasPart'
    | 'IsReferencedBy'
    | 'References'
    | 'IsDocumentedBy'
    | 'Documents'
    | 'IsCompiledBy'
    | 'Compiles'
    | 'IsVariantFormOf'
    | 'IsOriginalFormOf'
    | 'IsReviewedBy'
    | 'Reviews'
    | 'IsDerivedFrom'
    | 'IsSourceOf'
    | 'IsRequiredBy'
    | 'Requires'
    | 'IsObsoletedBy'
    | 'Obsoletes'
    | 'IsCollectedBy'
    | 'Collects'
    | 'IsTranslationOf'
    | 'HasTranslation'
    | 'IsIdenticalTo'
    | 'IsPublishedIn'
    | 'Other'
    | readonly (
        | 'IsCitedBy'
        | 'Cites'
        | 'IsSupplementTo'
        | 'IsSupplementedBy'
        | 'IsContinuedBy'
        | 'Continues'
        | 'IsDescribedBy'
        | 'Describes'
        | 'HasMetadata'
        | 'IsMetadataFor'
        | 'HasVersion'
        | 'IsVersionOf'
        | 'IsNewVersionOf'
        | 'IsPreviousVersionOf'
        | 'IsPartOf'
        | 'HasPart'
        | 'IsReferencedBy'
        | 'References'
        | 'IsDocumentedBy'
        | 'Documents'
        | 'IsCompiledBy'
        | 'Compiles'
        | 'IsVariantFormOf'
        | 'IsOriginalFormOf'
        | 'IsReviewedBy'
        | 'Reviews'
        | 'IsDerivedFrom'
        | 'IsSourceOf'
        | 'IsRequiredBy'
        | 'Requires'
        | 'IsObsoletedBy'
        | 'Obsoletes'
        | 'IsCollectedBy'
        | 'Collects'
        | 'IsTranslationOf'
        | 'HasTranslation'
        | 'IsIdenticalTo'
        | 'IsPublishedIn'
        | 'Other'
      )[]
    | undefined
  /** Stated by a record fetched at or after this date or moment */
  readonly from?: string | undefined
  /** Stated by a record fetched at or before this date or moment */
  readonly to?: string | undefined
  /** Links on the page at most */
  readonly limit?: number | undefined
  /** Where to go on: from `next` of the page before */
  readonly cursor?: string | undefined
}

/** Parameters of `listOrganisations`. */
export interface ListOrganisationsQuery {
  /** Words, or the beginnings of words, in the name or identifier of the values */
  readonly q?: string | undefined
  /** Material: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly material?: string | readonly string[] | undefined
  /** Object type: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly objectType?: string | readonly string[] | undefined
  /** Sampled feature: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly sampledFeature?: string | readonly string[] | undefined
  /** Source: a short name. Repeat it for any of several */
  readonly source?: string | readonly string[] | undefined
  /** Person: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly person?: string | readonly string[] | undefined
  /** Organisation: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly organisation?: string | readonly string[] | undefined
  /** Publication: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly publication?: string | readonly string[] | undefined
  /** Profile met: a short name. Repeat it for any of several */
  readonly profile?: string | readonly string[] | undefined
  /** Sampling method: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly method?: string | readonly string[] | undefined
  /** Status: a short name. Repeat it for any of several */
  readonly status?: string | readonly string[] | undefined
  /** Parent or collection: IRI of a sample or collection. Repeat it for any of several */
  readonly parent?: string | readonly string[] | undefined
  /** IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children */
  readonly within?: string | readonly string[] | undefined
  /** minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian */
  readonly bbox?: string | undefined
  /** WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners */
  readonly polygon?: string | undefined
  /** FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it */
  readonly collected?: string | undefined
  /** Only samples that state all of these */
  readonly has?:
    | 'location'
    | 'collected'
    | 'name'
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'location'
        | 'collected'
        | 'name'
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Values on the page */
  readonly limit?: number | undefined
  /** Where to go on: from `next` of the page before */
  readonly cursor?: string | undefined
  /** By number of samples or by name; by default those with most samples first */
  readonly sort?: '-samples' | 'samples' | 'name' | '-name' | undefined
}

/** Parameters of `getOrganisationSamples`. */
export interface GetOrganisationSamplesQuery extends SampleFilters {
  /** Facets to count: each without its own filter and under all others */
  readonly facets?:
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Values listed per facet */
  readonly facetLimit?: number | undefined
  /** Order; by default relevance with q, else identifier */
  readonly sort?:
    | 'identifier'
    | '-identifier'
    | 'name'
    | '-name'
    | 'collected'
    | '-collected'
    | 'relevance'
    | undefined
  /** Samples on the page */
  readonly limit?: number | undefined
  /** Only these members of each item; `id` always comes along */
  readonly fields?: string | readonly string[] | undefined
}

/** Parameters of `listPeople`. */
export interface ListPeopleQuery {
  /** Words, or the beginnings of words, in the name or identifier of the values */
  readonly q?: string | undefined
  /** Material: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly material?: string | readonly string[] | undefined
  /** Object type: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly objectType?: string | readonly string[] | undefined
  /** Sampled feature: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly sampledFeature?: string | readonly string[] | undefined
  /** Source: a short name. Repeat it for any of several */
  readonly source?: string | readonly string[] | undefined
  /** Person: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly person?: string | readonly string[] | undefined
  /** Organisation: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly organisation?: string | readonly string[] | undefined
  /** Publication: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly publication?: string | readonly string[] | undefined
  /** Profile met: a short name. Repeat it for any of several */
  readonly profile?: string | readonly string[] | undefined
  /** Sampling method: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly method?: string | readonly string[] | undefined
  /** Status: a short name. Repeat it for any of several */
  readonly status?: string | readonly string[] | undefined
  /** Parent or collection: IRI of a sample or collection. Repeat it for any of several */
  readonly parent?: string | readonly string[] | undefined
  /** IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children */
  readonly within?: string | readonly string[] | undefined
  /** minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian */
  readonly bbox?: string | undefined
  /** WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners */
  readonly polygon?: string | undefined
  /** FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it */
  readonly collected?: string | undefined
  /** Only samples that state all of these */
  readonly has?:
    | 'location'
    | 'collected'
    | 'name'
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'location'
        | 'collected'
        | 'name'
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Values on the page */
  readonly limit?: number | undefined
  /** Where to go on: from `next` of the page before */
  readonly cursor?: string | undefined
  /** By number of samples or by name; by default those with most samples first */
  readonly sort?: '-samples' | 'samples' | 'name' | '-name' | undefined
}

/** Parameters of `getPersonSamples`. */
export interface GetPersonSamplesQuery extends SampleFilters {
  /** Facets to count: each without its own filter and under all others */
  readonly facets?:
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Values listed per facet */
  readonly facetLimit?: number | undefined
  /** Order; by default relevance with q, else identifier */
  readonly sort?:
    | 'identifier'
    | '-identifier'
    | 'name'
    | '-name'
    | 'collected'
    | '-collected'
    | 'relevance'
    | undefined
  /** Samples on the page */
  readonly limit?: number | undefined
  /** Only these members of each item; `id` always comes along */
  readonly fields?: string | readonly string[] | undefined
}

/** Parameters of `listPublications`. */
export interface ListPublicationsQuery {
  /** Words, or the beginnings of words, in the name or identifier of the values */
  readonly q?: string | undefined
  /** Material: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly material?: string | readonly string[] | undefined
  /** Object type: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly objectType?: string | readonly string[] | undefined
  /** Sampled feature: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly sampledFeature?: string | readonly string[] | undefined
  /** Source: a short name. Repeat it for any of several */
  readonly source?: string | readonly string[] | undefined
  /** Person: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly person?: string | readonly string[] | undefined
  /** Organisation: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly organisation?: string | readonly string[] | undefined
  /** Publication: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly publication?: string | readonly string[] | undefined
  /** Profile met: a short name. Repeat it for any of several */
  readonly profile?: string | readonly string[] | undefined
  /** Sampling method: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly method?: string | readonly string[] | undefined
  /** Status: a short name. Repeat it for any of several */
  readonly status?: string | readonly string[] | undefined
  /** Parent or collection: IRI of a sample or collection. Repeat it for any of several */
  readonly parent?: string | readonly string[] | undefined
  /** IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children */
  readonly within?: string | readonly string[] | undefined
  /** minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian */
  readonly bbox?: string | undefined
  /** WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners */
  readonly polygon?: string | undefined
  /** FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it */
  readonly collected?: string | undefined
  /** Only samples that state all of these */
  readonly has?:
    | 'location'
    | 'collected'
    | 'name'
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'location'
        | 'collected'
        | 'name'
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Values on the page */
  readonly limit?: number | undefined
  /** Where to go on: from `next` of the page before */
  readonly cursor?: string | undefined
  /** By number of samples or by name; by default those with most samples first */
  readonly sort?: '-samples' | 'samples' | 'name' | '-name' | undefined
}

/** Parameters of `getPublicationLinks`. */
export interface GetPublicationLinksQuery {
  /** Links on the page */
  readonly limit?: number | undefined
  /** Where to go on: from `next` of the page before */
  readonly cursor?: string | undefined
}

/** Parameters of `getPublicationSamples`. */
export interface GetPublicationSamplesQuery extends SampleFilters {
  /** Facets to count: each without its own filter and under all others */
  readonly facets?:
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Values listed per facet */
  readonly facetLimit?: number | undefined
  /** Order; by default relevance with q, else identifier */
  readonly sort?:
    | 'identifier'
    | '-identifier'
    | 'name'
    | '-name'
    | 'collected'
    | '-collected'
    | 'relevance'
    | undefined
  /** Samples on the page */
  readonly limit?: number | undefined
  /** Only these members of each item; `id` always comes along */
  readonly fields?: string | readonly string[] | undefined
}

/** Parameters of `searchSamples`. */
export interface SearchSamplesQuery extends SampleFilters {
  /** Facets to count: each without its own filter and under all others */
  readonly facets?:
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Values listed per facet */
  readonly facetLimit?: number | undefined
  /** Order; by default relevance with q, else identifier */
  readonly sort?:
    | 'identifier'
    | '-identifier'
    | 'name'
    | '-name'
    | 'collected'
    | '-collected'
    | 'relevance'
    | undefined
  /** Samples on the page */
  readonly limit?: number | undefined
  /** Only these members of each item; `id` always comes along */
  readonly fields?: string | readonly string[] | undefined
}

/** Parameters of `getSample`. */
export interface GetSampleQuery {
  /** Only these members; `id` and `generation` always come along */
  readonly fields?: string | readonly string[] | undefined
}

/** Parameters of `getSampleFamily`. */
export interface GetSampleFamilyQuery {
  /** Only these relatives, page by page; without it the nearest of all kinds */
  readonly of?: 'ancestors' | 'descendants' | 'siblings' | 'origins' | 'derivations' | undefined
  /** Relatives on the page, with `of` */
  readonly limit?: number | undefined
  /** Where to go on: from `next` of the page before */
  readonly cursor?: string | undefined
}

/** Parameters of `getSampleRecord`. */
export interface GetSampleRecordQuery {
  /** Address of one of the records: gives its page as it was fetched, as inert text */
  readonly raw?: string | undefined
}

/** Parameters of `getSourceRuns`. */
export interface GetSourceRunsQuery {
  /** Runs to list, 30 by default, at most 100 */
  readonly limit?: number | undefined
}

/** Parameters of `countByTime`. */
export interface CountByTimeQuery {
  /** Words, or the beginnings of words, that all occur; or a pasted identifier */
  readonly q?: string | undefined
  /** Material: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly material?: string | readonly string[] | undefined
  /** Object type: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly objectType?: string | readonly string[] | undefined
  /** Sampled feature: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly sampledFeature?: string | readonly string[] | undefined
  /** Source: a short name. Repeat it for any of several */
  readonly source?: string | readonly string[] | undefined
  /** Person: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly person?: string | readonly string[] | undefined
  /** Organisation: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly organisation?: string | readonly string[] | undefined
  /** Publication: identifier (IRI) or the name of one without. Repeat it for any of several */
  readonly publication?: string | readonly string[] | undefined
  /** Profile met: a short name. Repeat it for any of several */
  readonly profile?: string | readonly string[] | undefined
  /** Sampling method: IRI of a concept, which stands for all that is narrower, or a text that no concept has. Repeat it for any of several */
  readonly method?: string | readonly string[] | undefined
  /** Status: a short name. Repeat it for any of several */
  readonly status?: string | readonly string[] | undefined
  /** Parent or collection: IRI of a sample or collection. Repeat it for any of several */
  readonly parent?: string | readonly string[] | undefined
  /** IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children */
  readonly within?: string | readonly string[] | undefined
  /** minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian */
  readonly bbox?: string | undefined
  /** WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners */
  readonly polygon?: string | undefined
  /** FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it */
  readonly collected?: string | undefined
  /** Only samples that state all of these */
  readonly has?:
    | 'location'
    | 'collected'
    | 'name'
    | 'material'
    | 'objectType'
    | 'sampledFeature'
    | 'source'
    | 'person'
    | 'organisation'
    | 'publication'
    | 'profile'
    | 'method'
    | 'status'
    | 'parent'
    | readonly (
        | 'location'
        | 'collected'
        | 'name'
        | 'material'
        | 'objectType'
        | 'sampledFeature'
        | 'source'
        | 'person'
        | 'organisation'
        | 'publication'
        | 'profile'
        | 'method'
        | 'status'
        | 'parent'
      )[]
    | undefined
  /** Length of a bar; by default the shortest that gives at most 100 bars */
  readonly interval?: 'year' | 'decade' | 'century' | 'millennium' | undefined
}

/** Parameters of `validate`. */
export interface ValidateQuery {
  /** Id of a profile of /api/profiles; the kernel is always checked. Repeatable */
  readonly profile?: string | readonly string[] | undefined
  /** What the document is, in place of Content-Type: turtle, nt, nq, jsonld, html */
  readonly format?: string | undefined
  /** Address of the document: relative IRIs are resolved against it */
  readonly url?: string | undefined
  /** JSON-LD as its specification reads it: no repairs, overlays, crosswalk */
  readonly raw?: boolean | undefined
  readonly language?: 'en' | 'de' | undefined
  /** Adds `explanation`: who asks for what, the closest branch, what to do */
  readonly explain?: boolean | undefined
  /** Least severity that keeps from conforming */
  readonly failOn?: 'violation' | 'warning' | 'info' | undefined
  /** Form of the report as a file, in place of the Accept header */
  readonly report?: 'json' | 'turtle' | 'jsonld' | 'ntriples' | undefined
}

/** Parameters of `verify`. */
export interface VerifyQuery {
  /** DOI of the publication whose samples are verified: tells whether their records link back to it */
  readonly publication?: string | undefined
  /** Form of the report as a file, in place of the Accept header */
  readonly format?: 'json' | 'csv' | 'html' | undefined
  /** File name of a document sent as the body */
  readonly name?: string | undefined
}

/** All operations of the API, one method for each. */
export class Lodestone extends Transport {
  /** A page as it was fetched, byte for byte. `GET /api/bodies/{digest}` */
  getBody(digest: string, options: CallOptions = {}): Promise<Response> {
    return this.send(`/api/bodies/${encodeURIComponent(digest)}`, undefined, options)
  }

  /** What changed in the archive since a sequence number, for mirrors. `GET /api/changes` */
  listChanges(query: ListChangesQuery = {}, options: CallOptions = {}): Promise<Changes> {
    return this.json<Changes>(`/api/changes`, query, options)
  }

  /** Located samples grouped on a grid, as GeoJSON. `GET /api/clusters` */
  clusterSamples(query: ClusterSamplesQuery = {}, options: CallOptions = {}): Promise<Clusters> {
    return this.json<Clusters>(`/api/clusters`, query, options)
  }

  /** The JSON-LD context of all JSON answers. `GET /api/context.jsonld` */
  listContextJsonld(options: CallOptions = {}): Promise<JsonLdContext> {
    return this.json<JsonLdContext>(`/api/context.jsonld`, undefined, options)
  }

  /** All samples that a search finds, as a file. `GET /api/export` */
  listExport(query: ListExportQuery = {}, options: CallOptions = {}): Promise<Response> {
    return this.send(`/api/export`, query, options)
  }

  /** What an export is: state, question, size, SHA-256, sources with their licences, citation. `GET /api/export/manifest` */
  getExportManifest(query: GetExportManifestQuery = {}, options: CallOptions = {}): Promise<ExportManifest> {
    return this.json<ExportManifest>(`/api/export/manifest`, query, options)
  }

  /** The facets there are. `GET /api/facets` */
  listFacets(options: CallOptions = {}): Promise<FacetList> {
    return this.json<FacetList>(`/api/facets`, undefined, options)
  }

  /** Values of one facet with counts, searchable by name. `GET /api/facets/{facet}` */
  getFacet(facet: string, query: GetFacetQuery = {}, options: CallOptions = {}): Promise<FacetPage> {
    return this.json<FacetPage>(`/api/facets/${encodeURIComponent(facet)}`, query, options)
  }

  /** Links of all samples as Scholix link packages. One package per stated link, read from the sample. The exact DataCite relation is the SubType; the date is when the newest record that states the link was fetched. Pages may hold fewer links than `limit`; the last is the one without `next`.. `GET /api/links` */
  listLinks(query: ListLinksQuery = {}, options: CallOptions = {}): Promise<LinkPackages> {
    return this.json<LinkPackages>(`/api/links`, query, options)
  }

  /** All organisations with the number of their samples. `GET /api/organisations` */
  listOrganisations(query: ListOrganisationsQuery = {}, options: CallOptions = {}): Promise<EntityList> {
    return this.json<EntityList>(`/api/organisations`, query, options)
  }

  /** One organisation. `GET /api/organisations/{id}` */
  getOrganisation(id: string, options: CallOptions = {}): Promise<Entity> {
    return this.json<Entity>(`/api/organisations/${encodeURIComponent(id)}`, undefined, options)
  }

  /** Search among the samples of one organisation. `GET /api/organisations/{id}/samples` */
  getOrganisationSamples(
    id: string,
    query: GetOrganisationSamplesQuery = {},
    options: CallOptions = {},
  ): Promise<SearchResult> {
    return this.json<SearchResult>(`/api/organisations/${encodeURIComponent(id)}/samples`, query, options)
  }

  /** All people with the number of their samples. `GET /api/people` */
  listPeople(query: ListPeopleQuery = {}, options: CallOptions = {}): Promise<EntityList> {
    return this.json<EntityList>(`/api/people`, query, options)
  }

  /** One person. `GET /api/people/{id}` */
  getPerson(id: string, options: CallOptions = {}): Promise<Entity> {
    return this.json<Entity>(`/api/people/${encodeURIComponent(id)}`, undefined, options)
  }

  /** Search among the samples of one person. `GET /api/people/{id}/samples` */
  getPersonSamples(
    id: string,
    query: GetPersonSamplesQuery = {},
    options: CallOptions = {},
  ): Promise<SearchResult> {
    return this.json<SearchResult>(`/api/people/${encodeURIComponent(id)}/samples`, query, options)
  }

  /** All profiles with the number of samples that meet them. `GET /api/profiles` */
  listProfiles(options: CallOptions = {}): Promise<ProfileList> {
    return this.json<ProfileList>(`/api/profiles`, undefined, options)
  }

  /** One of the profiles, with its rules, its examples and how each source fares; also as Turtle or JSON-LD (PROF). `GET /api/profiles/{id}` */
  getProfile(id: string, options: CallOptions = {}): Promise<Readonly<Record<string, unknown>>> {
    return this.json<Readonly<Record<string, unknown>>>(
      `/api/profiles/${encodeURIComponent(id)}`,
      undefined,
      options,
    )
  }

  /** The examples of a profile: documents that conform to it, and documents that do not. `GET /api/profiles/{id}/examples` */
  getProfileExamples(id: string, options: CallOptions = {}): Promise<ProfileExamples> {
    return this.json<ProfileExamples>(`/api/profiles/${encodeURIComponent(id)}/examples`, undefined, options)
  }

  /** The SHACL shapes of a profile, as Turtle or JSON-LD; also at shapes.ttl and shapes.jsonld. `GET /api/profiles/{id}/shapes` */
  getProfileShapes(id: string, options: CallOptions = {}): Promise<Response> {
    return this.send(`/api/profiles/${encodeURIComponent(id)}/shapes`, undefined, options)
  }

  /** A file of a profile: profile, shapes, selection or an example, as Turtle or JSON-LD. `GET /api/profiles/{id}/{file}` */
  getProfileFile(id: string, file: string, options: CallOptions = {}): Promise<Response> {
    return this.send(
      `/api/profiles/${encodeURIComponent(id)}/${encodeURIComponent(file)}`,
      undefined,
      options,
    )
  }

  /** All publications with the number of their samples. `GET /api/publications` */
  listPublications(query: ListPublicationsQuery = {}, options: CallOptions = {}): Promise<EntityList> {
    return this.json<EntityList>(`/api/publications`, query, options)
  }

  /** One publication. `GET /api/publications/{id}` */
  getPublication(id: string, options: CallOptions = {}): Promise<Entity> {
    return this.json<Entity>(`/api/publications/${encodeURIComponent(id)}`, undefined, options)
  }

  /** The samples of one publication, with the exact relation, who asserts it and when. Each link is one that a sample states; `inverse` is how it reads from the publication. As a link set (RFC 9264) of both to clients that like application/linkset+json or application/linkset better.. `GET /api/publications/{id}/links` */
  getPublicationLinks(
    id: string,
    query: GetPublicationLinksQuery = {},
    options: CallOptions = {},
  ): Promise<PublicationLinks> {
    return this.json<PublicationLinks>(`/api/publications/${encodeURIComponent(id)}/links`, query, options)
  }

  /** Search among the samples of one publication. `GET /api/publications/{id}/samples` */
  getPublicationSamples(
    id: string,
    query: GetPublicationSamplesQuery = {},
    options: CallOptions = {},
  ): Promise<SearchResult> {
    return this.json<SearchResult>(`/api/publications/${encodeURIComponent(id)}/samples`, query, options)
  }

  /** Stored queries with their parameters, and how each did at the last generation. `GET /api/queries` */
  listQueries(options: CallOptions = {}): Promise<StoredQueries> {
    return this.json<StoredQueries>(`/api/queries`, undefined, options)
  }

  /** Search samples, with facets. `GET /api/samples` */
  searchSamples(query: SearchSamplesQuery = {}, options: CallOptions = {}): Promise<SearchResult> {
    return this.json<SearchResult>(`/api/samples`, query, options)
  }

  /** One sample with statements, links and records. `GET /api/samples/{id}` */
  getSample(id: string, query: GetSampleQuery = {}, options: CallOptions = {}): Promise<SampleDetail> {
    return this.json<SampleDetail>(`/api/samples/${encodeURIComponent(id)}`, query, options)
  }

  /** What each record says of the sample, field by field, and where they disagree. `GET /api/samples/{id}/assertions` */
  getSampleAssertions(id: string, options: CallOptions = {}): Promise<Assertions> {
    return this.json<Assertions>(`/api/samples/${encodeURIComponent(id)}/assertions`, undefined, options)
  }

  /** Ancestors, descendants and siblings at any distance. `GET /api/samples/{id}/family` */
  getSampleFamily(id: string, query: GetSampleFamilyQuery = {}, options: CallOptions = {}): Promise<Family> {
    return this.json<Family>(`/api/samples/${encodeURIComponent(id)}/family`, query, options)
  }

  /** Links in both directions, with the exact relation, who asserts it and when. As a link set (RFC 9264) to clients that like application/linkset+json or application/linkset better.. `GET /api/samples/{id}/links` */
  getSampleLinks(id: string, options: CallOptions = {}): Promise<SampleLinks> {
    return this.json<SampleLinks>(`/api/samples/${encodeURIComponent(id)}/links`, undefined, options)
  }

  /** The records as harvested: JSON, N-Quads, or one page with ?raw=URL. `GET /api/samples/{id}/record` */
  getSampleRecord(
    id: string,
    query: GetSampleRecordQuery = {},
    options: CallOptions = {},
  ): Promise<HarvestedRecords> {
    return this.json<HarvestedRecords>(`/api/samples/${encodeURIComponent(id)}/record`, query, options)
  }

  /** Validation reports of the records. `GET /api/samples/{id}/validation` */
  getSampleValidation(id: string, options: CallOptions = {}): Promise<SampleValidation> {
    return this.json<SampleValidation>(
      `/api/samples/${encodeURIComponent(id)}/validation`,
      undefined,
      options,
    )
  }

  /** All sources with their records and samples. `GET /api/sources` */
  listSources(options: CallOptions = {}): Promise<SourceList> {
    return this.json<SourceList>(`/api/sources`, undefined, options)
  }

  /** One of the sources with their records and samples. `GET /api/sources/{id}` */
  getSource(id: string, options: CallOptions = {}): Promise<SourceDetail> {
    return this.json<SourceDetail>(`/api/sources/${encodeURIComponent(id)}`, undefined, options)
  }

  /** The newest harvests of a source, with figures, and their summary. `GET /api/sources/{id}/runs` */
  getSourceRuns(id: string, query: GetSourceRunsQuery = {}, options: CallOptions = {}): Promise<SourceRuns> {
    return this.json<SourceRuns>(`/api/sources/${encodeURIComponent(id)}/runs`, query, options)
  }

  /** Samples by time of collection; each bar counts what its `collected` would find. `GET /api/timeline` */
  countByTime(query: CountByTimeQuery = {}, options: CallOptions = {}): Promise<Timeline> {
    return this.json<Timeline>(`/api/timeline`, query, options)
  }

  /** Check a document against profiles or SHACL shapes. The body is the document: JSON-LD or a page (which go the whole way of a harvest), Turtle, N-Triples, N-Quads (checked as they are), at most 1000000 bytes. Shapes of your own (Turtle, at most 256000 bytes) go with it as a form or as JSON. Nothing is fetched, nothing is kept. The report is JSON, or RDF (SHACL 3.6) by the Accept header.. `POST /api/validate` */
  validate(
    body: string | Uint8Array<ArrayBuffer> | Blob | FormData,
    contentType:
      | 'text/turtle'
      | 'application/ld+json'
      | 'application/n-triples'
      | 'text/html'
      | 'application/json'
      | undefined,
    query: ValidateQuery = {},
    options: CallOptions = {},
  ): Promise<ValidationReport> {
    return this.json<ValidationReport>(`/api/validate`, query, {
      ...options,
      method: 'POST',
      body,
      ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
    })
  }

  /** A verdict for every identifier of a manuscript, table or list. The body is the document (text, CSV, .docx, .xlsx, .odt, PDF with a text layer; at most 20000000 bytes), a form with it, or JSON. Nothing is fetched, nothing is kept.. `POST /api/verify` */
  verify(
    body: string | Uint8Array<ArrayBuffer> | Blob | FormData,
    contentType:
      | 'text/plain'
      | 'text/csv'
      | 'application/json'
      | 'application/pdf'
      | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
      | undefined,
    query: VerifyQuery = {},
    options: CallOptions = {},
  ): Promise<VerifyReport> {
    return this.json<VerifyReport>(`/api/verify`, query, {
      ...options,
      method: 'POST',
      body,
      ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
    })
  }

  /** All vocabularies and how much of them is in use. `GET /api/vocabularies` */
  listVocabularies(options: CallOptions = {}): Promise<VocabularyList> {
    return this.json<VocabularyList>(`/api/vocabularies`, undefined, options)
  }

  /** Classes and properties of the graph with counts, for completion. `GET /api/vocabularies/used` */
  getVocabulariesUsed(options: CallOptions = {}): Promise<UsedTerms> {
    return this.json<UsedTerms>(`/api/vocabularies/used`, undefined, options)
  }

  /** One of the vocabularies and how much of them is in use. `GET /api/vocabularies/{id}` */
  getVocabulary(id: string, options: CallOptions = {}): Promise<Vocabulary> {
    return this.json<Vocabulary>(`/api/vocabularies/${encodeURIComponent(id)}`, undefined, options)
  }
}
