/** Runs updates over staging graphs twice: compiled, and by the store. Both must come to the same statements. */
import type { Quad, Term } from '@rdfjs/types'
import { Store } from 'oxigraph'
import { parseQuads, quadLine } from '../../../src/rdf/n-quads.ts'
import { lode } from '../../../src/rdf/namespaces.ts'
import { factory } from '../../../src/rdf/terms.ts'
import { Dataset, type GraphIndex } from '../../../src/transform/compile/graph-index.ts'
import { storedLiteral } from '../../../src/transform/compile/lexical.ts'
import { type Node, rdfTerm, TermTable } from '../../../src/transform/compile/terms.ts'
import type { CompiledUpdate } from '../../../src/transform/compile/update.ts'

/** Names of the staging graphs of a record. */
export const graphsOf = (index: number) => ({
  record: lode(`record-${index}`),
  notes: lode(`notes-${index}`),
  kernel: lode(`kernel-${index}`),
})

export const GENID = 'https://base.example/.well-known/genid/'

/** What every record has in the default graph. */
export const linksOf = (index: number): Quad[] => {
  const { record, notes, kernel } = graphsOf(index)
  return [
    factory.quad(record, lode('kernel'), kernel),
    factory.quad(record, lode('notes'), notes),
    factory.quad(record, lode('page'), factory.namedNode(`https://repository.example/${index}`)),
    factory.quad(record, lode('genid'), factory.literal(`${GENID}${index}-`)),
    factory.quad(record, lode('skolem'), factory.literal(GENID)),
  ]
}

/** The graphs of several records in one store. */
export class StoreSide {
  readonly #store = new Store()

  constructor(quads: readonly Quad[]) {
    this.#store.load(quads.map(quadLine).join(''), { format: 'application/n-quads', lenient: true })
  }

  run(update: string): void {
    this.#store.update(update)
  }

  lines(): string[] {
    return parseQuads(this.#store.dump({ format: 'application/n-quads' }))
      .map(quadLine)
      .sort()
  }

  close(): void {
    ;(this.#store as Store & { free(): void }).free()
  }
}

/** The graphs of one record as compiled rules see them. */
export class CompiledSide {
  readonly #data = new Dataset()
  readonly #terms: TermTable

  constructor(quads: readonly Quad[], constants: TermTable) {
    this.#terms = new TermTable(constants)
    for (const { subject, predicate, object, graph } of quads) {
      const index = graph.value === '' ? this.#data.defaultGraph : this.#data.openGraph(this.#node(graph))
      index.add(this.#node(subject), this.#node(predicate), this.#node(object))
    }
  }

  #node(term: Term): Node {
    return term.termType === 'Literal'
      ? this.#terms.intern(storedLiteral(term.value, term.datatype.value, term.language))
      : this.#terms.iri(term.value)
  }

  run(update: CompiledUpdate): void {
    update(this.#data, this.#terms)
  }

  lines(): string[] {
    const lines = linesOf(this.#data.defaultGraph)
    for (const name of this.#data.names()) lines.push(...linesOf(this.#data.openGraph(name), name))
    return lines
  }
}

const linesOf = (graph: GraphIndex, name?: Node): string[] =>
  Array.from(graph.statements(), ([subject, predicate, object]) =>
    quadLine(
      factory.quad(
        rdfTerm(subject) as never,
        rdfTerm(predicate) as never,
        rdfTerm(object) as never,
        name ? (rdfTerm(name) as never) : factory.defaultGraph(),
      ),
    ),
  )

/** What both sides make of the records (without links, one list of quads each), as sorted lines: [store, compiled]. */
export const bothSides = (
  records: readonly (readonly Quad[])[],
  update: string,
  compiled: CompiledUpdate,
  constants: TermTable,
): [string[], string[]] => {
  const linked = records.map((quads, i) => [...quads, ...linksOf(i)])
  const store = new StoreSide(linked.flat())
  store.run(update)
  const expected = store.lines()
  store.close()
  const made = linked.flatMap(quads => {
    const side = new CompiledSide(quads, constants)
    side.run(compiled)
    return side.lines()
  })
  return [expected, made.sort()]
}
