/** Rows as CSV (RFC 4180). */

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front; what needs quotes gets them. */
const cell = (value: string | number): string => {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lines that end in CR LF, the titles first. */
export const writeCsv = (
  titles: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string => [titles, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('')
