/** What an example is expected to show: `# expect: SEVERITY COMPONENT [PATH] [xCOUNT]`, a comment line per kind of result. */
import { PREFIXES, sh } from '../../rdf/namespaces.ts'
import { severityName } from '../../rdf/severity.ts'
import type { ValidationResult } from '../../shacl/result.ts'
import { fullPath, shortIri, shortPath } from './short-names.ts'

const SUFFIX = 'ConstraintComponent'

/** Results that are alike: of one severity, component and path. */
export interface ResultKind {
  /** As a word, or an IRI when it is not SHACL's. */
  readonly severity: string
  /** IRI of the constraint component. */
  readonly component: string
  /** As results give it: a bare IRI or SPARQL text. */
  readonly path?: string
  /** How many; a line that does not say takes any number from one on. */
  readonly count?: number
}

/** A kind of which it is known how many there are. */
export type CountedKind = ResultKind & { readonly count: number }

/** `…#MinCountConstraintComponent` -> `MinCount`; components of others by their short IRI. */
export const componentName = (iri: string): string =>
  iri.startsWith(PREFIXES.sh) ? iri.slice(PREFIXES.sh.length).replace(SUFFIX, '') : shortIri(iri)

/** Text that two kinds share exactly when they differ at most in their count. */
export const kindKey = ({ severity, component, path }: Omit<ResultKind, 'count'>): string =>
  `${severity} ${component} ${path ?? ''}`

/** One line of a report or a comment, without its mark. */
export const kindText = ({ severity, component, path, count }: ResultKind): string =>
  [
    shortIri(severity),
    component.startsWith(PREFIXES.sh) ? component.slice(PREFIXES.sh.length) : shortIri(component),
    ...(path === undefined ? [] : [shortPath(path)]),
    ...(count === undefined || count === 1 ? [] : [`x${count}`]),
  ].join(' ')

const LINE = /^#[ \t]*expect:[ \t]*(.*)$/gm
const PREFIX = /@?prefix[ \t]+([\w-]*):[ \t]*<([^<>\s]*)>/gi

/**
 * The expectations that a Turtle text announces, in order; a line that says too little is returned as it is. Prefixes are
 * its own, those of the shapes, or those that the program knows.
 */
export const readExpectations = (
  text: string,
  shapes = '',
): { readonly kinds: readonly ResultKind[]; readonly unclear: readonly string[] } => {
  const prefixes = new Map(
    [shapes, text].flatMap(each => [...each.matchAll(PREFIX)].map(match => [match[1] ?? '', match[2] ?? ''])),
  )
  const kinds: ResultKind[] = []
  const unclear: string[] = []
  for (const [, line = ''] of text.matchAll(LINE)) {
    const kind = readKind(line.trim(), prefixes)
    if (kind) kinds.push(kind)
    else unclear.push(line.trim())
  }
  return { kinds, unclear }
}

const readKind = (line: string, prefixes: ReadonlyMap<string, string>): ResultKind | undefined => {
  const words = line.split(/\s+/)
  const times = /^x(\d{1,6})$/.exec(words.at(-1) ?? '')?.[1]
  if (times !== undefined) words.pop()
  const [severity = '', component = '', path, ...more] = words
  if (component === '' || more.length > 0) return undefined
  return {
    severity: severityName(fullPath(severity, prefixes)),
    component: componentIri(fullPath(component, prefixes)),
    ...(path !== undefined && { path: fullPath(path, prefixes) }),
    ...(times !== undefined && { count: Number(times) }),
  }
}

const componentIri = (text: string): string =>
  text.includes(':') ? text : sh(text.endsWith(SUFFIX) ? text : `${text}${SUFFIX}`).value

/** The kinds of some results, each with its count, in the order of their first. */
export const kindsOf = (results: readonly ValidationResult[]): readonly CountedKind[] => {
  const found = new Map<string, CountedKind>()
  for (const result of results) {
    const path = result.pathText
    const kind = {
      severity: severityName(result.severity.value),
      component: result.component.value,
      ...(path !== undefined && { path }),
    }
    const key = kindKey(kind)
    found.set(key, { ...kind, count: (found.get(key)?.count ?? 0) + 1 })
  }
  return [...found.values()]
}

/** The text with other expectations: where its own stood, else below the comment that it begins with. */
export const withExpectations = (text: string, kinds: readonly ResultKind[]): string => {
  const lines = text.split('\n')
  const isOwn = (line: string): boolean => /^#[ \t]*expect:/.test(line)
  const first = lines.findIndex(isOwn)
  const kept = lines.filter(line => !isOwn(line))
  const heading = kept.findIndex(line => !line.startsWith('#'))
  const at = first >= 0 ? first : Math.max(0, heading)
  return [...kept.slice(0, at), ...kinds.map(kind => `# expect: ${kindText(kind)}`), ...kept.slice(at)].join(
    '\n',
  )
}
