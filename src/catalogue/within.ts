/** Everything below a sample or collection: what is part of it or derived from it, at any distance. */
import { canonicalise } from '../pid/identifiers.ts'
import { dcterms, prov } from '../rdf/namespaces.ts'
import type { Bindings } from './database.ts'

/** Steps that are followed: no real hierarchy is so deep, and cycles must end. */
export const MAX_STEPS = 64

const UPWARD = [dcterms('isPartOf').value, prov('wasDerivedFrom').value]

/**
 * The condition that a sample, aliased `s`, is reached from one of the roots in one to MAX_STEPS steps downward. Roots are
 * IRIs or identifiers in any spelling and need not be described themselves. Samples of a cycle are within each other.
 */
export const withinCondition = (roots: readonly string[], of: Bindings): string => {
  const names = of.texts(roots.flatMap(root => [root, canonicalise(root) ?? root]))
  return `s.key IN (
    WITH RECURSIVE edge AS MATERIALIZED (
      SELECT DISTINCT child.key AS child, parent.key AS parent, l.target IN ${names} AS first
      FROM link l JOIN sample child ON child.iri = l.sample LEFT JOIN sample parent ON parent.iri = l.target
      WHERE l.relation IN ${of.texts(UPWARD)} AND l.target <> l.sample),
    below(key, steps) AS (
      SELECT child, 1 FROM edge WHERE first
      UNION SELECT edge.child, below.steps + 1 FROM below JOIN edge ON edge.parent = below.key
      WHERE below.steps < ${MAX_STEPS})
    SELECT key FROM below)`
}
