/** A document that was read, and what is known of samples -> the report. */
import { completenessOf } from './completeness.ts'
import { type Known, lookUpAll } from './known.ts'
import type { KnownSample, SampleLookup } from './lookup.ts'
import type { Mention } from './mentions.ts'
import type { Reading } from './reading.ts'
import {
  type CheckedPublication,
  VERDICTS,
  type Verdict,
  type VerifyReport,
  type VerifyResult,
} from './report.ts'
import { type Judgement, judge } from './verdict.ts'

/** What is verified: a document or a list of identifiers. */
export interface Verifiable extends Omit<Reading, 'kind' | 'text'> {
  readonly name: string
  readonly kind: VerifyReport['document']['kind']
}

const settled = (
  mention: Mention,
  judgement: Judgement,
  sample: KnownSample | undefined,
  publication: CheckedPublication | null,
): VerifyResult => {
  const { text, start, end, identifier, place, before, behind } = mention
  const isCertain = judgement.verdict !== 'malformed' && judgement.verdict !== 'ambiguous'
  return {
    ...{ text, start, end, scheme: identifier?.scheme ?? null, canonical: identifier?.canonical ?? null },
    ...{
      verdict: judgement.verdict,
      suggestion: judgement.suggestion ?? null,
      sample: judgement.sample ?? null,
    },
    linksBack: publication && sample && isCertain ? sample.works.has(publication.id) : null,
    ...{ detail: judgement.detail, place, before, behind },
    candidates: judgement.candidates ?? [],
    ...{
      name: sample?.name ?? null,
      landingPage: sample?.landingPage ?? null,
      status: sample?.status ?? null,
    },
    completeness: sample && isCertain ? completenessOf(sample.fields) : null,
  }
}

const resultOf = (mention: Mention, known: Known, publication: CheckedPublication | null): VerifyResult => {
  const own = publication && mention.identifier?.canonical === publication.id
  const judgement: Judgement =
    own && !known.samples.has(publication.id)
      ? { verdict: 'not-a-sample', detail: 'the publication itself' }
      : judge(mention, known)
  const sample = judgement.sample === undefined ? undefined : known.samples.get(judgement.sample)
  return settled(mention, judgement, sample, publication)
}

const countVerdicts = (results: readonly VerifyResult[]): Record<Verdict, number> => {
  const summary = Object.fromEntries(VERDICTS.map(verdict => [verdict, 0])) as Record<Verdict, number>
  for (const { verdict } of results) summary[verdict]++
  return summary
}

const samplesOf = (
  results: readonly VerifyResult[],
  publication: CheckedPublication | null,
): VerifyReport['samples'] => {
  const certain = results.filter(({ sample, completeness }) => sample !== null && completeness !== null)
  const each = [...new Map(certain.map(result => [result.sample, result])).values()]
  const total = each.reduce((sum, { completeness }) => sum + (completeness?.share ?? 0), 0)
  return {
    distinct: each.length,
    linkingBack: publication ? each.filter(({ linksBack }) => linksBack).length : null,
    completeness: each.length === 0 ? null : Math.round((total / each.length) * 100) / 100,
  }
}

const publicationOf = (ownDoi: string | undefined, said: string | undefined): CheckedPublication | null => {
  if (said !== undefined) return { id: said, guessed: false }
  return ownDoi === undefined ? null : { id: ownDoi, guessed: true }
}

/**
 * Whether a DOI is a sample's, or is meant for one: a document that begins with a misspelt sample would otherwise pass for
 * that sample's publication, and the mistake for the name of the document.
 */
const isOfSample = (iri: string, { samples, aliases, sameCode, gone, likely }: Known): boolean =>
  [samples, aliases, sameCode, gone, likely].some(each => each.has(iri))

/** The report. `publication` is the canonical IRI that the user gave; without it the document's own DOI is guessed. */
export const verify = async (
  read: Verifiable,
  lookup: SampleLookup,
  publication?: string,
): Promise<VerifyReport> => {
  const { name, kind, characters, pages, mentions, truncated, notes, ownDoi } = read
  const known = await lookUpAll(mentions, lookup)
  const guess = ownDoi !== undefined && isOfSample(ownDoi, known) ? undefined : ownDoi
  const checked = publicationOf(guess, publication)
  const results = mentions.map(mention => resultOf(mention, known, checked))
  const cut = truncated ? [`only the first ${mentions.length} identifiers are reported`] : []
  return {
    document: { name, kind, characters, ...(pages !== undefined && { pages }) },
    publication: checked,
    results,
    summary: countVerdicts(results),
    samples: samplesOf(results, checked),
    truncated,
    notes: [...notes, ...cut, ...known.notes],
  }
}
