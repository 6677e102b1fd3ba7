/**
 * Makes the tables of the demo: node examples/generate.mjs
 * Seeded: the same tables every time. Everything is made up, the places exist; identifiers are placeholders (README.md).
 */
import { writeFileSync } from 'node:fs'
import { ARCHAEOLOGY, BIOLOGY, GEOLOGY, PAPERS, SOIL } from './generate-facts.mjs'

// Mulberry32: small, seeded, the same on every machine.
const randomFrom = seed => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const random = randomFrom(20240229)
const between = (low, high) => low + random() * (high - low)
const pick = list => list[Math.floor(random() * list.length)]
const chance = share => random() < share
const pad = (number, digits) => String(number).padStart(digits, '0')

const igsn = (series, number) => `10.5072/DEMO-${series}-${pad(number, 4)}`

/** Near a place, without leaving it: some metres to a few kilometres away. */
const near = ([, longitude, latitude]) => {
  const spread = Math.abs(latitude) > 85 ? 0.01 : 0.04
  return {
    longitude: (longitude + between(-spread, spread)).toFixed(4),
    latitude: (latitude + between(-spread, spread)).toFixed(4),
  }
}

/** Dates of every precision that the kit takes. */
const date = () => {
  const [year, month, day] = [
    Math.floor(between(1962, 2025)),
    Math.floor(between(1, 13)),
    Math.floor(between(1, 28)),
  ]
  const start = pick([`${year}`, `${year}-${pad(month, 2)}`, `${year}-${pad(month, 2)}-${pad(day, 2)}`])
  if (!chance(0.2)) return { collected_start: start }
  const from = `${year}-${pad(month, 2)}-${pad(day, 2)}`
  return { collected_start: from, collected_end: `${year}-${pad(month, 2)}-${pad(Math.min(28, day + 9), 2)}` }
}

// Documented example iDs of ORCID; the other collectors have none.
const COLLECTORS = [
  ['Demo Collector A', '0000-0002-1825-0097'],
  ['Demo Collector B', '0000-0001-5109-3700'],
  ['Demo Collector C', '0000-0002-1694-233X'],
  ['Demo Collector D', ''],
  ['Demo Collector E', ''],
]
const people = () => {
  const first = pick(COLLECTORS)
  const second = pick(COLLECTORS)
  const both = chance(0.25) && first !== second ? [first, second] : [first]
  return {
    collector: both.map(([name]) => name).join('; '),
    collector_orcid: both
      .map(([, orcid]) => orcid)
      .join('; ')
      .replace(/^; $/, ''),
    ...(chance(0.15) && { contributors: `Demo Curator F||DataCurator` }),
    ...(chance(0.1) && { contributors: `Demo Collector B|0000-0001-5109-3700|Researcher` }),
  }
}

// First characters above 5 lie beyond what ROR assigns: checksums hold, no organisation has them (README.md).
const CUSTODIANS = {
  rock: ['Demo Rock & Core Repository', 'https://ror.org/0dem0ra28', 'cores@example.org'],
  cold: [
    'Demo Cold Store for Ice and Mud',
    'https://ror.org/0dem0cd07',
    'https://example.org/demo-cold-store',
  ],
  nature: ['Demo Natural History Collection', 'https://ror.org/0dem0na25', 'loans@example.org'],
  soil: ['Demo Soil and Heritage Archive', 'https://ror.org/0dem0sa29', 'archive@example.org'],
  town: ['Demo Town Museum', '', 'https://example.org/demo-town-museum'],
}
const keptBy = name => {
  const [custodian, custodian_ror, custodian_contact] = CUSTODIANS[name]
  return { custodian, custodian_ror, custodian_contact }
}
const funded = () =>
  chance(0.2) && { funder: 'Demo Research Council', funder_ror: 'https://ror.org/0dem0fa19' }

const RELATIONS = [
  'IsReferencedBy',
  'IsReferencedBy',
  'IsCitedBy',
  'IsDocumentedBy',
  'IsSupplementTo',
  'IsDescribedBy',
]
const paper = number => {
  const doi = `10.5072/demo-paper-${pad(number, 2)}`
  return `${doi}|${pick(RELATIONS)}|${PAPERS[number - 1]}`
}
/** Papers of a community: its own and, sometimes, one that all share. */
const papers = (first, last) => {
  if (!chance(0.45)) return {}
  const own = paper(first + Math.floor(random() * (last - first + 1)))
  return { publications: chance(0.2) ? `${own}; ${paper(1)}` : own }
}

const rights = () => ({
  licence: pick([
    'https://creativecommons.org/licenses/by/4.0/',
    'https://creativecommons.org/publicdomain/zero/1.0/',
  ]),
  ...(chance(0.2) && { access: 'On request; destructive analysis by agreement' }),
})
const record = () => ({
  registered: `20${pad(Math.floor(between(10, 24)), 2)}-${pad(Math.floor(between(1, 13)), 2)}-01`,
  updated: `2025-${pad(Math.floor(between(1, 13)), 2)}-${pad(Math.floor(between(1, 28)), 2)}`,
  ...(chance(0.03) && { status: pick(['deprecated', 'destroyed']) }),
})
const common = (keeper, firstPaper, lastPaper) => ({
  ...people(),
  ...keptBy(keeper),
  ...funded(),
  ...papers(firstPaper, lastPaper),
  ...rights(),
  ...record(),
})

const counters = new Map()
const next = series => {
  const number = (counters.get(series) ?? 0) + 1
  counters.set(series, number)
  return { number, igsn: igsn(series, number) }
}

// ---- Rocks, sediments, ice and water -----------------------------------------------------------------------------

const coreFamily = site => {
  const [place, , , elevation, feature, material] = site
  const core = next('CORE')
  const where = {
    ...near(site),
    elevation: elevation - Math.floor(between(0, 40)),
    place,
    sampled_feature: feature,
  }
  const taken = {
    method: pick(['Piston coring', 'Gravity coring', 'Kasten coring']),
    cruise: `DEMO-${60 + core.number}`,
    platform: 'RV Demo',
  }
  const shared = { ...where, ...taken, ...common(pick(['rock', 'rock', 'cold']), 2, 9), ...date(), material }
  const length = Math.floor(between(3, 6))
  const rows = [
    {
      ...shared,
      igsn: core.igsn,
      name: `Core DEMO-${core.number}, ${place}`,
      object_type: 'Core',
      description: `A core of ${material}, ${length} m long, taken at ${-where.elevation} m water depth.`,
      depth_top: 0,
      depth_bottom: length,
      alternate_names: `DEMO-${core.number}PC`,
    },
  ]
  for (let section = 1; section <= (core.number % 2 ? 3 : 2); section++) {
    rows.push({
      ...shared,
      publications: chance(0.3) ? paper(2 + (section % 8)) : '',
      igsn: next('SECT').igsn,
      parent_igsn: core.igsn,
      name: `Section ${section} of core DEMO-${core.number}, ${place}`,
      object_type: 'Core section',
      depth_top: section - 1,
      depth_bottom: section,
    })
  }
  return rows
}

const outcropFamily = site => {
  const [place, , , elevation, feature, materials, age] = site
  const rows = []
  for (const material of materials) {
    const hand = next('ROCK')
    const shared = {
      ...near(site),
      elevation: elevation + Math.floor(between(0, 60)),
      place,
      sampled_feature: feature,
      material,
      geological_age: age,
      ...common('rock', 2, 9),
      ...date(),
    }
    const title = material[0].toUpperCase() + material.slice(1)
    rows.push({
      ...shared,
      igsn: hand.igsn,
      name: `${title}, ${place}`,
      object_type: 'Rock hand sample',
      method: pick(['Hammer from outcrop', 'Collected from outcrop', 'Chip sampling']),
      description: `${title} from an outcrop, about the size of a fist.`,
    })
    if (chance(0.35))
      rows.push({
        ...shared,
        publications: '',
        igsn: next('THIN').igsn,
        derived_from: hand.igsn,
        name: `Thin section of ${material}, ${place}`,
        object_type: pick(['Thin section', 'Polished thin section', 'Prepared rock powder']),
        method: '',
      })
  }
  return rows
}

const singles = (series, sites, describe) =>
  sites.flatMap(site => {
    const made = next(series)
    const [place, , , elevation, feature, material] = site
    return [
      {
        ...near(site),
        elevation,
        place,
        sampled_feature: feature,
        material,
        ...common(series === 'ICE' ? 'cold' : 'rock', 2, 9),
        ...date(),
        igsn: made.igsn,
        ...describe(site, made),
      },
    ]
  })

const dredges = () =>
  GEOLOGY.dredges.map(([place, wkt, elevation, material]) => {
    const made = next('DREDGE')
    return {
      igsn: made.igsn,
      name: `Dredge ${made.number}, ${place}`,
      wkt,
      elevation,
      place,
      object_type: 'Dredge',
      material,
      sampled_feature: 'Marine water body bottom',
      method: 'Dredge sampling',
      description: 'Rock fragments dredged along a track; the box encloses it.',
      ...common('rock', 2, 9),
      ...date(),
    }
  })

/** Registered before IGSNs were DOIs: the code alone. */
const legacy = rows => {
  const codes = new Map(
    rows.flatMap((row, i) =>
      row.object_type === 'Rock hand sample' && i % 23 === 0 ? [[row.igsn, `DEMOR${pad(i, 4)}`]] : [],
    ),
  )
  return rows.map(row => ({
    ...row,
    igsn: codes.get(row.igsn) ?? row.igsn,
    ...(row.derived_from && { derived_from: codes.get(row.derived_from) ?? row.derived_from }),
  }))
}

const geology = () =>
  legacy([
    ...GEOLOGY.cores.flatMap(coreFamily),
    ...GEOLOGY.outcrops.flatMap(outcropFamily),
    ...singles('ICE', GEOLOGY.ice, ([place], { number }) => ({
      name: `Ice core DEMO-I${number}, ${place}`,
      object_type: 'Core',
      method: 'Core drilling',
      description: 'A shallow ice core; kept at -30 degrees Celsius.',
    })),
    ...singles('WATER', GEOLOGY.water, ([place], { number }) => ({
      name: `Water sample DEMO-W${number}, ${place}`,
      object_type: 'Fluid in container',
      method: pick(['Niskin bottle', 'CTD sampler', 'Pump sampling']),
      description: 'One litre of water, filtered and acidified.',
    })),
    ...dredges(),
  ])

// ---- Plants, animals, fungi --------------------------------------------------------------------------------------

const specimenFamily = (site, [taxon, common_name, feature, material, object_type]) => {
  const [place, , , elevation, environment] = site
  const whole = next('SPEC')
  const shared = {
    ...near(site),
    elevation,
    place,
    sampled_feature: `${feature}; ${environment}`,
    taxon,
    ...common(pick(['nature', 'nature', 'nature', 'town']), 8, 16),
    ...date(),
  }
  const [language, description] = pick([
    ['en', `A ${common_name} collected at ${place}.`],
    ['en', `Voucher specimen of ${taxon}.`],
    ['de', `Belegexemplar von ${taxon}, gesammelt bei ${place}.`],
    ['es', `Ejemplar de ${taxon} recolectado en ${place}.`],
    ['fr', `Spécimen de ${taxon}, récolté à ${place}.`],
  ])
  const rows = [
    {
      ...shared,
      igsn: whole.igsn,
      name: `${taxon}, ${place}`,
      language,
      description,
      object_type,
      material,
      method: pick(['', '', 'Manual surface grab', 'Trawl sampling']),
      preservation: pick(['dry', 'ethanol 96 %', 'frozen']),
      life_stage: pick(['adult', 'adult', 'juvenile']),
      sex: pick(['', 'female', 'male']),
      collection_igsn: igsn('COLL', feature.includes('plant') || feature === 'Fungi' ? 2 : 1),
    },
  ]
  if (whole.number % 2 === 0) {
    rows.push({
      ...shared,
      publications: chance(0.4) ? paper(8 + (whole.number % 9)) : '',
      igsn: next('TISS').igsn,
      parent_igsn: whole.igsn,
      name: `Tissue of ${taxon}, ${place}`,
      object_type: 'Organism part',
      material: 'Organic material',
      tissue: pick(['muscle', 'liver', 'leaf', 'fin clip', 'leg']),
      preservation: 'frozen',
    })
  }
  return rows
}

const biology = () => {
  const collections = [
    ['Demo Zoological Collection', 'Animals of the demo, dry and in ethanol.'],
    ['Demo Herbarium and Fungarium', 'Plants and fungi of the demo.'],
  ].map(([name, description]) => ({
    igsn: next('COLL').igsn,
    name,
    description,
    object_type: 'Biome aggregation sample',
    collected_start: '1962',
    collected_end: '2024',
    place: 'Worldwide',
    material: 'Organic material',
    sampled_feature: 'Biological entity',
    ...keptBy('nature'),
    ...rights(),
    ...record(),
  }))
  let turn = 0
  const specimens = BIOLOGY.sites.flatMap(site => {
    const fitting = BIOLOGY.taxa.filter(taxon => taxon[5] === site[5])
    return Array.from({ length: 4 }, () => specimenFamily(site, fitting[turn++ % fitting.length])).flat()
  })
  return [...collections, ...specimens]
}

// ---- Soils and sites of the past ----------------------------------------------------------------------------------

const soilFamily = site => {
  const [place, longitude, latitude, elevation, feature, soil_class, land_use, horizons] = site
  const pit = next('PIT')
  const at = near(site)
  const shared = {
    elevation,
    place,
    sampled_feature: `Soil profile; ${feature}`,
    soil_class,
    land_use,
    ...common('soil', 15, 21),
    ...date(),
  }
  const box = `ENVELOPE(${(longitude - 0.02).toFixed(3)}, ${(longitude + 0.02).toFixed(3)}, ${(latitude + 0.02).toFixed(3)}, ${(latitude - 0.02).toFixed(3)})`
  const rows = [
    {
      ...shared,
      ...(pit.number % 5 === 0 ? { wkt: box } : at),
      igsn: pit.igsn,
      name: `Soil pit DEMO-P${pit.number}, ${place}`,
      object_type: 'Aggregation',
      material: 'Soil',
      method: 'Pit or trench sampling',
      description: `${soil_class} under ${land_use}; ${horizons.length} horizons sampled.`,
    },
  ]
  let top = 0
  for (const horizon of horizons) {
    const bottom = Number((top + between(0.12, 0.35)).toFixed(2))
    rows.push({
      ...shared,
      ...at,
      publications: chance(0.25) ? paper(15 + (pit.number % 7)) : '',
      igsn: next('SOIL').igsn,
      parent_igsn: pit.igsn,
      name: `Horizon ${horizon}, soil pit DEMO-P${pit.number}, ${place}`,
      object_type: 'Natural aggregate specimen',
      material: 'Soil',
      method: pick(['Hand auger', 'Pit or trench sampling', 'Shovel']),
      horizon,
      munsell: pick(['10YR 3/2', '10YR 4/3', '7.5YR 5/4', '5YR 4/6', '2.5Y 5/3']),
      depth_top: top,
      depth_bottom: bottom,
    })
    top = bottom
  }
  return rows
}

const projects = new Map()
const projectRows = () =>
  [...new Set(ARCHAEOLOGY.sites.map(site => site[5]))].map(project => {
    const made = next('PROJ')
    projects.set(project, made.igsn)
    return {
      igsn: made.igsn,
      name: `Finds of ${project}`,
      description: `Everything that ${project} brought to light.`,
      object_type: 'Anthropogenic aggregation',
      material: 'Anthropogenic material',
      sampled_feature: 'Site of past human activities',
      collected_start: '1998',
      collected_end: '2023',
      place: 'Several sites',
      project,
      access: 'Public',
      ...keptBy('soil'),
      ...rights(),
      ...record(),
    }
  })

const siteFamily = site => {
  const [place, longitude, latitude, elevation, period, project] = site
  const whole = next('SITE')
  const name = `Demo site ${whole.number}, ${place}`
  const ring = [
    [-0.01, -0.008],
    [0.012, -0.006],
    [0.009, 0.01],
    [-0.008, 0.009],
    [-0.01, -0.008],
  ].map(([x, y]) => `${(longitude + x).toFixed(3)} ${(latitude + y).toFixed(3)}`)
  const season = String(Math.floor(between(1998, 2021)))
  const { funder, funder_ror, ...shared } = {
    elevation,
    place,
    sampled_feature: 'Site of past human activities',
    period,
    site: name,
    project,
    excavator: 'Demo Excavation Team',
    collection_igsn: projects.get(project),
    ...common(pick(['soil', 'soil', 'town']), 20, 26),
    collected_start: season,
    collected_end: String(Number(season) + 2),
    access: pick(['Public', 'Public', 'Private']),
  }
  const rows = [
    {
      ...shared,
      ...(whole.number % 3 === 0 ? { wkt: `POLYGON((${ring.join(', ')}))` } : near(site)),
      igsn: whole.igsn,
      name: `Finds of ${name}`,
      object_type: 'Anthropogenic aggregation',
      material: 'Anthropogenic material',
      method: 'Pit or trench sampling',
      description: `All finds of one excavation (${period}).`,
      funder,
      funder_ror,
    },
  ]
  for (let i = 0; i < 4; i++) {
    const [thing, object_type, material] =
      ARCHAEOLOGY.finds[(whole.number * 4 + i) % ARCHAEOLOGY.finds.length]
    const find = next('FIND')
    rows.push({
      ...shared,
      ...near(site),
      publications: chance(0.3) ? paper(20 + (find.number % 7)) : '',
      igsn: find.igsn,
      parent_igsn: whole.igsn,
      collection_igsn: '',
      name: `${thing}, ${name}`,
      description: `${thing} of ${material}, context ${100 + find.number}; ${period}.`,
      object_type,
      material,
      method: pick(['Manual grab', 'Sieved aggregate', 'Grab from trench or pit']),
      context: `${100 + find.number}`,
      weight: Math.floor(between(2, 900)),
      ...(i === 0 &&
        whole.number % 4 === 0 && {
          language: 'de',
          description: `${thing} aus Schicht ${100 + find.number}, vollständig erhalten.`,
        }),
    })
  }
  return rows
}

const soilAndHeritage = () => [
  ...SOIL.sites.flatMap(soilFamily),
  ...projectRows(),
  ...ARCHAEOLOGY.sites.flatMap(siteFamily),
]

// ---- What is shared, odd or broken --------------------------------------------------------------------------------

/** The same samples in a second agent's words: same IGSN, its own name and custodian's view. */
const retold = (rows, prefix, extra) =>
  rows.map(({ contributors, ...row }) => ({ ...row, name: `${prefix}: ${row.name}`, ...extra }))

const fault = (rows, at, _fault) => {
  rows[at] = { ...rows[at], _fault }
}

const write = (file, rows) => {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const order = [
    'igsn',
    'name',
    'description',
    'language',
    'object_type',
    'material',
    'sampled_feature',
    'latitude',
    'longitude',
    'wkt',
    'elevation',
    'place',
  ]
  const sorted = [
    ...order.filter(name => columns.includes(name)),
    ...columns.filter(name => !order.includes(name)),
  ]
  const cell = value =>
    /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
  const lines = [
    sorted.join(','),
    ...rows.map(row => sorted.map(name => cell(row[name] || row[name] === 0 ? row[name] : '')).join(',')),
  ]
  writeFileSync(new URL(file, import.meta.url), `${lines.join('\n')}\n`)
  console.log(`${file}: ${rows.length} samples`)
}

const rocks = geology()
const nature = biology()
const earth = soilAndHeritage()

const sections = rocks.filter(row => row.object_type === 'Core section').slice(0, 4)
const shells = nature
  .filter(row => /Mollusca/.test(row.sampled_feature) && row.object_type.startsWith('Whole'))
  .slice(0, 4)
earth.push(
  ...retold(sections, 'Pollen sample', {
    custodian: 'Demo Soil and Heritage Archive',
    custodian_ror: CUSTODIANS.soil[1],
  }),
)
rocks.push(
  ...retold(shells, 'Stable isotope aliquot', {
    collection_igsn: '',
    custodian: 'Demo Rock & Core Repository',
    custodian_ror: CUSTODIANS.rock[1],
  }),
)

// Materials that no vocabulary has: they must stay visible as they are.
rocks[20].material = 'fulgurite'
rocks[90].material = 'cave pearl'
earth[100].material = 'Demo daub'

fault(rocks, 12, 'invalid-json')
fault(rocks, 45, 'latitude-out-of-range')
fault(rocks, 80, 'no-name')
fault(rocks, 130, 'two-blocks')
fault(nature, 10, 'no-json-ld')
fault(nature, 33, 'escaped-entities')
fault(nature, 60, 'latitude-out-of-range')
fault(nature, 77, 'unknown-context')
fault(earth, 15, 'latitude-out-of-range')
fault(earth, 50, 'no-name')
fault(rocks, 61, 'not-a-sample')
fault(nature, 95, 'not-a-sample')
fault(earth, 70, 'no-page')
fault(earth, 120, 'two-blocks')

write('rock-and-core.csv', rocks)
write('natural-history.csv', nature)
write('soil-and-heritage.csv', earth)
