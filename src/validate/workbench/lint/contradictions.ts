/** Constraints that nothing can meet together. */
import { rdf } from '../../../rdf/namespaces.ts'
import { isLiteral, type Node, sameTerm } from '../../../shacl/terms.ts'
import type { Finding } from '../formats/sarif.ts'
import { localName, shortIri } from '../short-names.ts'
import type { ShapesUnderLint } from './shapes-under-lint.ts'

type Rule = (lint: ShapesUnderLint, shape: Node) => readonly Finding[]

/** Lower bound, upper bound, and whether equal ones can be met. */
const BOUNDS: readonly (readonly [string, string, boolean])[] = [
  ['minCount', 'maxCount', true],
  ['qualifiedMinCount', 'qualifiedMaxCount', true],
  ['minLength', 'maxLength', true],
  ['minInclusive', 'maxInclusive', true],
  ['minInclusive', 'maxExclusive', false],
  ['minExclusive', 'maxInclusive', false],
  ['minExclusive', 'maxExclusive', false],
]

/** Bounds that leave nothing between them. */
const contradictoryBounds: Rule = (lint, shape) =>
  BOUNDS.flatMap(([lower, upper, mayMeet]) => {
    const least = lint.number(shape, lower)
    const most = lint.number(shape, upper)
    if (least === undefined || most === undefined || least < most || (mayMeet && least === most)) return []
    const text = `nothing is both sh:${lower} ${least} and sh:${upper} ${most}, as ${lint.nameOf(shape)} asks for`
    return [lint.finding('contradiction', 'error', shape, text, lower)]
  })

const KINDS: Readonly<Record<string, readonly string[]>> = {
  IRI: ['NamedNode'],
  BlankNode: ['BlankNode'],
  Literal: ['Literal'],
  BlankNodeOrIRI: ['BlankNode', 'NamedNode'],
  BlankNodeOrLiteral: ['BlankNode', 'Literal'],
  IRIOrLiteral: ['NamedNode', 'Literal'],
}

/** Why a term cannot meet the other constraints on the kind of a value; undefined when it can. */
const excluded = (lint: ShapesUnderLint, shape: Node, term: Node): string | undefined => {
  const datatype = lint.value(shape, 'datatype')
  if (datatype && !(isLiteral(term) && sameTerm(term.datatype, datatype)))
    return `sh:datatype ${shortIri(datatype.value)}`
  const kind = lint.value(shape, 'nodeKind')
  const kinds = kind && KINDS[localName(kind.value)]
  return kinds && !kinds.includes(term.termType) ? `sh:nodeKind ${shortIri(kind.value)}` : undefined
}

/** Constraints on the kind of a value that exclude each other. */
const contradictoryKinds: Rule = (lint, shape) => {
  const kind = localName(lint.value(shape, 'nodeKind')?.value ?? '')
  const kinds = KINDS[kind] ?? []
  const clash = (one: string, other: string) =>
    lint.finding(
      'contradiction',
      'error',
      shape,
      `no value meets both sh:${one} and sh:${other} of ${lint.nameOf(shape)}`,
      one,
    )
  const found: Finding[] = []
  const asksLiteral = ['datatype', 'languageIn'].find(each => lint.has(shape, each))
  if (asksLiteral && kinds.length > 0 && !kinds.includes('Literal'))
    found.push(clash(asksLiteral, 'nodeKind'))
  if (lint.has(shape, 'class') && kind === 'Literal') found.push(clash('class', 'nodeKind'))
  if (asksLiteral && lint.has(shape, 'class')) found.push(clash(asksLiteral, 'class'))
  const datatype = lint.value(shape, 'datatype')
  if (lint.has(shape, 'languageIn') && datatype && !datatype.equals(rdf('langString')))
    found.push(clash('languageIn', 'datatype'))
  return found
}

/** Listed or wanted values that the constraints beside them exclude. */
const contradictoryValues: Rule = (lint, shape) => {
  const found: Finding[] = []
  const members = lint.list(shape, 'in')
  const out = (members ?? []).map(member => excluded(lint, shape, member))
  const name = lint.nameOf(shape)
  if (members?.length === 0 || (members && out.every(Boolean)))
    found.push(
      lint.finding(
        'contradiction',
        'error',
        shape,
        `no value meets sh:in of ${name}${out[0] ? `, because of ${out[0]}` : ': the list is empty'}`,
        'in',
      ),
    )
  else
    members?.forEach((member, i) => {
      if (out[i])
        found.push(
          lint.finding(
            'contradiction',
            'warning',
            shape,
            `"${shortIri(member.value)}" in sh:in of ${name} is never allowed, because of ${out[i]}`,
            'in',
          ),
        )
    })
  for (const wanted of lint.values(shape, 'hasValue')) {
    const why =
      members && !members.some(member => sameTerm(member, wanted)) ? 'sh:in' : excluded(lint, shape, wanted)
    if (why)
      found.push(
        lint.finding(
          'contradiction',
          'error',
          shape,
          `"${shortIri(wanted.value)}", which sh:hasValue of ${name} asks for, is not allowed by ${why}`,
          'hasValue',
        ),
      )
  }
  return found
}

/** Bounds, kinds and values of one shape that exclude each other. */
export const contradictions: Rule = (lint, shape) =>
  [contradictoryBounds, contradictoryKinds, contradictoryValues].flatMap(rule => rule(lint, shape))
