/** Documents in which one part refers to a context that is not known: the rest can still be understood. */
import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import type { Problem } from '../model/problem.ts'
import type { ContextLibrary } from '../rdf/contexts.ts'
import { shellWord } from '../registry/shell-word.ts'

/**
 * A copy of a JSON-LD value without the nested objects whose own `@context` names a context that the library does not
 * have. Undefined when the value's own context is unknown, or when there is no such part: then nothing can be done.
 */
export const withoutUnknownParts = (json: JsonValue, contexts: ContextLibrary): JsonValue | undefined => {
  if (json === null || typeof json !== 'object' || isUnknown(json, contexts)) return undefined
  const pruned = prune(json, contexts)
  return pruned === json ? undefined : pruned
}

const isUnknown = (json: JsonValue, contexts: ContextLibrary): boolean => {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return false
  const context = json['@context']
  return (Array.isArray(context) ? context : [context]).some(
    one => typeof one === 'string' && contexts.get(one) === undefined,
  )
}

const prune = (json: JsonValue, contexts: ContextLibrary): JsonValue => {
  if (json === null || typeof json !== 'object') return json
  if (Array.isArray(json)) {
    const kept = json.filter(item => !isUnknown(item, contexts)).map(item => prune(item, contexts))
    return kept.length === json.length && kept.every((item, i) => item === json[i]) ? json : kept
  }
  let changed = false
  const kept: JsonObject = Object.fromEntries(
    Object.entries(json).flatMap(([key, value]): [string, JsonValue][] => {
      if (key === '@context') return [[key, value]]
      const rest = isUnknown(value, contexts) ? undefined : prune(value, contexts)
      if (rest !== value) changed = true
      return rest === undefined ? [] : [[key, rest]]
    }),
  )
  return changed ? kept : json
}

const CODE = 'unknown-context'
const MAX_CONTEXTS = 20
const MAX_URL = 500

/** URLs of the contexts that a document refers to and the library does not have, absolute, each once, at most 20. */
export const unknownContexts = (
  json: JsonValue,
  { base, contexts }: { readonly base: string; readonly contexts: ContextLibrary },
): readonly string[] => {
  const found = new Set<string>()
  const note = (context: JsonValue): void => {
    if (Array.isArray(context)) for (const one of context) note(one)
    else if (
      typeof context === 'string' &&
      contexts.get(context) === undefined &&
      found.size < MAX_CONTEXTS
    ) {
      const url = URL.canParse(context, base) ? new URL(context, base).href : context
      if (contexts.get(url) === undefined) found.add(url)
    } else if (context !== null && typeof context === 'object' && !Array.isArray(context))
      for (const [key, value] of Object.entries(context))
        if (key === '@import') note(value)
        else visit(value)
  }
  const visit = (value: JsonValue): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (value !== null && typeof value === 'object')
      for (const [key, item] of Object.entries(value)) key === '@context' ? note(item) : visit(item)
  }
  visit(json)
  return [...found]
}

/** The problem of one unknown context: the detail starts with its URL in quotes (`contextOf`) and names the remedy. */
export const unknownContext = (url: string, subject: string): Problem => {
  const shown = url.slice(0, MAX_URL)
  return {
    stage: 'lab',
    code: CODE,
    subject,
    detail:
      `${JSON.stringify(shown)} is a context that is neither bundled nor pinned, and contexts are never fetched while ` +
      `harvesting; look at it, then run: lodestone contexts pin ${shellWord(shown)} --fetch`,
  }
}

/**
 * The problem of a document that could not be converted, made clear: for unknown contexts one problem each, instead of
 * the first that the processor met; any other problem as it is.
 */
export const explained = (
  problem: Problem,
  json: JsonValue,
  library: { readonly base: string; readonly contexts: ContextLibrary },
): readonly Problem[] => {
  if (problem.code !== CODE) return [problem]
  const urls = unknownContexts(json, library)
  return urls.length === 0 ? [problem] : urls.map(url => unknownContext(url, problem.subject))
}

/** The URL of the context that a problem is about, when it is about an unknown context: what reports count by. */
export const contextOf = ({ code, detail }: Problem): string | undefined => {
  if (code !== CODE) return undefined
  const quoted = /^"(?:[^"\\]|\\.)*"/.exec(detail)?.[0]
  if (quoted !== undefined) return JSON.parse(quoted) as string
  return /^the context (\S+) is not/.exec(detail)?.[1]
}
