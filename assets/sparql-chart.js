/** Rows with a label or a time and a number as bars or a line. */
import { counted, drawn, element, numberOf, several, shortened } from './sparql-terms.js'

const MOST_BARS = 40
const MOST_POINTS = 2000
const TIME = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$/

/** A term as a moment in years, e.g. 1998.5; undefined when it is no date, year or decade. */
const yearOf = term => {
  if (term?.type !== 'literal') return undefined
  const decade = /^(\d{4})s$/.exec(term.value)
  if (decade) return Number(decade[1])
  const dated = /#(?:gYear|gYearMonth|date|dateTime)$/.test(term.datatype ?? '')
  const [, year, month = '1', day = '1'] =
    (dated || !term.datatype || /string$/.test(term.datatype) ? TIME.exec(term.value) : null) ?? []
  return year === undefined ? undefined : Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 372
}

const every = (rows, name, test) => {
  const values = rows.map(row => row[name]).filter(Boolean)
  return (
    values.length > 0 && values.length >= rows.length * 0.8 && values.every(term => test(term) !== undefined)
  )
}

/** Columns that can be measured, and those that can name a bar; of times and numbers in either. */
export const chartColumns = ({ kind, vars = [], rows = [] }) => {
  if (kind !== 'rows' || rows.length < 2) return { values: [], labels: [] }
  const values = vars.filter(name => every(rows, name, numberOf))
  const times = vars.filter(name => every(rows, name, yearOf))
  const texts = vars.filter(name => !values.includes(name) && rows.some(row => row[name]))
  // Names before IRIs: of a thing and its label, the label is read.
  const literal = name => rows.some(row => row[name]?.type === 'literal')
  const labels = [
    ...times,
    ...texts.filter(name => !times.includes(name)).sort((a, b) => Number(literal(b)) - Number(literal(a))),
  ]
  const possible = [...labels, ...values]
  return { values: possible.length > 1 ? values : [], labels: possible, times }
}

const scaleOf = (values, length) => {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const span = high - low || 1
  return { at: value => ((value - low) / span) * length, low, high }
}

const steps = ({ low, high }) => {
  const rough = (high - low || 1) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map(each => each * power).find(each => each >= rough) ?? rough
  const ticks = []
  for (let tick = Math.ceil(low / step) * step; tick <= high + step / 1e6; tick += step)
    ticks.push(Number(tick.toPrecision(12)))
  return ticks
}

const frame = (width, height, label, ...children) =>
  drawn(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, class: 'chart', role: 'img', 'aria-label': label },
    ...children,
  )

const brief = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** Lying bars: one row each, the label on the left. */
const lyingBars = (points, label) => {
  const [left, right, line] = [250, 90, 26]
  const width = 900
  const scale = scaleOf(
    points.map(({ value }) => value),
    width - left - right,
  )
  const bars = points.flatMap(({ name, value }, index) => {
    const y = index * line
    const [from, to] = [Math.min(scale.at(0), scale.at(value)), Math.max(scale.at(0), scale.at(value))]
    return [
      drawn('text', { x: left - 10, y: y + 17, class: 'label', 'text-anchor': 'end' }, brief(name, 36)),
      drawn(
        'rect',
        { x: left + from, y: y + 4, width: Math.max(1, to - from), height: line - 8, rx: 2 },
        drawn('title', {}, `${name}: ${counted(value)}`),
      ),
      drawn('text', { x: left + to + 8, y: y + 17, class: 'value' }, counted(value)),
    ]
  })
  return frame(width, points.length * line, label, ...bars)
}

const axis = (scale, ticks, { left, width, bottom }) =>
  ticks.flatMap(tick => [
    drawn('line', {
      x1: left,
      x2: width,
      y1: bottom - scale.at(tick),
      y2: bottom - scale.at(tick),
      class: 'grid',
    }),
    drawn(
      'text',
      { x: left - 8, y: bottom - scale.at(tick) + 4, 'text-anchor': 'end', class: 'label' },
      counted(tick),
    ),
  ])

/** Standing bars or a line along time or another number. */
const along = (points, label, asLine) => {
  const [width, height, left, bottom] = [900, 340, 70, 300]
  const scale = scaleOf(
    points.map(({ value }) => value),
    bottom - 20,
  )
  const [first, last] = [points[0].at, points.at(-1).at]
  const room = width - left - 20
  const slot = room / points.length
  const x = ({ at }, index) =>
    asLine ? left + 10 + ((at - first) / (last - first || 1)) * (room - 10) : left + 10 + slot * (index + 0.5)
  const marks = asLine
    ? [
        drawn('polyline', {
          points: points
            .map((point, index) => `${x(point, index)},${bottom - scale.at(point.value)}`)
            .join(' '),
        }),
        ...points.map((point, index) =>
          drawn(
            'circle',
            { cx: x(point, index), cy: bottom - scale.at(point.value), r: points.length > 200 ? 1.5 : 3.5 },
            drawn('title', {}, `${point.name}: ${counted(point.value)}`),
          ),
        ),
      ]
    : points.map((point, index) => {
        const [from, to] = [scale.at(0), scale.at(point.value)]
        const rect = {
          x: x(point, index) - slot * 0.4,
          width: slot * 0.8,
          y: bottom - Math.max(from, to),
          height: Math.max(1, Math.abs(to - from)),
          rx: 2,
        }
        return drawn('rect', rect, drawn('title', {}, `${point.name}: ${counted(point.value)}`))
      })
  const every = Math.ceil(points.length / 12)
  const names = points.flatMap((point, index) =>
    index % every === 0
      ? [
          drawn(
            'text',
            { x: x(point, index), y: bottom + 22, class: 'label', 'text-anchor': 'middle' },
            brief(point.name, 10),
          ),
        ]
      : [],
  )
  return frame(
    width,
    height,
    label,
    ...axis(scale, steps(scale), { left, width, bottom }),
    ...marks,
    ...names,
  )
}

const pointsOf = (rows, label, value, prefixes) =>
  rows
    .filter(row => row[label] && numberOf(row[value]) !== undefined)
    .map(row => ({
      name: row[label].type === 'uri' ? shortened(row[label].value, prefixes) : row[label].value,
      at: yearOf(row[label]) ?? numberOf(row[label]),
      value: numberOf(row[value]),
    }))

const drawing = (points, { label, value }) => {
  const said = `${value} by ${label}, ${several(points.length, 'value')}; the table has the same figures`
  const ordered = points.every(({ at }) => at !== undefined)
  if (!ordered)
    return { svg: lyingBars(points.slice(0, MOST_BARS), said), shown: Math.min(points.length, MOST_BARS) }
  const line = points.toSorted((a, b) => a.at - b.at).slice(0, MOST_POINTS)
  return { svg: along(line, said, line.length > 40), shown: line.length }
}

const chooser = (text, options, chosen, onChange) => {
  const select = element(
    'select',
    {},
    ...options.map(name => element('option', { value: name, selected: name === chosen }, name)),
  )
  select.addEventListener('change', () => onChange(select.value))
  return element('label', {}, `${text} `, select)
}

/** Shows a chart of an answer in `place`; the columns can be chosen. */
export const showChart = (place, answer, { prefixes }) => {
  const { values, labels } = chartColumns(answer)
  const label = labels.find(name => !values.includes(name)) ?? labels.find(name => name !== values.at(-1))
  const state = { label, value: values.findLast(name => name !== label) ?? values[0] }
  const picture = element('div', { className: 'scroll chart-frame', tabIndex: 0 })
  picture.setAttribute('role', 'region')
  picture.setAttribute('aria-label', 'Chart, scrolls sideways')
  const told = element('p', { className: 'note', role: 'status' })
  const draw = () => {
    const points = pointsOf(answer.rows, state.label, state.value, prefixes)
    const { svg, shown } = drawing(points, state)
    picture.replaceChildren(svg)
    told.textContent =
      shown < answer.rows.length
        ? `${several(shown, 'row')} of ${counted(answer.rows.length)} drawn${shown < points.length ? ', the first ones' : '; the others lack a value'}.`
        : ''
  }
  const choose = key => name => {
    state[key] = name
    draw()
  }
  const choices = element(
    'div',
    { className: 'choices' },
    chooser('Show', values, state.value, choose('value')),
    chooser('by', labels, state.label, choose('label')),
  )
  draw()
  place.replaceChildren(choices, picture, told)
}
