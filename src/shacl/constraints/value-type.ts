/** Value type and cardinality constraints (SHACL 4.1 and 4.2). */
import { PREFIXES, rdf, sh } from '../../rdf/namespaces.ts'
import type { Check } from '../shape.ts'
import type { Node } from '../terms.ts'
import { subjectKey } from '../terms.ts'
import { lexicalCheck } from '../xsd/lexical.ts'
import { type Compiling, countOf, type Definitions, iriOf, perSet, perValue, show } from './definition.ts'

const RDF_TYPE = rdf('type').value
const LANG_STRING = rdf('langString').value

const KINDS: ReadonlyMap<string, readonly Node['termType'][]> = new Map([
  ['IRI', ['NamedNode']],
  ['BlankNode', ['BlankNode']],
  ['Literal', ['Literal']],
  ['BlankNodeOrIRI', ['BlankNode', 'NamedNode']],
  ['BlankNodeOrLiteral', ['BlankNode', 'Literal']],
  ['IRIOrLiteral', ['NamedNode', 'Literal']],
])

const classCheck = (value: Node, compiling: Compiling): Check | undefined => {
  const wanted = subjectKey(value)
  if (wanted === undefined)
    return compiling.problem('ill-formed-shape', `sh:class must be an IRI, but is ${show(value)}`)
  return perValue(compiling.constraint, (node, run) => {
    for (const type of run.data.objects(node, RDF_TYPE)) {
      const key = subjectKey(type)
      if (key !== undefined && run.isSubclass(key, wanted)) return true
    }
    return false
  })
}

const datatypeCheck = (value: Node, compiling: Compiling): Check | undefined => {
  const datatype = iriOf(value, 'datatype', compiling)
  if (datatype === undefined) return undefined
  if (datatype === LANG_STRING)
    return perValue(compiling.constraint, node => node.termType === 'Literal' && node.language !== '')
  const valid = lexicalCheck(datatype)
  return perValue(
    compiling.constraint,
    node =>
      node.termType === 'Literal' &&
      node.datatype.value === datatype &&
      (valid === undefined || valid(node.value)),
  )
}

const nodeKindCheck = (value: Node, compiling: Compiling): Check | undefined => {
  const kinds = value.termType === 'NamedNode' ? KINDS.get(value.value.replace(PREFIXES.sh, '')) : undefined
  if (!kinds || value.value !== sh(value.value.replace(PREFIXES.sh, '')).value)
    return compiling.problem(
      'ill-formed-shape',
      `sh:nodeKind must be one of ${[...KINDS.keys()].map(kind => `sh:${kind}`).join(', ')}, but is ${show(value)}`,
    )
  const [one, other = one] = kinds
  return perValue(compiling.constraint, ({ termType }) => termType === one || termType === other)
}

/** sh:class, sh:datatype, sh:nodeKind, sh:minCount, sh:maxCount. */
export const VALUE_TYPE: Definitions = {
  class: { component: 'Class', make: classCheck },
  datatype: { component: 'Datatype', single: true, make: datatypeCheck },
  nodeKind: { component: 'NodeKind', single: true, make: nodeKindCheck },
  minCount: {
    component: 'MinCount',
    single: true,
    propertyOnly: true,
    make: (value, compiling) => {
      const least = countOf(value, 'minCount', compiling)
      return least === undefined ? undefined : perSet(compiling.constraint, values => values.length >= least)
    },
  },
  maxCount: {
    component: 'MaxCount',
    single: true,
    propertyOnly: true,
    make: (value, compiling) => {
      const most = countOf(value, 'maxCount', compiling)
      return most === undefined ? undefined : perSet(compiling.constraint, values => values.length <= most)
    },
  },
}
