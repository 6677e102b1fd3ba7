/** Constraints that can never fail, that nothing can meet, or that have no effect at all. */
import { rdf, sh } from '../../../rdf/namespaces.ts'
import { isLiteral, type Node, sameTerm } from '../../../shacl/terms.ts'
import type { Finding } from '../formats/sarif.ts'
import { localName, shortIri } from '../short-names.ts'
import { PARAMETERS, type ShapesUnderLint } from './shapes-under-lint.ts'

type Rule = (lint: ShapesUnderLint, shape: Node) => readonly Finding[]

/** Counts and lengths that every value meets. */
const canNeverFail: Rule = (lint, shape) => {
  const found: Finding[] = []
  const dead = (parameter: string, why: string) =>
    found.push(
      lint.finding(
        'never-fails',
        'warning',
        shape,
        `sh:${parameter} of ${lint.nameOf(shape)} can never fail: ${why}`,
        parameter,
      ),
    )
  for (const parameter of ['minCount', 'qualifiedMinCount', 'minLength'])
    if (lint.number(shape, parameter) === 0) dead(parameter, 'everything has 0 or more; take it out')
  if (lint.value(shape, 'pattern')?.value.match(/^\^?(?:\.\*)?\$?$/) && !lint.has(shape, 'flags'))
    dead('pattern', 'every text matches it; take it out')
  for (const parameter of ['closed', 'uniqueLang'])
    if (lint.value(shape, parameter)?.value === 'false') dead(parameter, 'false switches it off')
  const [path] = lint.values(shape, 'path')
  if (path && isNullable(lint, path) && lint.number(shape, 'minCount') === 1)
    dead('minCount', 'its path also reaches the node itself, so there is always one value')
  return found
}

const isNullable = (lint: ShapesUnderLint, path: Node): boolean =>
  lint.has(path, 'zeroOrMorePath') || lint.has(path, 'zeroOrOnePath')

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

/** Parameters that mean something only beside another one. */
const NEEDS: readonly (readonly [string, readonly string[]])[] = [
  ['flags', ['pattern']],
  ['ignoredProperties', ['closed']],
  ['qualifiedValueShape', ['qualifiedMinCount', 'qualifiedMaxCount']],
  ['qualifiedMinCount', ['qualifiedValueShape']],
  ['qualifiedMaxCount', ['qualifiedValueShape']],
  ['qualifiedValueShapesDisjoint', ['qualifiedValueShape']],
]

const withoutEffect: Rule = (lint, shape) => {
  const found = NEEDS.flatMap(([parameter, needed]) =>
    lint.has(shape, parameter) && !needed.some(each => lint.has(shape, each))
      ? [
          lint.finding(
            'no-effect',
            'warning',
            shape,
            `sh:${parameter} of ${lint.nameOf(shape)} has no effect without ${needed.map(each => `sh:${each}`).join(' or ')}`,
            parameter,
          ),
        ]
      : [],
  )
  const [first] = lint.messages(shape)
  const isOnlyLinks =
    !PARAMETERS.some(each => each !== 'property' && lint.has(shape, each)) && lint.has(shape, 'property')
  for (const parameter of ['severity', 'message'])
    if (isOnlyLinks && lint.has(shape, parameter) && isCore(lint, shape))
      found.push(
        lint.finding(
          'no-effect',
          'warning',
          shape,
          `sh:${parameter} of ${lint.nameOf(shape)} has no effect: results of its sh:property shapes have their own; put it there`,
          parameter,
          parameter === 'message' ? first : undefined,
        ),
      )
  return found
}

const SHACL = sh('').value

/** Whether all that a shape says is SHACL's own, so that no component of others can be at work. */
const isCore = (lint: ShapesUnderLint, shape: Node): boolean =>
  lint.graph
    .statements(shape)
    .every(({ predicate }) => predicate.value.startsWith(SHACL) || predicate.equals(rdf('type')))

/** Property shapes that ask for nothing. */
const constrainsNothing: Rule = (lint, shape) => {
  if (!lint.has(shape, 'path') || PARAMETERS.some(each => lint.has(shape, each)) || !isCore(lint, shape))
    return []
  // A closed shape allows exactly the properties that its property shapes name.
  if (lint.graph.subjects(shape, sh('property').value).some(parent => lint.has(parent, 'closed'))) return []
  if (lint.has(shape, 'name') || lint.has(shape, 'description') || lint.has(shape, 'defaultValue')) return []
  const text = `${lint.nameOf(shape)} has a path but no constraint: it checks nothing`
  return [lint.finding('checks-nothing', 'warning', shape, text, 'path')]
}

/** All rules of this file over all shapes. */
export const contradictions = (lint: ShapesUnderLint): readonly Finding[] =>
  lint.shapes.flatMap(shape =>
    [
      canNeverFail,
      contradictoryBounds,
      contradictoryKinds,
      contradictoryValues,
      withoutEffect,
      constrainsNothing,
    ].flatMap(rule => rule(lint, shape)),
  )
