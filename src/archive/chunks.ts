/** Splits lists so that a statement stays well below every database's limit of parameters (SQLite 32,766). */

const rowsPerStatement = 200

/** The items in order, in groups of at most 200; nothing for no items. */
export function* chunks<T>(items: readonly T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += rowsPerStatement) {
    yield items.slice(from, from + rowsPerStatement)
  }
}
