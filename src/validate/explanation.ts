/** Why a document fails, as a tree: profile, result, the branches of a result that failed for inner shapes, and so on. */

/** The results of one profile's own shapes. */
export interface ProfileExplanation {
  readonly profile: string
  readonly title: string
  /** Who asks for it: the kernel decides, communities advise; given shapes are neither. */
  readonly owner: 'kernel' | 'community' | 'given'
  /** Ids of the profiles that it builds on, which answer for their own results. */
  readonly inherits: readonly string[]
  readonly results: readonly ResultExplanation[]
}

/** One result. */
export interface ResultExplanation {
  /** Position in the report's `results`; absent inside branches. */
  readonly result?: number
  readonly focusNode: string
  /** With prefixes, for people. */
  readonly path?: string
  readonly value?: string
  readonly component: string
  readonly severity: string
  readonly message: string
  /** What to do about it. */
  readonly fix: string
  /** Inner shapes that the value was tried on (sh:or, sh:xone, sh:and, sh:node, sh:not, qualified shapes). */
  readonly branches?: readonly Branch[]
}

/** One inner shape. */
export interface Branch {
  /** The shape's name, or its position among the branches. */
  readonly shape: string
  readonly passed: boolean
  /** The one that needs the least to pass. */
  readonly closest: boolean
  readonly results: readonly ResultExplanation[]
}
