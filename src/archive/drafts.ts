/** Outcomes on their way into the archive: digests first, compression only for what turns out to be new. */

import type { MadeOutcome, Stamp } from './archive.ts'
import { digestOfBytes, packed } from './content.ts'
import { outcomeDigest } from './sameness.ts'
import type { ContentRow, NewVersionRow } from './schema.ts'
import { findingsContent, findingsOf, statementsContent } from './versions.ts'

/** An outcome with the digests that decide whether it is new. */
export interface Draft {
  readonly outcome: MadeOutcome
  readonly digest: string
  readonly stamp: Stamp
  readonly statementsDigest: string
  readonly findingsDigest: string
  /** The outcome's contents, compressed at the first call. */
  pack(): readonly ContentRow[]
}

/**
 * Prepares an outcome. What decides sameness is all that the page and the program determine; not when it was
 * fetched, nor HTTP headers and the final URL, which may change with every request, nor which pipeline came to it.
 * Throws when `bodyDigest` is not the SHA-256 of `body`: it would file the page under another page's name.
 */
export function draft(outcome: MadeOutcome): Draft {
  const actual = digestOfBytes(outcome.body)
  if (actual !== outcome.bodyDigest) {
    throw new Error(
      `bodyDigest of ${outcome.url} is ${outcome.bodyDigest}, but its body has SHA-256 ${actual}`,
    )
  }
  const statements = statementsContent(outcome)
  const said = findingsOf(outcome)
  const findings = findingsContent(said)
  const statementsDigest = digestOfBytes(statements)
  const findingsDigest = digestOfBytes(findings)
  const { bodyDigest, pipelineDigest, madeBy } = outcome
  let contents: readonly ContentRow[] | undefined
  return {
    outcome,
    digest: outcomeDigest(decidingOf(outcome, statementsDigest), said),
    stamp: { pipelineDigest, ...madeBy },
    statementsDigest,
    findingsDigest,
    pack() {
      contents ??= [
        packed(outcome.body, bodyDigest),
        packed(statements, statementsDigest),
        packed(findings, findingsDigest),
      ]
      return contents
    },
  }
}

const decidingOf = (
  { source, state, bodyDigest, samples, coverage }: MadeOutcome,
  statementsDigest: string,
) => ({
  ...{ source, state, bodyDigest, samples: JSON.stringify(samples), statementsDigest },
  present: coverage?.present ?? null,
  reached: coverage?.reached ?? null,
})

/** The version row of a draft, following version `previous` of the same record if there is one. */
export function versionOf(draft: Draft, previous: number | null, at: string): NewVersionRow {
  const { outcome } = draft
  return {
    previous,
    at,
    url: outcome.url,
    source: outcome.source,
    state: outcome.state,
    withdrawn_because: null,
    final_url: outcome.finalUrl,
    media_type: outcome.mediaType,
    charset: outcome.charset ?? null,
    etag: outcome.etag ?? null,
    last_modified: outcome.lastModified ?? null,
    fetched_at: outcome.fetchedAt,
    body_digest: outcome.bodyDigest,
    pipeline_digest: outcome.pipelineDigest,
    outcome_digest: draft.digest,
    statements_digest: draft.statementsDigest,
    findings_digest: draft.findingsDigest,
    samples: JSON.stringify(outcome.samples),
    coverage_present: outcome.coverage?.present ?? null,
    coverage_reached: outcome.coverage?.reached ?? null,
  }
}

/** Splits drafts into groups in which every URL occurs once; the drafts of one URL keep their order over the groups. */
export function rounds(drafts: readonly Draft[]): Draft[][] {
  const groups: Draft[][] = []
  const seen = new Map<string, number>()
  for (const draft of drafts) {
    const round = seen.get(draft.outcome.url) ?? 0
    seen.set(draft.outcome.url, round + 1)
    const group = groups[round]
    if (group) group.push(draft)
    else groups[round] = [draft]
  }
  return groups
}
