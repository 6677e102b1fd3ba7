/** What every lint rule looks at: the shapes as a graph with lines, whether or not they can be compiled. */
import type { Literal } from '@rdfjs/types'
import { sh } from '../../../rdf/namespaces.ts'
import { foldSchemaOrg } from '../../../rdf/schema-org.ts'
import { DataGraph } from '../../../shacl/data-graph.ts'
import { isList, readList } from '../../../shacl/lists.ts'
import { shapeNodes } from '../../../shacl/shape-nodes.ts'
import { isLiteral, type Node, sameTerm } from '../../../shacl/terms.ts'
import type { Finding } from '../formats/sarif.ts'
import { localName } from '../short-names.ts'
import type { TurtleFile } from '../turtle-file.ts'

/** Parameters of SHACL Core that make a constraint, by their local names. */
export const PARAMETERS: readonly string[] =
  `property node and or not xone class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
   minLength maxLength pattern languageIn uniqueLang equals disjoint lessThan lessThanOrEquals closed hasValue in
   qualifiedMinCount qualifiedMaxCount sparql`.split(/\s+/)

/** Targets of SHACL Core and SPARQL targets. */
export const TARGETS = ['targetClass', 'targetNode', 'targetObjectsOf', 'targetSubjectsOf', 'target']

export class ShapesUnderLint {
  readonly source: TurtleFile
  readonly graph: DataGraph
  readonly shapes: readonly Node[]

  constructor(source: TurtleFile) {
    this.source = source
    this.graph = new DataGraph(foldSchemaOrg(source.quads))
    this.shapes = shapeNodes(
      this.graph,
      [...TARGETS, ...PARAMETERS, 'path'].map(name => sh(name).value),
    ).filter(node => !this.#isPathOnly(node))
  }

  /** sh:parameter of a component has a sh:path and is no shape. */
  #isPathOnly(node: Node): boolean {
    return this.graph.subjects(node, sh('parameter').value).length > 0
  }

  values(shape: Node, parameter: string): readonly Node[] {
    return this.graph.objects(shape, sh(parameter).value)
  }

  has(shape: Node, parameter: string): boolean {
    return this.values(shape, parameter).length > 0
  }

  /** The one value of a parameter; undefined when there is none, or several. */
  value(shape: Node, parameter: string): Node | undefined {
    const values = this.values(shape, parameter)
    return values.length === 1 ? values[0] : undefined
  }

  /** The only value of a parameter as a number. */
  number(shape: Node, parameter: string): number | undefined {
    const value = this.value(shape, parameter)
    return value?.termType === 'Literal' &&
      /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(value.value)
      ? Number(value.value)
      : undefined
  }

  /** The members of a list parameter. */
  list(shape: Node, parameter: string): readonly Node[] | undefined {
    const value = this.value(shape, parameter)
    return value && isList(this.graph, value) ? readList(this.graph, value) : undefined
  }

  messages(shape: Node): readonly Literal[] {
    return this.values(shape, 'message').filter(isLiteral)
  }

  isDeactivated(shape: Node): boolean {
    return this.values(shape, 'deactivated').some(({ value }) => value === 'true')
  }

  /** How people find a shape: its local name, or where the blank node is used. */
  nameOf(shape: Node): string {
    if (shape.termType === 'NamedNode') return localName(shape.value)
    let node: Node = shape
    for (let up = 0; up < 32; up++) {
      const parent = this.graph.quads.find(({ object }) => sameTerm(object, node))?.subject
      if (!parent) break
      if (parent.termType === 'NamedNode') return `a nested shape of ${localName(parent.value)}`
      node = parent
    }
    return 'a shape without a name'
  }

  /** A finding about a statement of a shape, or about the shape. */
  finding(
    rule: string,
    level: Finding['level'],
    shape: Node,
    message: string,
    parameter?: string,
    value?: Node,
  ): Finding {
    const { lineOf, file } = this.source
    const line =
      (parameter && (lineOf(shape, sh(parameter).value, value) ?? lineOf(shape, sh(parameter).value))) ||
      lineOf(shape)
    return { rule, level, message, places: [{ file, ...(line !== undefined && { line }) }] }
  }
}
