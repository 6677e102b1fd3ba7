/**
 * What rdf-validate-shacl makes its terms and its little datasets with. Its own environment spends most of a validation
 * on them: every failed alternative of a sh:or builds a report of its own in a fully indexed dataset, and every pointer
 * makes the rdf: and xsd: terms anew.
 */
import type { DatasetCore, NamedNode, Quad } from '@rdfjs/types'
import defaultEnvironment, { type Environment } from 'rdf-validate-shacl/src/defaultEnv.js'
import { fits, type Pattern, QuadList } from './quad-list.ts'

/** A small mutable dataset, indexed by subject. */
class SmallDataset implements DatasetCore {
  readonly #bySubject = new Map<string, Quad[]>()
  #size = 0

  constructor(quads: Iterable<Quad> = []) {
    for (const quad of quads) this.add(quad)
  }

  get size(): number {
    return this.#size
  }

  *[Symbol.iterator](): Iterator<Quad> {
    for (const quads of this.#bySubject.values()) yield* quads
  }

  add(quad: Quad): this {
    const own = this.#bySubject.get(quad.subject.value)
    if (!own) this.#bySubject.set(quad.subject.value, [quad])
    else if (own.some(known => known.equals(quad))) return this
    else own.push(quad)
    this.#size++
    return this
  }

  delete(quad: Quad): this {
    const own = this.#bySubject.get(quad.subject.value) ?? []
    const position = own.findIndex(known => known.equals(quad))
    if (position >= 0) {
      own.splice(position, 1)
      this.#size--
    }
    return this
  }

  has(quad: Quad): boolean {
    return (this.#bySubject.get(quad.subject.value) ?? []).some(known => known.equals(quad))
  }

  match(subject?: Pattern, predicate?: Pattern, object?: Pattern, graph?: Pattern): DatasetCore {
    const own = subject ? (this.#bySubject.get(subject.value) ?? []) : [...this]
    return new QuadList(own.filter(quad => fits(quad, subject, predicate, object, graph)))
  }
}

type Builder = (local?: string) => NamedNode

/** Namespaces whose terms are made once; the engine asks for the same few thousands of times per record. */
const rememberedNamespaces = () => {
  const builders = new Map<string, Builder>()
  return (base: string): Builder => {
    const known = builders.get(base)
    if (known) return known
    const original = defaultEnvironment.namespace(base)
    const terms = new Map<string, NamedNode>()
    const build: Builder = (local = '') => {
      const term = terms.get(local) ?? original(local)
      terms.set(local, term)
      return term
    }
    // Callers write ns.first as well as ns('first').
    const builder = new Proxy(build, { get: (_, local) => build(String(local)) })
    builders.set(base, builder)
    return builder
  }
}

/** The engine's environment with light datasets and remembered terms; share one among all engines of a thread. */
export const engineEnvironment = (): Environment =>
  Object.assign(Object.create(defaultEnvironment), {
    dataset: (quads?: Iterable<Quad>) => new SmallDataset(quads),
    namespace: rememberedNamespaces(),
  })
