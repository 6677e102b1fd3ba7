/** Vocabularies in two spellings. */
import { schema } from '../../../rdf/namespaces.ts'
import { foldSchemaOrgIri } from '../../../rdf/schema-org.ts'
import type { Finding } from '../formats/sarif.ts'
import type { ShapesUnderLint } from './shapes-under-lint.ts'

/** schema.org with http and https in one file: shapes and data meet only because both are folded here. */
export const mixedNamespaces = ({ source }: ShapesUnderLint): readonly Finding[] => {
  const canonical = schema('').value
  const spellings = new Map<string, number | undefined>()
  for (const quad of source.quads)
    for (const term of [quad.subject, quad.predicate, quad.object]) {
      if (term.termType !== 'NamedNode') continue
      const folded = foldSchemaOrgIri(term.value)
      if (!folded.startsWith(canonical)) continue
      const spelling = term.value.slice(0, term.value.length - (folded.length - canonical.length))
      if (!spellings.has(spelling))
        spellings.set(spelling, source.lineOf(quad.subject, quad.predicate.value, quad.object))
    }
  if (spellings.size < 2) return []
  return [...spellings]
    .filter(([spelling]) => spelling !== canonical)
    .map(([spelling, line]) => ({
      rule: 'mixed-namespaces',
      level: 'warning' as const,
      message: `schema.org is written ${[...spellings.keys()].join(' and ')} in one file: other programs take them for different terms; write ${canonical} instead of ${spelling}`,
      places: [{ file: source.file, ...(line !== undefined && { line }) }],
    }))
}
