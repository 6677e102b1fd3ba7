/** The part of the vocabularies that the catalogue needs. */

/** Labels of concepts and what lies above them; other values have neither. */
export interface Concepts {
  label(iri: string): string | undefined
  /** All transitively broader concepts, without the concept itself. */
  ancestors(iri: string): readonly string[]
}

/** The direct parents of a concept: those ancestors that are not above another ancestor. */
export const parentsOf = (iri: string, concepts: Concepts): readonly string[] => {
  const all = concepts.ancestors(iri)
  const further = new Set(all.flatMap(ancestor => concepts.ancestors(ancestor)))
  return all.filter(ancestor => !further.has(ancestor))
}
