/** From what stands behind /id/ to what it may mean. */
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Candidate } from '../../catalogue/resolve.ts'
import { codeOf } from '../../pid/agents.ts'
import { explain } from '../../pid/explain.ts'
import { canonicalise, identify, igsnHandle } from '../../pid/identifiers.ts'
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

const HANDLE = /^(?:hdl[ :]|info:hdl\/|10273\/|(?:https?:\/\/)?(?:hdl\.handle\.net|igsn\.org)\/)/i

/** The canonical form of a text that is a legacy handle as a whole, not only its code. */
const legacyHandle = (text: string): string | undefined => {
  const found = HANDLE.test(text.trim()) ? identify(text) : undefined
  return found && codeOf(found) !== undefined ? found.canonical : undefined
}

/** What has a legacy handle as its name, by what a record says: other agents may have given the code once more. */
const byHandle = async (catalogue: Catalogue, text: string, handle: string): Promise<Candidate[]> => {
  const called = (await catalogue.samplesCalled([handle])).get(handle) ?? []
  const found = await catalogue.resolve(text)
  const landing = (await catalogue.samplesNamed(found.map(({ id }) => id)))
    .filter(({ item }) => item.landingPage === text)
    .map(({ item }) => item.id)
  return samplesOf(catalogue, [handle, ...called, ...landing])
}

/** Everything that a text can mean; several mean that it is ambiguous. */
export const lookUp = async (catalogue: Catalogue, text: string): Promise<readonly Candidate[]> => {
  for (const reading of readings(text)) {
    const handle = legacyHandle(reading)
    if (handle !== undefined) {
      const named = await byHandle(catalogue, reading, handle)
      if (named.length > 0) return named
      continue
    }
    const found = await catalogue.resolve(reading)
    if (found.length > 0) return found
    const other = await byOtherNames(catalogue, reading)
    if (other.length > 0) return other
  }
  return []
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
