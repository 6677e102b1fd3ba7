/** Whether two stores give the same answer to a query. */

/** Whether a body is JSON, whole or broken off; Virtuoso begins it with an empty line. */
export const isJson = (body: string): boolean => /^\s*\{/.test(body)

/** Rows as text that is equal for equal rows; triples of a graph are rows as well. */
export const rowsOf = (body: string): readonly string[] => {
  if (!isJson(body))
    return body
      .split('\n')
      .filter(line => line !== '')
      .sort()
  const { results } = JSON.parse(body) as {
    results?: { bindings: Record<string, { type: string; value: string; datatype?: string }>[] }
  }
  return (results?.bindings ?? []).map(row => JSON.stringify(Object.entries(row).sort())).sort()
}

/** What may differ between right answers: the order in GROUP_CONCAT, and how an average is written. */
const loosely = (row: string): string =>
  row
    .replaceAll(/"value":"([^"]*)"/g, (_, value: string) => {
      const number = Number(value)
      if (/^-?[\d.]+$/.test(value)) return `"value":${number.toPrecision(12)}`
      return `"value":"${value.split(' ').sort().join(' ')}"`
    })
    .replaceAll(/,?"datatype":"[^"]*"/g, '')

/** `equal`, or in words what is different. */
export const compared = (text: string, one: readonly string[], other: readonly string[]): string => {
  if (one.length === other.length && one.every((row, i) => row === other[i])) return 'equal'
  if (one.length !== other.length) return `${other.length} rows instead of ${one.length}`
  const [left, right] = [one.map(loosely).sort(), other.map(loosely).sort()]
  const others = right.filter(row => !left.includes(row)).length
  if (others === 0) return 'equal but for order within a value or datatypes of numbers'
  // Which rows of equal rank come before the limit is left to the store.
  return `${others} of ${one.length} rows are others${/\bLIMIT\b/.test(text) ? ' (LIMIT among equals)' : ''}`
}
