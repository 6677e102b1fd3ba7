/**
 * The port of the frontier: which pages of which source are still to be visited, kept on disk so that memory does not grow
 * with a source, a stop loses nothing, and several processes share the work. It is working state, not truth: whoever
 * deletes it loses the memory of misses and dead letters, and the next harvest asks for every page once more.
 */

import type { FeedPosition } from '../model/feed.ts'
import type { HarvestRun } from '../model/harvest-run.ts'
import type { HostLedger } from '../model/host-ledger.ts'
import type { Problem } from '../model/problem.ts'
import type { Refresh, Withdrawal } from '../model/source.ts'

/** This process's part in a harvest of one source. Times are xsd:dateTime in UTC. */
export interface Run {
  readonly source: string
  /** Counts up per source, from 1. */
  readonly number: number
  readonly startedAt: string
  /**
   * `planner`: this process reads the feeds and visits pages; `visitor`: another process reads or has read them, or there
   * is nothing to read; `over`: a harvest that ended after this process began has done everything. A visitor that finds
   * nothing to claim while the run is not planned joins again from time to time (every ten seconds or so): when the planner
   * has died, one of those who join is the planner then.
   */
  readonly part: 'planner' | 'visitor' | 'over'
  /** Where to read each feed on, by the feed's key; for a planner. */
  readonly positions: Readonly<Record<string, FeedPosition>>
}

/** How to join a harvest. */
export interface JoinOptions {
  /**
   * No listing: only visit again what failed before. Takes part in a full harvest that is open; a full harvest that joins an
   * open retry turns it into a full one, as its planner.
   */
  readonly retryFailed?: boolean
}

/** A page that a feed lists. */
export interface Listing {
  readonly url: string
  readonly listedIn: string
  /** Milliseconds since the epoch; absent when the feed gives none that can be used. */
  readonly modifiedAt?: number
  /**
   * The feed delivers the record itself: it is not for anybody to claim, and always wanted: `list` gives it as `queued` unless
   * it was settled in this run already (a reading that is resumed delivers some once more). Settled like any other.
   */
  readonly delivered?: true
}

/** What decides whether a listed page is visited. */
export interface ListingRules {
  readonly refresh: Refresh
  /** A page that was converted by another pipeline is converted again, without being asked for. */
  readonly pipelineDigest: string
  /**
   * Ids of all sources of the registry: a page of a source that is none of them (it was renamed or taken out) goes over to
   * the one that lists it. Without it, a page stays with the source that listed it first.
   */
  readonly sources?: readonly string[]
}

/**
 * What became of a batch of listings. Every URL of the batch is in at most one of the lists; a URL listed before in this run,
 * or settled by it without having been listed, is in none. (A later date that comes with a second listing of a page that was
 * found unchanged is remembered: the next run visits it.)
 */
export interface Listed {
  /** To be visited, by whoever claims them. */
  readonly queued: readonly string[]
  /** Nothing to do: the listing says that they did not change since the last visit. */
  readonly unchanged: readonly string[]
  /** Listed by another source as well, which keeps them. */
  readonly elsewhere: readonly { readonly url: string; readonly source: string }[]
}

/** A page that this process is to visit now. No other process gets it, unless this one dies. */
export interface Assignment {
  readonly url: string
  readonly listedIn: string
  readonly modifiedAt?: number
  /** The page itself need not be asked for: only the pipeline changed since. */
  readonly fromArchive: boolean
  /** Visits in this run that failed before. */
  readonly attempts: number
}

/** How a visit ended, for good or for now. */
export interface Settlement {
  readonly url: string
  /** `found`: the page is there, changed or not; `gone`: 404 or 410, or the feed says so; `failed`: a dead letter. */
  readonly ending: 'found' | 'gone' | 'failed'
  /** For `gone`: the feed itself says that the record is deleted, so that neither number nor days of misses matter; the share does. */
  readonly deleted?: true
  /** Why it failed. */
  readonly problem?: Problem
  /** For `failed`: may be claimed once more from then on (milliseconds since the epoch), and is no dead letter yet. */
  readonly retryAt?: number
  /** For `found`: which pipeline converted the page. */
  readonly pipelineDigest?: string
}

/** Where a run stands, over all processes. */
export interface Standing {
  readonly planned: boolean
  readonly listed: number
  readonly queued: number
  readonly underWay: number
  readonly done: number
  readonly failed: number
  readonly gone: number
  /** When something can be claimed again, when everything that is queued waits (milliseconds since the epoch). */
  readonly nextAt?: number
}

/** A page that could not be had, and why. */
export interface DeadLetter {
  readonly source: string
  readonly url: string
  readonly code: string
  readonly detail: string
  readonly attempts: number
  /** xsd:dateTime in UTC of the last attempt. */
  readonly at: string
}

/**
 * What the end of a run asks for. A page is due when it was missed (absent from a complete listing, or gone) in as many runs
 * in a row as the policy wants, this one included, over as many days; or when its feed says that it is deleted. Guards:
 * - A listing that lacks more live pages at once than the policy's share, or that lists nothing, is not believed: nobody
 *   is missed by it, and nothing goes.
 * - When more pages are due than the share allows, none goes.
 * One page is always allowed, so that a source of three can lose one.
 */
export interface Removals {
  /** To be withdrawn, each with its reason in words; at most 50,000, the next run has the others. */
  readonly withdraw: readonly { readonly url: string; readonly because: string }[]
  /** Missing, and not withdrawn yet. */
  readonly candidates: number
  /** Present when a guard held pages back: how many are due or absent, of how many live pages. */
  readonly heldBack?: { readonly due: number; readonly live: number }
}

/** The frontier of a data directory. Methods may be called from several processes at once. */
export interface Frontier {
  /** Hosts as all processes know them. */
  readonly hosts: HostLedger
  /** Takes part in the harvest of a source: goes on with one that is open, starts one otherwise. */
  join(source: string, options?: JoinOptions): Promise<Run>
  /**
   * Notes what the archive has of a source, for a frontier that does not know it (the first run of the source: number 1): those
   * pages are asked for once they are listed, and missed when they are not.
   */
  adopt(run: Run, urls: readonly string[]): Promise<void>
  /** Notes what a feed lists; of a URL that is listed twice the later `modifiedAt` counts. For planners. */
  list(run: Run, listings: readonly Listing[], rules: ListingRules): Promise<Listed>
  /** Notes how far a feed was read. For planners. */
  checkpoint(run: Run, feed: string, resume: string): Promise<void>
  /** The feeds were read. `complete`: what they did not list is absent. `since`: where the next run starts, by feed key. For planners. */
  planned(
    run: Run,
    listing: { readonly complete: boolean; readonly since: Readonly<Record<string, string>> },
  ): Promise<void>
  /** Takes up to `limit` pages to visit (at most 1,000), those never tried in this run first. */
  claim(run: Run, limit: number): Promise<readonly Assignment[]>
  /**
   * Notes how visits ended: of pages that this process claimed, or that nobody did; of pages that a feed delivered; and of
   * pages that a feed calls deleted, listed or not. What another process has claimed meanwhile is left to that one.
   */
  settle(run: Run, settlements: readonly Settlement[]): Promise<void>
  /** Gives back what this process claimed and did not visit. */
  release(run: Run): Promise<void>
  standing(run: Run): Promise<Standing>
  /**
   * Ends the run when everything is planned and visited. Exactly one process gets the removals, after whose withdrawal it
   * calls `withdrawn`; the others, and all while work is left, get undefined.
   */
  finish(run: Run, policy: Withdrawal): Promise<Removals | undefined>
  withdrawn(run: Run, urls: readonly string[]): Promise<void>
  /**
   * Lets what the guard held back at the end of the last run go, at the next end of a run with a complete listing, as far as it is
   * still missing then; once. An operator has looked. Returns how many pages that were, 0 when nothing is held back.
   */
  confirmRemovals(source: string): Promise<number>
  deadLetters(query: {
    readonly source?: string
    readonly after?: string
    readonly limit: number
  }): Promise<readonly DeadLetter[]>
  /**
   * Says that this process lives; to be called every ten seconds from `join` on (`claim` says so as well). One that is silent
   * for a minute is dead: others take its claims and its part as planner.
   */
  heartbeat(): Promise<void>
  /** Gives back what this process holds and ends the connection; may be called twice. */
  close(): Promise<void>
}

/** The history of harvests, kept in the archive. */
export interface RunHistory {
  /**
   * Adds one process's part to a run; the figures of its parts are summed. Histograms keep their 200 most frequent keys (of
   * at most 300 characters), dead links the first 50; of the parts' listings the least complete one counts.
   */
  addToRun(part: HarvestRun): Promise<void>
  /** The newest runs of a source, newest first. */
  runs(source: string, limit: number): Promise<readonly HarvestRun[]>
}
