/** Statements as a picture of nodes and links: one stop for the keyboard, arrows lead from node to node. */
import { place as placeNodes } from './sparql-forces.js'
import { counted, drawn, element, several, shortened, termNode } from './sparql-terms.js'

const MOST_NODES = 300
const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const NAMES = /[#/](?:name|label|prefLabel|title|identifier)$/
const COLOURS = 6

/** Columns that are subject, predicate and object; undefined when the rows are no statements. */
export const statementColumns = ({ kind, vars = [], rows = [] }) => {
  if (kind === 'graph') return rows.length > 0 ? vars : undefined
  if (kind !== 'rows' || rows.length === 0 || vars.length !== 3) return undefined
  const [s, p] = vars
  const resource = row => row[s]?.type === 'uri' || row[s]?.type === 'bnode'
  return rows.every(row => resource(row) && row[p]?.type === 'uri') ? vars : undefined
}

const keyOf = ({ type, value }) => `${type} ${value}`

/** Nodes with their literals, links between them, and how much of the answer that leaves out. */
const graphOf = (rows, [s, p, o]) => {
  const nodes = new Map()
  let leftOut = 0
  const nodeOf = term => {
    const key = keyOf(term)
    if (!nodes.has(key) && nodes.size < MOST_NODES)
      nodes.set(key, { term, key, about: [], out: [], into: [] })
    return nodes.get(key)
  }
  const edges = []
  for (const row of rows) {
    const [subject, predicate, object] = [row[s], row[p], row[o]]
    if (!object) continue
    const from = nodeOf(subject)
    const links = object.type !== 'literal' && predicate.value !== RDF_TYPE
    const to = links ? nodeOf(object) : undefined
    if (!from || (links && !to)) {
      leftOut++
      continue
    }
    if (predicate.value === RDF_TYPE) from.type ??= object.value
    if (!links && NAMES.test(predicate.value)) from.name ??= object.value
    from.about.push({ predicate, object })
    if (to && to !== from) edges.push({ from, to, predicate })
  }
  return { nodes: [...nodes.values()], edges, leftOut }
}

const titleOf = ({ name, term }, prefixes) => {
  if (name) return name
  // What a record has no name for is named by what it is.
  const made = /\/genid\/[0-9a-f]+-([a-z]+)-[0-9a-f]+$/.exec(term.value)?.[1]
  if (made) return made
  const short = shortened(term.value, prefixes)
  return short === term.value
    ? term.value.replace(/^https?:\/\/(?:www\.)?/, '').replace(/^.*(.{34})$/, '…$1')
    : short
}

const colouring = nodes => {
  const counts = new Map()
  for (const { type } of nodes) if (type) counts.set(type, (counts.get(type) ?? 0) + 1)
  const types = [...counts].sort((a, b) => b[1] - a[1]).slice(0, COLOURS)
  return new Map(types.map(([type], index) => [type, `kind-${index + 1}`]))
}

const legend = (colours, prefixes) =>
  element(
    'ul',
    { className: 'legend' },
    ...[...colours].map(([type, name]) =>
      element('li', { className: name }, element('span', { className: 'dot' }), shortened(type, prefixes)),
    ),
  )

const detailOf = (node, prefixes) =>
  element(
    'div',
    {},
    element('h3', {}, termNode(node.term, { prefixes })),
    element(
      'dl',
      { className: 'details' },
      ...node.about
        .slice(0, 100)
        .map(({ predicate, object }) =>
          element(
            'div',
            {},
            element('dt', {}, shortened(predicate.value, prefixes)),
            element('dd', {}, termNode(object, { prefixes })),
          ),
        ),
    ),
    node.about.length > 100
      ? element('p', { className: 'note' }, `${counted(node.about.length - 100)} more in the table.`)
      : '',
  )

const boxOf = nodes => {
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)]
  const [left, top] = [Math.min(...xs) - 90, Math.min(...ys) - 50]
  return { left, top, width: Math.max(...xs) + 90 - left, height: Math.max(...ys) + 50 - top }
}

const nearest = (node, nodes, key) => {
  const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key]
  let best
  for (const other of nodes) {
    const [x, y] = [other.x - node.x, other.y - node.y]
    const ahead = x * dx + y * dy
    if (other === node || ahead <= 1) continue
    const cost = Math.hypot(x, y) + 2 * Math.abs(x * dy - y * dx)
    if (!best || cost < best.cost) best = { other, cost }
  }
  return best?.other
}

/** Names stand above all nodes, those of a crowd only where many links meet. */
const drawName = (node, { prefixes, crowded, scale }) => {
  if (crowded && node.degree <= 3) return ''
  const title = titleOf(node, prefixes)
  const y = node.y + radiusOf(node, scale) + 13 * scale
  return drawn(
    'text',
    { x: node.x.toFixed(1), y: y.toFixed(1), 'font-size': 12 * scale, 'text-anchor': 'middle' },
    title.length > 36 ? `${title.slice(0, 35)}…` : title,
  )
}

const drawNode = (node, { colours, prefixes, scale }) => {
  const title = titleOf(node, prefixes)
  const kind = node.type ? `, ${shortened(node.type, prefixes)}` : ''
  node.drawn = drawn(
    'g',
    {
      class: `node ${colours.get(node.type) ?? ''}`,
      transform: `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`,
      tabindex: -1,
      role: 'button',
      'aria-label': `${title}${kind}, ${several(node.degree, 'link')}`,
    },
    drawn('circle', { r: radiusOf(node, scale) }),
    drawn('title', {}, `${title}${kind}`),
  )
  return node.drawn
}

const radiusOf = ({ degree }, scale) => (5 + Math.min(9, Math.sqrt(degree) * 2)) * scale

const drawEdge = ({ from, to, predicate }, { prefixes, scale }) => {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const short = (radiusOf(to, scale) + 4) / length
  const [x2, y2] = [to.x - (to.x - from.x) * short, to.y - (to.y - from.y) * short]
  return drawn(
    'line',
    {
      x1: from.x.toFixed(1),
      y1: from.y.toFixed(1),
      x2: x2.toFixed(1),
      y2: y2.toFixed(1),
      'marker-end': 'url(#arrow)',
      'stroke-width': scale,
    },
    drawn('title', {}, shortened(predicate.value, prefixes)),
  )
}

const arrow = () =>
  drawn(
    'defs',
    {},
    drawn(
      'marker',
      { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
      drawn('path', { d: 'M0 0 8 4 0 8z' }),
    ),
  )

const zoomable = (svg, whole) => {
  let view = { ...whole }
  const show = () => svg.setAttribute('viewBox', [view.left, view.top, view.width, view.height].join(' '))
  const zoom = factor => {
    const [width, height] = [view.width / factor, view.height / factor]
    view = {
      left: view.left + (view.width - width) / 2,
      top: view.top + (view.height - height) / 2,
      width,
      height,
    }
    show()
  }
  let drag
  svg.addEventListener('pointerdown', event => {
    drag = { x: event.clientX, y: event.clientY }
  })
  svg.addEventListener('pointermove', event => {
    if (!drag || event.buttons === 0) return
    const scale = Math.max(view.width / svg.clientWidth, view.height / svg.clientHeight)
    view = {
      ...view,
      left: view.left - (event.clientX - drag.x) * scale,
      top: view.top - (event.clientY - drag.y) * scale,
    }
    drag = { x: event.clientX, y: event.clientY }
    show()
  })
  show()
  const button = (text, label, act) =>
    element('button', { type: 'button', className: 'quiet', ariaLabel: label, onclick: act }, text)
  return element(
    'div',
    { className: 'zoom' },
    button('+', 'Zoom in', () => zoom(1.4)),
    button('−', 'Zoom out', () => zoom(1 / 1.4)),
    button('Whole', 'Show the whole graph', () => {
      view = { ...whole }
      show()
    }),
  )
}

/** Lets keys and clicks choose a node; only one node can be reached by Tab at a time. */
const steerable = (svg, nodes, edges, choose) => {
  let current = nodes[0]
  current.drawn.setAttribute('tabindex', '0')
  const go = node => {
    current.drawn.setAttribute('tabindex', '-1')
    current = node
    node.drawn.setAttribute('tabindex', '0')
    node.drawn.focus({ preventScroll: true })
  }
  const select = node => {
    for (const other of nodes) other.drawn.classList.toggle('selected', other === node)
    for (const edge of edges) edge.drawn.classList.toggle('selected', edge.from === node || edge.to === node)
    choose(node)
  }
  const nodeAt = target => nodes.find(node => node.drawn.contains(target))
  svg.addEventListener('click', event => {
    const node = nodeAt(event.target)
    if (!node) return
    go(node)
    select(node)
  })
  svg.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === ' ') select(current)
    else if (event.key.startsWith('Arrow')) go(nearest(current, nodes, event.key) ?? current)
    else return
    event.preventDefault()
  })
}

/** Shows the statements of an answer as a graph in `place`. */
export const showGraph = (place, answer, { prefixes }) => {
  const { nodes, edges, leftOut } = graphOf(answer.rows, statementColumns(answer))
  placeNodes(nodes, edges)
  const colours = colouring(nodes)
  const box = boxOf(nodes)
  // What is spread wide is drawn larger, so that it can be told apart when all of it is shown.
  const scale = Math.max(1, box.height / 540, box.width / 1100)
  const looks = { colours, prefixes, scale, crowded: nodes.length > 60 }
  for (const edge of edges) edge.drawn = drawEdge(edge, looks)
  const svg = drawn(
    'svg',
    {
      class: 'graph',
      role: 'group',
      'aria-label': `Graph of ${several(nodes.length, 'node')}; arrow keys lead from node to node`,
    },
    arrow(),
    drawn('g', { class: 'edges' }, ...edges.map(edge => edge.drawn)),
    drawn('g', {}, ...nodes.map(node => drawNode(node, looks))),
    drawn('g', { class: 'names', 'aria-hidden': 'true' }, ...nodes.map(node => drawName(node, looks))),
  )
  const detail = element('div', { className: 'chosen', hidden: true })
  detail.setAttribute('role', 'status')
  const told = [
    `${several(nodes.length, 'node')}, ${several(edges.length, 'link')}`,
    leftOut > 0
      ? `; ${several(leftOut, 'statement')} beyond ${MOST_NODES} nodes not drawn, the table has them`
      : '',
    '. Choose a node to see what is said of it.',
  ]
  const tools = zoomable(svg, box)
  steerable(svg, nodes, edges, node => {
    detail.hidden = false
    detail.replaceChildren(detailOf(node, prefixes))
  })
  place.replaceChildren(
    element('div', { className: 'graph-tools' }, legend(colours, prefixes), tools),
    svg,
    element('p', { className: 'note' }, told.join('')),
    detail,
  )
}
