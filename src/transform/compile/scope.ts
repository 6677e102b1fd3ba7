/** Variables and constants of a rule. */
import { storedLiteral } from './lexical.ts'
import { BeyondCompiler, type TermSyntax } from './syntax.ts'
import { type Node, RDF_LANG_STRING, type TermTable, XSD_STRING } from './terms.ts'

/** Where a term of a pattern comes from: a slot of the frame, or the rule itself. */
export type Ref =
  | { readonly slot: number; readonly node?: undefined }
  | { readonly node: Node; readonly slot?: undefined }

/** What all parts of one rule share. */
export interface RuleScope {
  readonly constants: TermTable
  readonly iri: (term: TermSyntax) => string
  /** Number of slots, and of OPTIONALs and EXISTS, so far. */
  slots: number
  flags: number
  /** Where slots that are asked for are noted, as long as someone wants to know. */
  readonly recorders: Set<number>[]
}

/** Names and their slots. A SELECT that hides variables has names of its own. */
export class Scope {
  readonly rule: RuleScope
  readonly #names: Map<string, number>

  constructor(rule: RuleScope, names: ReadonlyMap<string, number> = new Map()) {
    this.rule = rule
    this.#names = new Map(names)
  }

  /** The slot of a variable. */
  slot(name: string): number {
    let slot = this.#names.get(name)
    if (slot === undefined) {
      slot = this.rule.slots++
      this.#names.set(name, slot)
    }
    for (const recorder of this.rule.recorders) recorder.add(slot)
    return slot
  }

  /** Does something, and says which slots it asked for. */
  recording<T>(work: () => T): { readonly made: T; readonly slots: ReadonlySet<number> } {
    const slots = new Set<number>()
    this.rule.recorders.push(slots)
    const made = work()
    this.rule.recorders.pop()
    return { made, slots }
  }

  /** A scope that shares only these variables with this one. */
  inner(shared: readonly string[]): Scope {
    return new Scope(this.rule, new Map(shared.map(name => [name, this.slot(name)])))
  }

  /** The number of one more OPTIONAL or EXISTS. */
  flag(): number {
    return this.rule.flags++
  }

  /** A variable's slot; a blank node is a variable without a name (SPARQL 1.1, 4.1.4). */
  variable(term: TermSyntax): number | undefined {
    if (term.subType === 'variable') return this.slot(term.value)
    return term.subType === 'blankNode' ? this.slot(`_:${term.label}`) : undefined
  }

  ref(term: TermSyntax): Ref {
    const slot = this.variable(term)
    return slot === undefined ? { node: this.constant(term) } : { slot }
  }

  constant(term: TermSyntax): Node {
    const { constants, iri } = this.rule
    if (term.subType === 'namedNode') return constants.iri(iri(term))
    if (term.subType !== 'literal') throw new BeyondCompiler('a variable where a constant belongs')
    const { value, langOrIri } = term
    if (typeof langOrIri === 'string')
      return constants.intern(storedLiteral(value, RDF_LANG_STRING, langOrIri))
    return constants.intern(storedLiteral(value, langOrIri ? iri(langOrIri) : XSD_STRING, ''))
  }
}
