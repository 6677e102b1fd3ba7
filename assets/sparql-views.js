/** The ways to look at an answer, and which of them it has. Each is loaded and drawn when it is first looked at. */

import { chartColumns, showChart } from './sparql-chart.js'
import { showGraph, statementColumns } from './sparql-graph.js'
import { turtleNodes } from './sparql-ntriples.js'
import { showTable } from './sparql-table.js'
import { counted, element } from './sparql-terms.js'

const MOST_TEXT = 300_000
const MOST_STATEMENTS = 3000

const textView = (place, nodes, note = '') => {
  const text = element('pre', { tabIndex: 0 }, element('code', {}, ...nodes))
  place.replaceChildren(...(note ? [element('p', { className: 'note' }, note)] : []), text)
}

const showRaw = (place, { raw, type }) => {
  const cut = raw.length > MOST_TEXT
  const note = cut
    ? `${type}; the first ${counted(MOST_TEXT)} of ${counted(raw.length)} characters. Download has all of it.`
    : type
  textView(place, [raw.slice(0, MOST_TEXT)], note)
}

const showTurtle = (place, { rows }, { prefixes }) => {
  const note =
    rows.length > MOST_STATEMENTS
      ? `The first ${counted(MOST_STATEMENTS)} of ${counted(rows.length)} statements. Download has all of them.`
      : ''
  textView(place, turtleNodes(rows.slice(0, MOST_STATEMENTS), prefixes), note)
}

// A few rows tell whether a column is WKT; the map itself comes with Leaflet and is loaded when it is asked for.
const hasShapes = ({ vars = [], rows = [] }) =>
  rows.some(row =>
    vars.some(
      name =>
        /geosparql#wktLiteral$/.test(row[name]?.datatype ?? '') ||
        (row[name]?.type === 'literal' &&
          /^(?:MULTI)?(?:POINT|POLYGON|LINESTRING)\s*\(/i.test(row[name].value)),
    ),
  )

const showMap = async (...given) => {
  const map = await import('./sparql-map.js')
  return map.showMap(...given)
}

const VIEWS = [
  { key: 'turtle', name: 'Turtle', fits: ({ kind }) => kind === 'graph', show: showTurtle },
  { key: 'table', name: 'Table', fits: ({ kind }) => kind !== 'truth', show: showTable },
  { key: 'map', name: 'Map', fits: hasShapes, show: showMap },
  { key: 'chart', name: 'Chart', fits: answer => chartColumns(answer).values.length > 0, show: showChart },
  { key: 'graph', name: 'Graph', fits: answer => statementColumns(answer) !== undefined, show: showGraph },
  { key: 'raw', name: 'Response', fits: () => true, show: showRaw },
]

/** The views that an answer has: `{key, name, show(place, answer, {prefixes})}`. */
export const viewsOf = answer => VIEWS.filter(({ fits }) => fits(answer))

/** The view that a query asks for by a comment such as `#defaultView:Map`, as the Wikidata Query Service has it. */
export const askedView = query => {
  const name = /^\s*#\s*defaultView\s*:\s*(\w+)/im.exec(query)?.[1]?.toLowerCase()
  return { map: 'map', barchart: 'chart', linechart: 'chart', graph: 'graph', table: 'table' }[name]
}
