/** Finds what is wrong with shapes before anything is validated. */
import type { Quad } from '@rdfjs/types'
import type { Problem } from '../model/problem.ts'
import { compileShapes } from '../shacl/compile.ts'

/**
 * Problems of a shapes graph, empty when it can be used: what the engine refuses, and shapes without any target, which
 * would let every record pass. `subject` is what the problems are about, e.g. the id of a profile.
 */
export const checkShapes = (shapes: readonly Quad[], subject: string): Problem[] => {
  const compiled = compileShapes(shapes, { subject })
  if (!compiled.ok) return [...compiled.problems]
  return shapes.length === 0 ? [] : compiled.value.warnings.filter(({ code }) => code === 'no-target')
}
