/** What a write changes: statements that leave and enter the user graphs. */

/** Canonical lines of N-Quads without line feed, each with its graph; no line is in both lists. */
export interface GraphDelta {
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** The delta that undoes a delta. */
export const inverse = ({ removed, added }: GraphDelta): GraphDelta => ({ removed: added, added: removed })

/** Whether nothing changes. */
export const isEmpty = ({ removed, added }: GraphDelta): boolean => removed.length + added.length === 0

/** Lines as the text that engines read. */
export const textOf = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('')
