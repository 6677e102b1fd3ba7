/** Examples of shapes/<profile>/examples as the kernel graphs that the validator is given. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'n3'
import type { KernelGraph } from '../../src/model/record-graph.ts'
import { PREFIXES, rdf, sosa } from '../../src/rdf/namespaces.ts'
import { iri } from '../../src/rdf/terms.ts'
import { bundled } from '../../src/registry/bundled.ts'

export interface Example {
  readonly profile: string
  readonly kind: 'valid' | 'invalid'
  readonly name: string
  readonly kernel: KernelGraph
  /** `Severity Component path` of every result that `# expect:` lines announce. */
  readonly expected: readonly string[]
}

const SAMPLES = [sosa('Sample'), sosa('SampleCollection')]

const checked = (text: string) => {
  const found = iri(text)
  if (!found) throw new Error(`not an IRI: ${text}`)
  return found
}

/** Turtle in kernel form -> kernel graph; the samples are the typed subjects, as after the crosswalk. */
export const kernelOf = (turtle: string, page = 'https://demo.example/samples/page'): KernelGraph => {
  const quads = new Parser({ format: 'text/turtle' }).parse(turtle)
  const typed = quads.filter(
    q => q.predicate.equals(rdf('type')) && SAMPLES.some(type => type.equals(q.object)),
  )
  return { graph: checked(page), samples: typed.map(q => checked(q.subject.value)), quads }
}

// Darwin Core is used by shapes and rules only, so the program itself has no name for it.
const prefixes = new Map<string, string>([
  ...Object.entries(PREFIXES),
  ['dwc', 'http://rs.tdwg.org/dwc/terms/'],
])

/** `schema:name|(sosa:isResultOf/prov:agent)` -> the path text of a result; a single property is a bare IRI. */
export const expandPath = (path: string): string => {
  const full = path.replace(
    /([a-z]+):([A-Za-z]+)/g,
    (_, prefix, local) => `<${prefixes.get(prefix)}${local}>`,
  )
  return /^<[^<>]+>$/.test(full) ? full.slice(1, -1) : full
}

const expectation = (line: string): string => {
  const [severity, component, path] = line.trim().split(/\s+/)
  return `${severity} ${component} ${path ? expandPath(path) : ''}`
}

/** Every example of a profile, of one kind. */
export const examplesOf = (profile: string, kind: 'valid' | 'invalid'): Example[] => {
  const dir = bundled(`shapes/${profile}/examples/${kind}`)
  return readdirSync(dir)
    .filter(file => file.endsWith('.ttl'))
    .map(file => {
      const text = readFileSync(join(dir, file), 'utf8')
      const expected = [...text.matchAll(/^# expect: (.+)$/gm)].map(match => expectation(match[1] ?? ''))
      return { profile, kind, name: file.replace('.ttl', ''), kernel: kernelOf(text), expected }
    })
}
