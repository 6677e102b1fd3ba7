/** Constraints as phrases: what the values of a property must be. */
import { sh, skos } from '../../rdf/namespaces.ts'
import type { CompiledShapes, Constraint, Shape } from '../../shacl/shape.ts'
import type { Node } from '../../shacl/terms.ts'

/** How terms are written. */
export interface TermWords {
  shorten(iri: string): string
  label(iri: string): string | undefined
}

/** Patterns longer than this tell nothing to a reader; the message does. */
const LONGEST_PATTERN = 60

const KINDS: Readonly<Record<string, string>> = {
  [sh('IRI').value]: 'an IRI',
  [sh('Literal').value]: 'text',
  [sh('BlankNode').value]: 'a blank node',
  [sh('BlankNodeOrIRI').value]: 'an IRI or blank node',
  [sh('IRIOrLiteral').value]: 'an IRI or text',
}

/** A phrase for each constraint that says what values are, in the order of the shape; counts are left out. */
export const valueTexts = (shape: Shape, compiled: CompiledShapes, words: TermWords): string[] =>
  shape.constraints.flatMap(constraint => phrasesOf(constraint, compiled, words))

const phrasesOf = ({ parameters }: Constraint, compiled: CompiledShapes, words: TermWords): string[] => {
  const name = ({ termType, value }: Node): string =>
    termType === 'NamedNode' ? (words.label(value) ?? words.shorten(value)) : value
  const phrases: string[] = []
  for (const [parameter, values] of parameters) {
    const phrase = phraseOf(parameter, values, compiled, name)
    if (phrase !== undefined) phrases.push(phrase)
  }
  return phrases
}

const COMPARED: Readonly<Record<string, string>> = {
  minInclusive: '≥',
  maxInclusive: '≤',
  minExclusive: '>',
  maxExclusive: '<',
}
const PAIRED: Readonly<Record<string, string>> = {
  lessThan: 'below',
  lessThanOrEquals: 'not above',
  equals: 'the same as',
  disjoint: 'other than',
}

const phraseOf = (
  parameter: string,
  values: readonly Node[],
  compiled: CompiledShapes,
  name: (node: Node) => string,
): string | undefined => {
  const [first] = values
  if (!first) return undefined
  const compared = COMPARED[parameter]
  if (compared) return `${compared} ${first.value}`
  const paired = PAIRED[parameter]
  if (paired) return `${paired} ${name(first)}`
  switch (parameter) {
    case 'datatype':
      return name(first)
    case 'nodeKind':
      return KINDS[first.value] ?? name(first)
    case 'class':
      return first.equals(skos('Concept')) ? 'a concept of the vocabularies' : `a ${name(first)}`
    case 'in':
      return `one of: ${values.map(name).join(', ')}`
    case 'hasValue':
      return `${name(first)} among them`
    case 'pattern':
      return first.value.length > LONGEST_PATTERN ? 'of the form in the message' : `matching ${first.value}`
    case 'node':
      return first.termType === 'NamedNode' ? `as ${first.value.replace(/^.*[#/]/, '')} says` : undefined
    case 'qualifiedValueShape':
      return narrower(first, compiled, name)
    case 'or':
      return `one of ${values.length} alternatives`
    case 'not':
      return 'not what the message names'
    default:
      return undefined
  }
}

/** Shapes of community profiles allow some concepts and whatever is narrower: the list is in an inner shape. */
const narrower = (
  node: Node,
  { shapes }: CompiledShapes,
  name: (node: Node) => string,
): string | undefined => {
  const inner = shapes.find(shape => shape.node.equals(node))
  const allowed = inner?.constraints.flatMap(({ parameters }) => parameters.get('in') ?? []) ?? []
  return allowed.length === 0 ? undefined : `within: ${allowed.map(name).join(', ')}`
}
