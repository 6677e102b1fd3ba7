/** The operations of an update as they are carried out. */

import type { Term } from '@rdfjs/types'

/** A statement with variables and blank nodes in it. */
export interface Template {
  readonly subject: Term
  readonly predicate: Term
  readonly object: Term
  /** A variable, an IRI, or the default graph. */
  readonly graph: Term
}

/** What an operation looks for. */
export interface Where {
  /** Declarations, base included. */
  readonly prologue: string
  /** With braces. */
  readonly pattern: string
  /** The graph that stands for the default graph: as it is written, and its IRI. */
  readonly with?: { readonly written: string; readonly iri: string }
  /** Dataset of USING and USING NAMED. */
  readonly using?: { readonly defaultGraphs: readonly string[]; readonly namedGraphs: readonly string[] }
}

/** Graphs are IRIs; undefined stands for the default graph. */
export type UpdateOperation =
  | {
      readonly kind: 'change'
      readonly remove: readonly Template[]
      readonly insert: readonly Template[]
      /** Without it the templates are data. */
      readonly where?: Where
    }
  | { readonly kind: 'clear'; readonly graph: string | undefined | 'every'; readonly silent: boolean }
  | { readonly kind: 'create'; readonly graph: string; readonly silent: boolean }
  | {
      readonly kind: 'copy' | 'move' | 'add'
      readonly from: string | undefined
      readonly to: string | undefined
      readonly silent: boolean
    }
  | { readonly kind: 'load'; readonly from: string }
