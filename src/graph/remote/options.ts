/** What the operator says about an external SPARQL store, and what the graph is to hold. */

import type { ChangeFeed } from '../../model/change.ts'
import type { Result } from '../../model/problem.ts'
import type { QueryLimits } from '../guard.ts'
import type { DialectName } from './dialect.ts'

/** Addresses of a store (SPARQL 1.1 Protocol, Graph Store Protocol) and how much it takes at once. */
export interface RemoteStoreSettings {
  /** Where queries are posted to. */
  readonly query: string
  /** Where updates are posted to. */
  readonly update: string
  /** Graph store that takes whole N-Quads documents: the faster way to fill the store, when it has one. */
  readonly graphStore?: string
  readonly user?: string
  readonly password?: string
  /** Which product it is; found out from its answers by default. */
  readonly store?: DialectName
  /** Most statements of one update; the product's own limit by default. */
  readonly batchSize?: number
}

/** How a remote graph is opened. */
export interface RemoteGraphOptions extends RemoteStoreSettings {
  /** Folder of archive.db; the loader's counts are kept beside it. */
  readonly dataDir: string
  /** Public address without a trailing slash. */
  readonly base: string
  /** N-Triples of the vocabularies (`writeQuads(vocabularies.quads)`). */
  readonly vocabulary?: string
  /** N-Quads of registry and examples (`registryStatements`). */
  readonly fixed?: string
  /** Profile id -> IRI (`profileIris`). */
  readonly profiles?: Readonly<Record<string, string>>
  /** Longest time a query may run, in milliseconds; also the default. */
  readonly deadlineMs?: number
  /** Pause between two looks at an idle archive, in milliseconds. */
  readonly pollMs?: number
  /** Pause between two looks at an idle store, in milliseconds. */
  readonly probeMs?: number
  /** Largest answer that is taken from the store, in bytes. */
  readonly maxAnswerBytes?: number
  /** Queries that may run in the store at once. */
  readonly maxQueries?: number
  readonly limits?: QueryLimits
  /** Opens what is followed; the archive of `dataDir` by default. */
  readonly openFeed?: () => Promise<Result<ChangeFeed>>
}
