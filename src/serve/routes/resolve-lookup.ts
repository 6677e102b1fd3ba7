/** From what stands behind /id/ to what it may mean. */
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Candidate } from '../../catalogue/resolve.ts'
import { codeOf } from '../../pid/agents.ts'
import { explain } from '../../pid/explain.ts'
import { canonicalise, identify, igsnHandle } from '../../pid/identifiers.ts'
import { type BareCode, bareCode, legacyHandle } from '../../pid/legacy-handle.ts'
import { likelySpellings } from '../../pid/likely.ts'

/** Things proposed for an identifier that nothing has. */
const MAX_NEAREST = 5
/** Spellings that are looked up for them. */
const MAX_SPELLINGS = 300

/**
 * What stands behind /id/, as it was meant: decoded, with the second slash that some proxies take out of `https://`, and
 * with the query of a web address but for `format`. Undefined for what is no percent-encoded text: nothing is called so.
 */
export const askedText = (url: string): string | undefined => {
  const { pathname, searchParams } = new URL(url)
  searchParams.delete('format')
  const search = searchParams.size === 0 ? '' : `?${searchParams}`
  try {
    const text = decodeURIComponent(pathname.slice('/id/'.length))
    return (/^https?:/i.test(text) ? `${text}${search}` : text).replace(/^(https?):\/+/i, '$1://')
  } catch {
    return undefined
  }
}

// What is copied along with an identifier from a sentence.
const AROUND = /^[\s([{<"'\u2018\u201c\u201e\u00ab]+|[\s)\]}>"'\u2019\u201d\u00bb.,;:]+$/g

/** The text, what it is when it was percent-encoded more than once, and that without punctuation around it. */
const readings = (text: string): string[] => {
  const found = [text]
  for (let i = 0; i < 2 && /%[0-9a-f]{2}/i.test(found[i] ?? ''); i++) {
    try {
      const decoded = decodeURIComponent(found[i] ?? '')
      if (decoded !== found[i]) found.push(decoded)
    } catch {
      // A percent sign of its own: the text is what it is.
      break
    }
  }
  const bare = found.at(-1)?.replace(AROUND, '') ?? ''
  return bare === '' || bare === found.at(-1) ? found : [...found, bare]
}

const samplesOf = async (catalogue: Catalogue, iris: readonly string[]): Promise<Candidate[]> =>
  (await catalogue.samplesNamed([...new Set(iris)])).map(({ item }) => ({
    kind: 'sample',
    id: item.id,
    label: item.name ?? item.identifier,
  }))

/** Names that records give a sample besides its identifier: other persistent identifiers, other names, codes. */
const byOtherNames = async (catalogue: Catalogue, text: string): Promise<Candidate[]> => {
  const iris = [canonicalise(text), igsnHandle(text)?.canonical, text].filter(iri => iri !== undefined)
  const called = await catalogue.samplesCalled([...new Set(iris)])
  const found = [...called.values()].flat()
  if (found.length > 0) return samplesOf(catalogue, found)
  const coded = await catalogue.samplesWithCode([text.trim().toUpperCase()])
  return samplesOf(catalogue, [...coded.values()].flat())
}

/** What a text can mean. `why` is said where it is ambiguous by its nature, however many candidates there are. */
export interface Found {
  readonly candidates: readonly Candidate[]
  readonly why?: string | undefined
}

/** Everything that has a code, in whatever spelling; only behind the label IGSN it may be known which of them is meant. */
const byCode = async (catalogue: Catalogue, text: string, { code, labelled }: BareCode): Promise<Found> => {
  const found = [...(await catalogue.resolve(text)), ...(await byOtherNames(catalogue, text))]
  const samples = found.filter(({ kind }) => kind === 'sample')
  const candidates = [...new Map(samples.map(each => [each.id, each])).values()]
  const [first, ...others] = candidates
  if (!first) return { candidates: found }
  const called =
    labelled === undefined ? [] : ((await catalogue.samplesCalled([labelled])).get(labelled) ?? [])
  if (others.length === 0 && (first.id === labelled || called.includes(first.id))) return { candidates }
  const why = `"${code.slice(0, 100)}" is a bare code, which several agents may have given out: it is ambiguous, also where only one sample here has it`
  return { candidates, why }
}

/** Everything that a text can mean; several candidates mean that it is ambiguous. */
export const lookUp = async (catalogue: Catalogue, text: string): Promise<Found> => {
  for (const reading of readings(text)) {
    const bare = bareCode(reading)
    const found = bare
      ? await byCode(catalogue, reading, bare)
      : { candidates: await catalogue.resolve(reading) }
    if (found.candidates.length > 0) return found
    const other = bare || legacyHandle(reading) !== undefined ? [] : await byOtherNames(catalogue, reading)
    if (other.length > 0) return { candidates: other }
  }
  return { candidates: [] }
}

/** Why nothing has this identifier, and what is called nearly so. */
export interface Unknown {
  readonly reason: string
  readonly detail: string
  /** The one IRI of the identifier, when it is one. */
  readonly canonical?: string
  readonly nearest: readonly Candidate[]
}

const nearestTo = async (catalogue: Catalogue, text: string): Promise<Candidate[]> => {
  const spellings: string[] = []
  for (const spelling of likelySpellings(text)) {
    spellings.push(spelling)
    if (spellings.length >= MAX_SPELLINGS) break
  }
  const isIri = (spelling: string) => /^https?:/.test(spelling)
  const identifier = identify(text)
  // A legacy handle is of a DOI only where a record says so; what has its code may still be what is meant.
  const code = identifier && codeOf(identifier)
  const codes = [...(code === undefined ? [] : [code]), ...spellings.filter(spelling => !isIri(spelling))]
  const coded = codes.length > 0 ? [...(await catalogue.samplesWithCode(codes)).values()].flat() : []
  const iris = [...spellings.filter(isIri), ...coded]
  const entities = iris.length > 0 ? await catalogue.entitiesNamed(iris) : []
  const samples = iris.length > 0 ? await samplesOf(catalogue, iris) : []
  return [...samples, ...entities].slice(0, MAX_NEAREST)
}

/** Explains a text that `lookUp` found nothing for. */
export const explainUnknown = async (catalogue: Catalogue, text: string): Promise<Unknown> => {
  const explained = explain(text)
  const nearest = await nearestTo(catalogue, text)
  if (explained.identifier) {
    const { scheme, canonical, display } = explained.identifier
    const detail = `${display} is well-formed (${scheme}), but nothing with this identifier is known here; it may not have been harvested`
    return { reason: 'not-harvested', detail, canonical, nearest }
  }
  return {
    reason: explained.reason,
    detail: `${explained.detail}; nothing with this name is known here`,
    nearest,
  }
}
