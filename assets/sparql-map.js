/** Rows with WKT on a map without tiles: land, and the shapes that the rows have. */

import { counted, element, several, termNode } from './sparql-terms.js'
import { geometryOf } from './sparql-wkt.js'
import * as L from './vendor/leaflet.js'

/** More shapes than this cannot be told apart, and make the page slow. */
const MOST = 5000
/** So many can be stepped through by keyboard. */
const FOCUSABLE = 300

const styleOf = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

const landOf = async name => {
  const geometry = await (await fetch(`/assets/${name}`)).json()
  const drawn = L.layerGroup()
  const style = {
    stroke: false,
    fillColor: styleOf('--land'),
    fillOpacity: 1,
    interactive: false,
    pane: 'land',
  }
  for (const shift of [-360, 0, 360])
    L.geoJSON(geometry, { style, coordsToLatLng: ([lon, lat]) => L.latLng(lat, lon + shift) }).addTo(drawn)
  return drawn
}

const keepLand = map => {
  let land
  let detail = ''
  const draw = async () => {
    const wanted = map.getZoom() >= 2.5 ? 'land-50m.json' : 'land.json'
    if (detail === 'land-50m.json' || detail === wanted) return
    detail = wanted
    const next = await landOf(wanted)
    land?.remove()
    land = next.addTo(map)
  }
  // Below everything that can be chosen.
  map.createPane('land').style.zIndex = '300'
  map.on('zoomend', draw)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    detail = ''
    draw()
  })
  return draw()
}

/** The columns that hold WKT in any of the rows. */
export const wktColumns = ({ vars, rows }) =>
  vars.filter(name =>
    rows.some(
      row =>
        /geosparql#wktLiteral$/.test(row[name]?.datatype ?? '') ||
        (row[name]?.type === 'literal' &&
          /^(?:MULTI)?(?:POINT|POLYGON|LINESTRING)\s*\(/i.test(row[name].value)),
    ),
  )

const shapesOf = ({ rows }, columns) => {
  const found = []
  let unread = 0
  for (const row of rows) {
    for (const name of columns) {
      if (!row[name] || (columns.length > 1 && row[name].type !== 'literal')) continue
      const geometry = geometryOf(row[name].value)
      if (geometry) found.push({ geometry, row })
      else if (columns.length === 1) unread++
    }
  }
  return { found, unread }
}

const nameOf = (row, columns) => {
  const literal = Object.keys(row).find(name => !columns.includes(name) && row[name].type === 'literal')
  return row[literal ?? Object.keys(row).find(name => !columns.includes(name))]?.value ?? 'place'
}

/** Statements as rows of a map: each WKT with the thing whose geometry it is, and the thing's name. */
const placesIn = ({ rows }) => {
  const owner = new Map()
  const names = new Map()
  for (const { subject, predicate, object } of rows) {
    if (/[#/]hasGeometry$/.test(predicate.value)) owner.set(object.value, subject)
    if (/[#/](?:name|label|prefLabel|title)$/.test(predicate.value) && !names.has(subject.value))
      names.set(subject.value, object)
  }
  return rows
    .filter(({ object }) => wktColumns({ vars: ['object'], rows: [{ object }] }).length > 0)
    .map(({ subject, object }) => {
      const thing = owner.get(subject.value) ?? subject
      const name = names.get(thing.value)
      return { thing, ...(name && { name }), where: object }
    })
}

const detailsOf = (row, vars, prefixes) =>
  element(
    'dl',
    { className: 'details' },
    ...vars
      .filter(name => row[name])
      .map(name =>
        element('div', {}, element('dt', {}, name), element('dd', {}, termNode(row[name], { prefixes }))),
      ),
  )

const layerOf = ({ geometry, row }, { columns, renderer, open, focusable }) => {
  const style = {
    color: styleOf('--warm'),
    weight: 1.5,
    fillColor: styleOf('--warm'),
    fillOpacity: 0.35,
    renderer,
  }
  const layer = L.geoJSON(geometry, {
    style,
    pointToLayer: (_, at) => L.circleMarker(at, { ...style, radius: 5, fillOpacity: 0.7, weight: 1 }),
  })
  const name = nameOf(row, columns)
  layer.on('click', () => open(row))
  layer.bindTooltip(element('span', {}, name.slice(0, 120)))
  if (!focusable) return layer
  return layer.on('add', () =>
    layer.eachLayer(each => {
      const path = each.getElement?.()
      if (!path) return
      path.setAttribute('tabindex', '0')
      path.setAttribute('role', 'button')
      path.setAttribute('aria-label', name)
      path.addEventListener('keydown', event => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        open(row)
      })
    }),
  )
}

/** Areas that are too small to be seen at this zoom get a dot. */
const drawDots = (map, dots, layers, renderer) => {
  dots.clearLayers()
  for (const layer of layers) {
    const bounds = layer.getBounds()
    const [a, b] = [bounds.getNorthWest(), bounds.getSouthEast()].map(at => map.latLngToLayerPoint(at))
    if (bounds.getNorthWest().equals(bounds.getSouthEast()) || a.distanceTo(b) > 8) continue
    const style = { radius: 4, stroke: false, fillColor: styleOf('--warm'), fillOpacity: 0.7, renderer }
    L.circleMarker(bounds.getCenter(), { ...style, interactive: false }).addTo(dots)
  }
}

const told = ({ found, unread }, rows) => {
  const shown = Math.min(found.length, MOST)
  return [
    `${several(shown, 'shape')} of ${several(rows.length, 'row')}`,
    found.length > MOST
      ? `; ${counted(found.length - MOST)} more are in the table and the downloads, but not on the map`
      : '',
    unread > 0
      ? `; ${several(unread, 'geometry', 'geometries')} in another form than CRS84 WKT not drawn`
      : '',
    '. Choose a shape to see its row.',
  ].join('')
}

/** Shows the shapes of an answer in `place`. */
export const showMap = async (place, given, { prefixes }) => {
  const answer = given.kind === 'graph' ? { vars: ['thing', 'name', 'where'], rows: placesIn(given) } : given
  const { vars } = answer
  const columns = wktColumns(answer)
  const shapes = shapesOf(answer, columns)
  const box = element('div', { className: 'answer-map' })
  const detail = element('div', { className: 'chosen', hidden: true, tabIndex: -1 })
  detail.setAttribute('role', 'region')
  detail.setAttribute('aria-label', 'Row of the chosen shape')
  place.replaceChildren(box, element('p', { className: 'note' }, told(shapes, answer.rows)), detail)
  const map = L.map(box, {
    crs: L.CRS.EPSG4326,
    ...{ minZoom: 0, maxZoom: 16, zoomSnap: 0.25 },
    ...{ worldCopyJump: true, scrollWheelZoom: false, attributionControl: false },
    ...(matchMedia('(prefers-reduced-motion: reduce)').matches && {
      zoomAnimation: false,
      fadeAnimation: false,
    }),
    maxBounds: [
      [-90, -540],
      [90, 540],
    ],
  })
  map.on('focus click', () => map.scrollWheelZoom.enable())
  map.on('blur mouseout', () => map.scrollWheelZoom.disable())
  const open = row => {
    detail.replaceChildren(detailsOf(row, vars, prefixes))
    detail.hidden = false
  }
  const focusable = shapes.found.length <= FOCUSABLE
  const renderer = focusable ? L.svg() : L.canvas()
  // Large shapes first: a point on an area can be chosen.
  const layers = shapes.found
    .slice(0, MOST)
    .toSorted((a, b) => Number(a.geometry.type.endsWith('Point')) - Number(b.geometry.type.endsWith('Point')))
    .map(shape => layerOf(shape, { columns, renderer, open, focusable }))
  const group = L.featureGroup(layers)
  const bounds = group.getBounds()
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.1), { maxZoom: 7, animate: false })
  else map.setView([20, 0], 0)
  await keepLand(map)
  group.addTo(map)
  const dots = L.layerGroup().addTo(map)
  const dot = () => drawDots(map, dots, layers, renderer)
  map.on('zoomend', dot)
  dot()
  return () => map.remove()
}
