/** Plain text tables for terminals and logs. */

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** Longer cells are cut with an ellipsis; unlimited when absent. */
  readonly most?: number
}

// A page's text must not be able to move the cursor or colour the terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const control = /[\u0000-\u001f\u007f-\u009f]+/g

const cut = (cell: string, most: number | undefined): string => {
  const plain = cell.replace(control, ' ')
  return most !== undefined && plain.length > most ? `${plain.slice(0, most - 1)}…` : plain
}

/** Lays rows out under their columns, two spaces apart, with a rule below the titles; no trailing white space. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const cells = [columns.map(column => column.title), ...rows].map(row =>
    columns.map((column, i) => cut(row[i] ?? '', column.most)),
  )
  const widths = columns.map((_, i) => Math.max(...cells.map(row => row[i]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) =>
        columns[i]?.align === 'right' ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const [head = [], ...body] = cells
  return [line(head), widths.map(width => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n')
}
