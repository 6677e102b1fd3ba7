/** What SHACL-SPARQL adds to a shape: sh:sparql, constraint components of its own, targets by query. */
import type { Literal, NamedNode } from '@rdfjs/types'
import { rdf, sh } from '../../rdf/namespaces.ts'
import { flagOf, perValue, show } from '../constraints/definition.ts'
import type { DataGraph } from '../data-graph.ts'
import { pathText } from '../paths/path-text.ts'
import { GivenUp } from '../run.ts'
import type { Check, Constraint, Shape, Target } from '../shape.ts'
import { isInstance } from '../shape-nodes.ts'
import { isLiteral, type Node } from '../terms.ts'
import { type Component, readComponents, readParameters } from './components.ts'
import { queryOf, type SparqlContext } from './query-of.ts'
import { selectCheck, standardBindings } from './select-check.ts'
import { type Bindings, SparqlStore } from './store.ts'

/** A constraint that is still to be made. */
export interface SparqlDraft {
  readonly component: NamedNode
  readonly parameters: ReadonlyMap<string, readonly Node[]>
  readonly source?: Node
  readonly messages: readonly Literal[]
  readonly make: (constraint: Constraint) => Check | undefined
}

type Notes = Pick<Parameters<typeof flagOf>[2], 'problem' | 'warning'>

const STANDARD = ['this', 'shapesGraph', 'currentShape', 'PATH']

/** Reads the SPARQL parts of one shapes graph. */
export class SparqlExtension {
  readonly #context: SparqlContext
  readonly #notes: Notes
  readonly #components: readonly Component[]

  constructor(graph: DataGraph, notes: Notes) {
    this.#context = { graph, store: new SparqlStore(graph), problem: notes.problem }
    this.#notes = notes
    this.#components = readComponents(this.#context)
  }

  /** Properties whose subjects are shapes because of SHACL-SPARQL. */
  get properties(): readonly string[] {
    return [
      sh('sparql').value,
      sh('target').value,
      ...this.#components.flatMap(({ parameters }) => parameters.map(({ property }) => property)),
    ]
  }

  /** The constraints of a shape that are stated in SPARQL. */
  drafts(shape: Shape): readonly SparqlDraft[] {
    const { graph } = this.#context
    return [
      ...graph.objects(shape.node, sh('sparql').value).flatMap(node => this.#stated(node, shape)),
      ...this.#components.flatMap(component => this.#declared(component, shape)),
    ]
  }

  #stated(node: Node, shape: Shape): readonly SparqlDraft[] {
    const { graph, store } = this.#context
    const [deactivated] = graph.objects(node, sh('deactivated').value)
    if (deactivated && flagOf(deactivated, 'deactivated', this.#notes)) return []
    const query = queryOf(this.#context, node, { form: 'SELECT', prebound: STANDARD, ...pathOf(shape) })
    if (!query) return []
    return [
      {
        component: sh('SPARQLConstraintComponent'),
        parameters: new Map(),
        source: node,
        messages: graph.objects(node, sh('message').value).filter(isLiteral),
        make: constraint => selectCheck(store, query, constraint),
      },
    ]
  }

  #declared(component: Component, shape: Shape): readonly SparqlDraft[] {
    const { graph, problem } = this.#context
    const values = new Map(
      component.parameters.map(({ name, property }) => [name, graph.objects(shape.node, property)]),
    )
    // Without all of its mandatory parameters a component says nothing about a shape (SHACL 2.1).
    if (component.parameters.some(({ name, optional }) => !optional && values.get(name)?.length === 0))
      return []
    const several = [...values.values()].some(each => each.length > 1)
    if (several && component.parameters.length > 1)
      problem(
        'ill-formed-shape',
        `${show(shape.node)} has several values of a parameter of ${show(component.node)}, which has more than one`,
      )
    const [first] = component.parameters
    const single = component.parameters.length === 1 && first
    const choices: Bindings[] = single
      ? (values.get(single.name) ?? []).map(value => ({ [single.name]: value }))
      : [Object.fromEntries([...values].map(([name, [value]]) => [name, value]))]
    return choices.flatMap(choice => this.#component(component, shape, choice))
  }

  #component(component: Component, shape: Shape, parameters: Bindings): readonly SparqlDraft[] {
    const { graph } = this.#context
    const node = (shape.path ? component.propertyValidator : component.nodeValidator) ?? component.validator
    if (!node) {
      this.#notes.warning(
        'no-validator',
        `${show(component.node)} has no validator for ${shape.path ? 'property' : 'node'} shapes, so it does not check ${show(shape.node)}`,
      )
      return []
    }
    const make = this.#validator(node, shape, parameters)
    if (!make) return []
    const own = graph.objects(node, sh('message').value).filter(isLiteral)
    const shown = Object.entries(parameters).flatMap(([name, value]) =>
      value ? [[name, [value]] as const] : [],
    )
    return [
      {
        component: component.node,
        parameters: new Map(shown),
        // What the shape says goes first (SHACL 6.2.2).
        messages: shape.messages.length > 0 ? [] : own.length > 0 ? own : component.labels,
        make,
      },
    ]
  }

  #validator(node: Node, shape: Shape, parameters: Bindings): SparqlDraft['make'] | undefined {
    const { graph, store } = this.#context
    const names = [...STANDARD, ...Object.keys(parameters)]
    if (graph.objects(node, sh('ask').value).length === 0) {
      const query = queryOf(this.#context, node, { form: 'SELECT', prebound: names, ...pathOf(shape) })
      return query && (constraint => selectCheck(store, query, constraint, parameters))
    }
    const query = queryOf(this.#context, node, {
      form: 'ASK',
      prebound: [...names, 'value'],
      ...pathOf(shape),
    })
    return (
      query &&
      (constraint =>
        perValue(constraint, (value, run, focus) =>
          store.ask(run.data, query, { ...standardBindings(focus, constraint), ...parameters, value }),
        ))
    )
  }

  /** Targets that are stated in SPARQL (SHACL-AF 3.1 and 3.2). */
  targets(node: Node): readonly Target[] {
    const { graph } = this.#context
    return graph.objects(node, sh('target').value).flatMap(target => this.#target(target))
  }

  #target(target: Node): readonly Target[] {
    const { graph, store, problem } = this.#context
    const own = graph.objects(target, sh('select').value).length > 0
    const type = own
      ? undefined
      : graph
          .objects(target, rdf('type').value)
          .find(each => isInstance(graph, each, sh('SPARQLTargetType').value))
    if (!own && !type) {
      problem(
        'unsupported-shape',
        `sh:target ${show(target)} is neither a sh:SPARQLTarget with sh:select nor of a sh:SPARQLTargetType`,
      )
      return []
    }
    const parameters = type ? (readParameters(this.#context, type) ?? []) : []
    const bindings = Object.fromEntries(
      parameters.map(({ name, property }) => [name, graph.objects(target, property)[0]] as const),
    )
    // $this is what a target looks for, so it is not bound; a sub-query need not select it.
    const query = queryOf(this.#context, type ?? target, { form: 'SELECT', prebound: Object.keys(bindings) })
    if (!query) return []
    return [
      run =>
        store.select(run.data, query, bindings).flatMap(row => {
          const found = row.get('this')
          if (!found) throw new GivenUp(`the target ${show(target)} selects no ?this`)
          return run.data.background && !run.data.mentions(found) ? [] : [found]
        }),
    ]
  }
}

const pathOf = ({ path }: Shape): { readonly path?: string } => (path ? { path: pathText(path) } : {})
