/** Finds, before anything is validated, what the engine would refuse in mid-run or, worse, pass over in silence. */
import type { Quad, Term } from '@rdfjs/types'
import type { Problem } from '../model/problem.ts'
import { PREFIXES, rdf, sh } from '../rdf/namespaces.ts'
import { didYouMean } from '../registry/nearest.ts'

// SHACL Core (chapters 2 to 4), without what only SHACL-SPARQL and SHACL-AF define.
const CORE =
  `path alternativePath inversePath zeroOrMorePath oneOrMorePath zeroOrOnePath targetClass targetNode targetObjectsOf
  targetSubjectsOf severity message deactivated name description order group defaultValue property node and or not xone
  class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength
  pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals qualifiedValueShape qualifiedMinCount
  qualifiedMaxCount qualifiedValueShapesDisjoint closed ignoredProperties hasValue in`.split(/\s+/)
const SUPPORTED = new Set(CORE)
// Annotations, and parts of what is reported as a whole (sh:sparql, sh:rule).
const HARMLESS = new Set([
  'declare',
  'prefix',
  'namespace',
  'prefixes',
  'suggestedShapesGraph',
  'shapesGraph',
  'entailment',
  'select',
  'ask',
  'construct',
])
const BEYOND_CORE = new Set(['sparql', 'target', 'rule', 'js', 'expression', 'values'])
// Everything that leads from a shape to one it is checked with.
const INNER = ['property', 'node', 'and', 'or', 'not', 'xone', 'qualifiedValueShape'].map(
  name => sh(name).value,
)
const LIST = [rdf('first').value, rdf('rest').value]
const DESCENDS = new Set([...INNER, ...LIST])

/** Problems of a shapes graph, empty when it can be used: unknown or unsupported terms, recursion, endless paths. */
export const checkShapes = (shapes: readonly Quad[], subject: string): Problem[] => {
  const problem = (code: string, detail: string): Problem => ({ stage: 'scales', code, subject, detail })
  const found = new Map<string, Problem>()
  for (const { predicate, object } of shapes) {
    if (!predicate.value.startsWith(PREFIXES.sh)) continue
    const name = predicate.value.slice(PREFIXES.sh.length)
    if (BEYOND_CORE.has(name))
      found.set(
        name,
        problem(
          'unsupported-shape',
          `sh:${name} is beyond SHACL Core and is not supported: state the constraint with Core terms`,
        ),
      )
    else if (!SUPPORTED.has(name) && !HARMLESS.has(name))
      found.set(
        name,
        problem(
          'unknown-shape-term',
          `sh:${name} is not a term of SHACL Core${didYouMean(name, CORE) || '; remove it'}`,
        ),
      )
    if (name === 'inversePath' && object.termType !== 'NamedNode')
      found.set(
        'inverse',
        problem(
          'unsupported-shape',
          'sh:inversePath is supported for a single property only: invert each step of the path',
        ),
      )
  }
  const loop = recursion(shapes)
  if (loop)
    found.set(
      'recursion',
      problem(
        'recursive-shape',
        `the shape ${loop} is checked with itself; SHACL leaves recursion undefined, so remove it`,
      ),
    )
  if (shapes.length > 0 && !shapes.some(isTarget))
    found.set(
      'target',
      problem('no-target', 'no shape has a target, so nothing would ever be checked: add sh:targetClass'),
    )
  return [...found.values()]
}

const TARGETS = new Set(
  ['targetClass', 'targetNode', 'targetObjectsOf', 'targetSubjectsOf'].map(name => sh(name).value),
)
const isTarget = ({ predicate }: Quad): boolean => TARGETS.has(predicate.value)

/** A node that can be reached from itself through shapes and lists, if there is one. Iterative: lists may be long. */
const recursion = (shapes: readonly Quad[]): string | undefined => {
  const below = new Map<string, Term[]>()
  for (const { subject, predicate, object } of shapes)
    if (DESCENDS.has(predicate.value)) below.set(subject.value, [...(below.get(subject.value) ?? []), object])
  const state = new Map<string, 'open' | 'done'>()
  for (const start of below.keys()) {
    const stack = [start]
    while (stack.length > 0) {
      const node = stack[stack.length - 1] ?? start
      if (state.get(node)) {
        state.set(node, 'done')
        stack.pop()
        continue
      }
      state.set(node, 'open')
      for (const { value } of below.get(node) ?? []) {
        if (state.get(value) === 'open') return value
        if (!state.has(value)) stack.push(value)
      }
    }
  }
  return undefined
}
