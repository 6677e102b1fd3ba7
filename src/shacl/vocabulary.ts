/** The terms of the SHACL namespace: which are known, which are not for us, and which are slips. */
import type { Quad } from '@rdfjs/types'
import { PREFIXES, rdf } from '../rdf/namespaces.ts'
import { didYouMean } from './spelling.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** SHACL Core and SHACL-SPARQL (W3C Recommendation 2017), what reports are made of, and SPARQL targets (SHACL-AF 3.1). */
const PROPERTIES = words(`
  path alternativePath inversePath zeroOrMorePath oneOrMorePath zeroOrOnePath
  targetClass targetNode targetObjectsOf targetSubjectsOf target
  severity message deactivated name description order group defaultValue
  property node and or not xone class datatype nodeKind minCount maxCount
  minExclusive minInclusive maxExclusive maxInclusive minLength maxLength pattern flags languageIn uniqueLang
  equals disjoint lessThan lessThanOrEquals closed ignoredProperties hasValue in
  qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint
  sparql select ask construct update prefixes declare prefix namespace parameter optional labelTemplate
  validator nodeValidator propertyValidator resultAnnotation annotationProperty annotationVarName annotationValue
  shapesGraph suggestedShapesGraph shapesGraphWellFormed entailment
  conforms result detail focusNode resultMessage resultPath resultSeverity sourceConstraint
  sourceConstraintComponent sourceShape value
`)

const CLASSES = words(`
  Shape NodeShape PropertyShape PropertyGroup Severity NodeKind ValidationReport ValidationResult AbstractResult
  Parameterizable Parameter ConstraintComponent Validator SPARQLAskValidator SPARQLSelectValidator SPARQLConstraint
  SPARQLExecutable SPARQLAskExecutable SPARQLSelectExecutable SPARQLConstructExecutable SPARQLUpdateExecutable
  PrefixDeclaration ResultAnnotation Target TargetType SPARQLTarget SPARQLTargetType
  Function SPARQLFunction Rule SPARQLRule TripleRule
`)

/** Inference, which validation does not include (SHACL-AF 8: only where an application asks for it). */
const IGNORED = words(
  'rule values condition subject predicate object returnType this union intersection nodes',
)

/** Of drafts before 2017; a test of the W3C suite still has it on a node of its data. */
const DROPPED = words('nodeShape scope scopeNode scopeClass')

/** Terms that would change a verdict and that this engine does not have: SHACL-AF, SHACL-JS, SHACL 1.2 drafts. */
const UNSUPPORTED = words(`
  expression js jsFunctionName jsLibrary jsLibraryURL filterShape if then else exists
  someValue reifierShape reificationRequired singleLine memberShape minListLength maxListLength uniqueMembers subsetOf
  rootClass targetWhere shape nodeByExpression uniqueValuesFor targetShape
`)

/** What is wrong or odd about one term. */
export interface TermFinding {
  readonly code: 'unknown-shape-term' | 'unsupported-shape' | 'ignored-shape-term'
  readonly detail: string
}

/** Looks at every property and class of the SHACL namespace in a shapes graph; each term is reported once. */
export const checkTerms = (quads: readonly Quad[]): readonly TermFinding[] => {
  const found = new Map<string, TermFinding>()
  for (const { predicate, object } of quads) {
    const property = local(predicate.value)
    if (property !== undefined && !found.has(property)) note(found, property, PROPERTIES)
    if (predicate.value !== rdf('type').value || object.termType !== 'NamedNode') continue
    const type = local(object.value)
    if (type !== undefined && !found.has(type)) note(found, type, CLASSES)
  }
  return [...found.values()]
}

const local = (iri: string): string | undefined =>
  iri.startsWith(PREFIXES.sh) ? iri.slice(PREFIXES.sh.length) : undefined

const note = (found: Map<string, TermFinding>, name: string, known: ReadonlySet<string>): void => {
  if (known.has(name)) return
  if (UNSUPPORTED.has(name) || /^JS[A-Z]/.test(name))
    found.set(name, {
      code: 'unsupported-shape',
      detail: `sh:${name} is beyond SHACL Core and SHACL-SPARQL and is not supported: state the constraint with their terms`,
    })
  else if (DROPPED.has(name))
    found.set(name, {
      code: 'ignored-shape-term',
      detail: `sh:${name} was dropped before SHACL became a Recommendation: it has no effect`,
    })
  else if (IGNORED.has(name))
    found.set(name, {
      code: 'ignored-shape-term',
      detail: `sh:${name} infers statements, which validation does not do: it has no effect`,
    })
  else
    found.set(name, {
      code: 'unknown-shape-term',
      detail: `sh:${name} is not a term of SHACL${didYouMean(name, known) || '; remove it'}`,
    })
}
