/** The verdict on one mention, from what is known. Pure. */
import { canonicalise, type Identifier, identify } from '../pid/identifiers.ts'
import { type Known, mayBeSample } from './known.ts'
import type { Mention } from './mentions.ts'
import type { Verdict } from './report.ts'

/** A verdict with what it rests on. `sample` and `candidates` are canonical IRIs. */
export interface Judgement {
  readonly verdict: Verdict
  readonly detail: string
  readonly sample?: string
  readonly suggestion?: string
  readonly candidates?: readonly string[]
}

/** How an identifier is written for people: as the sample's own record does, when that is the same identifier. */
const written = (iri: string, { samples }: Pick<Known, 'samples'>): string => {
  const own = samples.get(iri)?.identifier
  return own !== undefined && canonicalise(own) === iri ? own : (identify(iri)?.display ?? iri)
}

const several = (iris: readonly string[], facts: Known): string =>
  iris
    .slice(0, 5)
    .map(iri => written(iri, facts))
    .join(', ') + (iris.length > 5 ? ', …' : '')

/** Several samples, or one: `single` says what one means. */
const oneOrMore = (
  samples: readonly string[],
  facts: Known,
  single: (sample: string) => Judgement,
): Judgement => {
  const [only, second] = samples
  if (only !== undefined && second === undefined) return single(only)
  return {
    verdict: 'ambiguous',
    detail: `it fits ${samples.length} samples: ${several(samples, facts)}; write the whole identifier of the one that is meant`,
    candidates: samples,
  }
}

const known = (iri: string, { samples }: Known): Judgement | undefined => {
  const sample = samples.get(iri)
  if (!sample) return undefined
  if (/^(?:deprecated|withdrawn|retracted)$/i.test(sample.status))
    return { verdict: 'withdrawn', sample: iri, detail: `its record says that it is ${sample.status}` }
  return {
    verdict: 'registered',
    sample: iri,
    detail:
      sample.status === 'registered'
        ? 'registered'
        : `registered; its record says that it is ${sample.status}`,
  }
}

const meant = (samples: readonly string[], facts: Known): Judgement =>
  oneOrMore(samples, facts, sample => ({
    verdict: 'malformed',
    sample,
    suggestion: written(sample, facts),
    candidates: samples,
    detail: `no such sample is known here; ${written(sample, facts)} is, which differs by what is easily misread or mistyped`,
  }))

const otherwise = (identifier: Identifier, facts: Known): Judgement => {
  const { others, gone, likely, prefixes } = facts
  const { canonical, scheme } = identifier
  const other = others.get(canonical)
  if (other)
    return {
      verdict: 'not-a-sample',
      detail: `${/^[aeiou]/.test(other.kind) ? 'an' : 'a'} ${other.kind}: ${other.label.slice(0, 200)}`,
    }
  const missing = gone.get(canonical)
  if (missing?.withdrawn)
    return { verdict: 'withdrawn', sample: canonical, detail: `its record was withdrawn: ${missing.because}` }
  const spelt = likely.get(canonical)
  if (spelt) return meant(spelt, facts)
  if (missing) return { verdict: 'unknown', detail: missing.because }
  if (!mayBeSample(identifier, prefixes))
    return {
      verdict: 'not-a-sample',
      detail:
        scheme === 'doi'
          ? 'a DOI that no record here describes as a sample, under a prefix that no sample here has'
          : `identifiers of the scheme ${scheme} name other things than samples`,
    }
  return {
    verdict: 'unknown',
    detail:
      'no sample with this identifier is known here; it may be registered with a source that is not harvested',
  }
}

const judgeIdentifier = (identifier: Identifier, facts: Known): Judgement => {
  const { canonical } = identifier
  const direct = known(canonical, facts)
  if (direct) return direct
  const aliases = facts.aliases.get(canonical)
  if (aliases)
    return oneOrMore(aliases, facts, sample => ({
      verdict: 'alias',
      sample,
      suggestion: written(sample, facts),
      detail: `its record gives this as another name; the sample is registered as ${written(sample, facts)}`,
    }))
  const sameCode = facts.sameCode.get(canonical)
  if (sameCode && !facts.gone.get(canonical)?.withdrawn)
    return {
      verdict: 'ambiguous',
      candidates: sameCode,
      ...(sameCode.length === 1 && {
        sample: sameCode[0] ?? '',
        suggestion: written(sameCode[0] ?? '', facts),
      }),
      detail: `not registered in this form; ${several(sameCode, facts)} ${sameCode.length === 1 ? 'has' : 'have'} the same code, but no record says that it is the same sample`,
    }
  return otherwise(identifier, facts)
}

/** Bare codes, hyphenation, and what is no identifier at all: of what may be meant, what exists counts. */
const judgeCandidates = ({ verdict, candidates, detail = '' }: Mention, facts: Known): Judgement => {
  const iris = candidates.map(({ canonical }) => canonical)
  const fits = (iri: string): readonly string[] =>
    facts.samples.has(iri) ? [iri] : (facts.aliases.get(iri) ?? facts.sameCode.get(iri) ?? [])
  const existing = [...new Set(iris.flatMap(fits))]
  const likely = [...new Set(iris.flatMap(iri => facts.likely.get(iri) ?? []))]
  const [first] = existing
  if (verdict === 'ambiguous' && first !== undefined)
    return {
      verdict: 'ambiguous',
      detail: `${detail}. Known here: ${several(existing, facts)}`,
      candidates: existing,
      ...(existing.length === 1 && { sample: first, suggestion: written(first, facts) }),
    }
  if (verdict === 'ambiguous' && likely.length > 0) return meant(likely, facts)
  if (verdict === 'ambiguous')
    return { verdict: 'unknown', candidates: iris, detail: `${detail}. No sample known here has this code` }
  const suggestion = first ?? likely[0] ?? iris[0]
  return {
    verdict: 'malformed',
    detail,
    candidates: existing.length > 0 ? existing : iris,
    ...(suggestion !== undefined && { suggestion: written(suggestion, facts) }),
    ...(existing.length === 1 && first !== undefined && { sample: first }),
  }
}

/** What is to be said of a mention. */
export const judge = (mention: Mention, facts: Known): Judgement =>
  mention.identifier ? judgeIdentifier(mention.identifier, facts) : judgeCandidates(mention, facts)
