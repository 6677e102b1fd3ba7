/** An absolute IRI that has been checked: no white space, no `<>"{}|^` or backtick, and a scheme (RFC 3987, SPARQL IRIREF). */
export type Iri = string & { readonly __brand: 'Iri' }
