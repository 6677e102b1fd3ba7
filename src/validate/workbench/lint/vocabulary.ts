/** Properties and classes that do not exist in their vocabulary. */
import { foldSchemaOrgIri } from '../../../rdf/schema-org.ts'
import { didYouMean } from '../../../registry/nearest.ts'
import type { Finding } from '../formats/sarif.ts'
import { shortIri } from '../short-names.ts'
import type { KnownTerms } from './known-terms.ts'
import { mentions } from './mentions.ts'
import type { ShapesUnderLint } from './shapes-under-lint.ts'

/** Terms of known vocabularies that these do not have. Terms of other vocabularies are noted once each namespace. */
export const unknownTerms = (lint: ShapesUnderLint, known: KnownTerms): readonly Finding[] => {
  const findings = new Map<string, Finding>()
  for (const { quad, kind } of mentions(lint)) {
    const iri = foldSchemaOrgIri(quad.object.value)
    const line = lint.source.lineOf(quad.subject, quad.predicate.value, quad.object)
    const places = [{ file: lint.source.file, ...(line !== undefined && { line }) }]
    const vocabulary = known.vocabularyOf(iri)
    if (!vocabulary) {
      const namespace = iri.replace(/[^#/:]*$/, '')
      if (!lint.graph.describes(quad.object))
        findings.set(
          namespace,
          findings.get(namespace) ?? {
            rule: 'unknown-vocabulary',
            level: 'note',
            message: `terms of ${namespace} are not known here, so they are not checked`,
            places,
          },
        )
      continue
    }
    const names = kind === 'property' ? vocabulary.properties : vocabulary.classes
    const name = iri.slice(vocabulary.namespace.length)
    if (names.has(name)) continue
    const other = (kind === 'property' ? vocabulary.classes : vocabulary.properties).has(name)
    const why = other
      ? `is ${kind === 'property' ? 'a class, not a property' : 'a property, not a class'}`
      : `is no ${kind} of its vocabulary${didYouMean(name, names)}`
    findings.set(`${iri} ${line}`, {
      rule: 'unknown-term',
      level: 'error',
      message: `${shortIri(iri)} ${why}`,
      places,
    })
  }
  return [...findings.values()]
}
