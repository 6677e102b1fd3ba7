/** How `lodestone query` shows an answer and what it cost. */
import type { SourceFigures } from '../graph/federation/figures.ts'
import type { QueryAnswer } from '../graph/store.ts'
import { type Column, table } from './table.ts'

interface Cell {
  readonly type: string
  readonly value: string
  readonly 'xml:lang'?: string
}

interface Results {
  readonly head: { readonly vars?: readonly string[] }
  readonly boolean?: boolean
  readonly results?: { readonly bindings: readonly Readonly<Record<string, Cell>>[] }
}

/** An answer in SPARQL results JSON, read. */
export const resultsOf = ({ body }: QueryAnswer): Results =>
  JSON.parse(new TextDecoder().decode(body)) as Results

const show = (cell: Cell | undefined): string => {
  if (!cell) return ''
  if (cell.type === 'uri') return `<${cell.value}>`
  if (cell.type === 'bnode') return `_:${cell.value}`
  return cell['xml:lang'] === undefined ? cell.value : `${cell.value}@${cell['xml:lang']}`
}

/** Solutions as an aligned table with as many columns as variables; `width`: characters of the terminal. */
export const resultTable = (results: Results, width: number): string => {
  if (results.boolean !== undefined) return String(results.boolean)
  const rows = results.results?.bindings ?? []
  const names = results.head.vars ?? []
  const most = Math.max(12, Math.floor(width / Math.max(1, names.length)) * 2)
  const columns: Column[] = names.map(name => ({
    title: `?${name}`,
    most,
    ...(rows.length > 0 && rows.every(row => !row[name] || /^[-+]?\d+(?:\.\d+)?$/.test(row[name].value))
      ? { align: 'right' as const }
      : {}),
  }))
  const count = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`
  return rows.length === 0
    ? count
    : `${table(
        columns,
        rows.map(row => names.map(name => show(row[name]))),
      )}\n${count}`
}

/** What each source gave, as a table. */
export const figuresTable = (figures: readonly SourceFigures[]): string =>
  table(
    [
      { title: 'source', most: 60 },
      { title: 'requests', align: 'right' },
      { title: 'rows', align: 'right' },
      { title: 'ms', align: 'right' },
      { title: 'failed', most: 100 },
    ],
    figures.map(({ source, requests, rows, ms, failure }) => [
      ...[source, String(requests), String(rows), ms.toFixed(0), failure ?? ''],
    ]),
  )
