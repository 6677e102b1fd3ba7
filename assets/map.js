/** The map of the search page: groups of samples for the filters in force and the part of the world in view. */
import * as L from './vendor/leaflet.js'

const box = document.getElementById('map')
const status = document.getElementById('map-status')
const button = document.getElementById('search-area')
const filters = new URLSearchParams(box.dataset.query)
const numbers = new Intl.NumberFormat('en-GB')

/** Search address within west, south, east, north, all other filters kept. */
const searchWithin = bounds => {
  const parameters = new URLSearchParams(location.search)
  parameters.delete('cursor')
  parameters.set('bbox', bounds.join(','))
  return `/search?${parameters}`
}

const asked = filters.get('bbox')?.split(',').map(Number)
const start = asked
  ? [
      [asked[1], asked[0]],
      [asked[3], asked[0] > asked[2] ? asked[2] + 360 : asked[2]],
    ]
  : [
      [-84, -180],
      [84, 180],
    ]

box.replaceChildren()
// Degrees are drawn evenly, so that the poles are on the map.
const map = L.map(box, {
  crs: L.CRS.EPSG4326,
  minZoom: 0,
  maxZoom: 15,
  zoomSnap: 0.25,
  worldCopyJump: true,
  scrollWheelZoom: false,
  attributionControl: false,
  maxBounds: [
    [-90, -540],
    [90, 540],
  ],
})
map.fitBounds(start, { maxZoom: 9 })
map.on('focus click', () => map.scrollWheelZoom.enable())
map.on('blur mouseout', () => map.scrollWheelZoom.disable())

const styleOf = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
const landStyle = () => ({ stroke: false, fillColor: styleOf('--land'), fillOpacity: 1, interactive: false })
let land = L.layerGroup().addTo(map)
const drawLand = async name => {
  const geometry = await (await fetch(`/assets/${name}`)).json()
  const drawn = L.layerGroup()
  for (const shift of [-360, 0, 360]) {
    const coordsToLatLng = ([lon, lat]) => L.latLng(lat, lon + shift)
    L.geoJSON(geometry, { style: landStyle(), coordsToLatLng }).addTo(drawn)
  }
  land.remove()
  land = drawn.addTo(map)
}
let detail = ''
const wantedDetail = () => (map.getZoom() >= 2.5 ? 'land-50m.json' : 'land.json')
const keepDetail = () => {
  if (detail === 'land-50m.json' || detail === wantedDetail()) return
  detail = wantedDetail()
  drawLand(detail)
}
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawLand(detail))

if (asked) {
  L.rectangle(start, { color: styleOf('--warm'), weight: 1.5, fill: false, interactive: false }).addTo(map)
}
const groups = L.layerGroup().addTo(map)

const sizeOf = count => Math.round(count === 1 ? 14 : 20 + Math.log10(count) * 9)

const openGroup = ({ count, id, bbox }) => {
  const [west, south, east, north] = bbox
  if (count === 1 && id) location.assign(`/samples/${encodeURIComponent(id)}`)
  // A group that no closer look could part is a search of its own.
  else if (map.getZoom() >= 12 || (west === east && south === north)) location.assign(searchWithin(bbox))
  else
    map.fitBounds(
      [
        [south, west],
        [north, east],
      ],
      { maxZoom: 13, padding: [30, 30] },
    )
}

const marker = ({ geometry, properties }, shift) => {
  const [lon, lat] = geometry.coordinates
  const { count, name } = properties
  const size = sizeOf(count)
  const text = count === 1 ? name : `${numbers.format(count)} samples`
  const icon = L.divIcon({
    className: `group${count === 1 ? ' single' : ''}`,
    html: count === 1 ? '' : numbers.format(count),
    iconSize: [size, size],
  })
  const made = L.marker([lat, lon + shift], { icon, keyboard: true, title: text, alt: text })
  made.on('click', () => openGroup(properties))
  made.on('keydown', event => {
    if (event.originalEvent.key === ' ') openGroup(properties)
  })
  return made.on('add', () => made.getElement()?.setAttribute('aria-label', text))
}

const inView = () => {
  const bounds = map.getBounds()
  const [south, north] = [Math.max(-90, bounds.getSouth()), Math.min(90, bounds.getNorth())]
  const round = value => Number(value.toFixed(4))
  if (bounds.getEast() - bounds.getWest() >= 360) return [-180, round(south), 180, round(north)]
  const wrap = lon => ((((lon + 180) % 360) + 360) % 360) - 180
  return [round(wrap(bounds.getWest())), round(south), round(wrap(bounds.getEast())), round(north)]
}

let request = 0
const drawGroups = async () => {
  const mine = ++request
  const parameters = new URLSearchParams(filters)
  parameters.set('bbox', inView().join(','))
  parameters.set('zoom', String(Math.max(0, Math.min(18, Math.round(map.getZoom()) + 1))))
  const response = await fetch(`/api/clusters?${parameters}`)
  if (mine !== request) return
  if (!response.ok) {
    status.textContent = 'The map could not be loaded; the list below is complete.'
    return
  }
  const { features, located } = await response.json()
  groups.clearLayers()
  const bounds = map.getBounds()
  for (const feature of features) {
    for (const shift of [-360, 0, 360]) {
      const [lon, lat] = feature.geometry.coordinates
      if (bounds.contains([lat, lon + shift])) marker(feature, shift).addTo(groups)
    }
  }
  const shown = located === 1 ? '1 sample' : `${numbers.format(located)} samples`
  status.textContent = `${shown} on this part of the map. Choose a group to look closer.`
}

let timer
map.on('moveend', () => {
  keepDetail()
  button.hidden = false
  clearTimeout(timer)
  timer = setTimeout(drawGroups, 150)
})
button.addEventListener('click', () => location.assign(searchWithin(inView())))

keepDetail()
drawGroups()
