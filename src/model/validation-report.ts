/** An RDF term in the form of SPARQL 1.1 Query Results JSON. */
export type JsonTerm =
  | { readonly type: 'uri'; readonly value: string }
  | { readonly type: 'bnode'; readonly value: string }
  | {
      readonly type: 'literal'
      readonly value: string
      readonly 'xml:lang'?: string
      readonly datatype?: string
    }

/** One sh:ValidationResult; `path` is a property IRI or a SPARQL property path as text. */
export interface ValidationResult {
  readonly focusNode: JsonTerm
  readonly path?: string
  readonly value?: JsonTerm
  /** IRI of the constraint component, e.g. sh:MinCountConstraintComponent. */
  readonly component: string
  /** IRI: sh:Violation, sh:Warning, sh:Info or another. */
  readonly severity: string
  readonly message: string
  readonly sourceShape?: string
  readonly profile: string
}

/** The outcome of one profile on one record. `conforms` follows SHACL: false when there is any result of severity sh:Violation. */
export interface ValidationReport {
  readonly profile: string
  /** Digest of the shapes used, so that a stale report can be told. */
  readonly shapesDigest: string
  readonly conforms: boolean
  readonly results: readonly ValidationResult[]
}
