/**
 * Writes the SKOS Turtle files of this folder from tables of published vocabularies.
 *
 *   node vocab/generate.mjs FOLDER
 *
 * FOLDER holds one CSV per vocabulary with the columns iri,label,broader,scheme (the last two separated by spaces).
 * Run by hand when a vocabulary publishes a new version; the output is committed and meant to be read in a diff.
 *
 * What it does beyond copying:
 * - One IRI per concept: version segments (`/1.0/`) are dropped where the publisher dropped them, and spellings that
 *   differ only in case are joined. What is dropped becomes an alias in aliases.ttl, `<old> dcterms:isReplacedBy <new>`:
 *   unlike owl:sameAs it has a direction, and no reasoner will copy statements back to the old name.
 * - A concept is described in the file of the first scheme that has it; later files only add to it.
 * - mappings.ttl says skos:exactMatch where a label occurs in two schemes of the same field, always from the later
 *   scheme of the list below to the earlier one.
 *
 * schemes.json lists the files in order of priority, each with the field of a sample it is for. The files of BY_HAND and
 * ADDITIONS_BY_HAND are written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

const folder = process.argv[2]
if (!folder) {
  process.stderr.write('usage: node vocab/generate.mjs FOLDER-OF-CSV-FILES\n')
  process.exit(2)
}

const ISAMPLES = 'https://w3id.org/isample/'
const SESAR = 'https://w3id.org/sesar/'
const GSQ = 'http://linked.data.gov.au/def/'
const GEOCHEM = 'https://linked.data.gov.au/def/'
const DATACITE = 'https://schema.datacite.org/linked-data/vocab/'
const GA = 'http://pid.geoscience.gov.au/def/voc/ga/samplingmethod'
const BY = 'https://creativecommons.org/licenses/by/4.0/'
const APACHE = 'https://www.apache.org/licenses/LICENSE-2.0'

// In order of priority: where two schemes have the same label, the earlier one is meant. schemes.json has the same order.
const SCHEMES = [
  ['isamples-material', 'isamples-material-type', `${ISAMPLES}vocabulary/material/materialsvocabulary`, 'iSamples material types', 'material', BY],
  ['isamples-object-type', 'isamples-material-sample-object-type', `${ISAMPLES}vocabulary/materialsampleobjecttype/conceptscheme`, 'iSamples material sample object types', 'objectType', BY],
  ['isamples-sampled-feature', 'isamples-sampled-feature-type', `${ISAMPLES}vocabulary/sampledfeature/sampledfeaturevocabulary`, 'iSamples sampled feature types', 'sampledFeature', BY],
  ['earth-rock-sediment', 'isamples-earthenv-material-extension-rock-sediment', `${ISAMPLES}earthenv/rocksediment/rocksedimentvocabulary`, 'iSamples earth science extension: rock and sediment', 'material', BY],
  ['earth-mineral-group', 'isamples-earthenv-material-extension-mineral-group', `${ISAMPLES}earthenv/mingroup/mineralgroupvocabulary`, 'iSamples earth science extension: mineral groups', 'material', BY],
  ['earth-object-type', 'isamples-earthenv-materialsampleobject-type', `${ISAMPLES}earthenv/esmaterialsample/essampletype`, 'iSamples earth science extension: material sample object types', 'objectType', APACHE],
  ['earth-sampled-feature-role', 'isamples-earthenv-sampled-feature-role', `${ISAMPLES}earthenv/essampledfeatrole/sfrolevocabulary`, 'iSamples earth science extension: roles of sampled features', undefined, BY],
  ['biology-sampled-feature', 'isamples-biology-sampledfeature-extension', `${ISAMPLES}biology/biosampledfeature/biologicentityvocabulary`, 'iSamples biology extension: sampled features', 'sampledFeature', BY],
  ['sesar-material', 'sesar-materials-extension', `${SESAR}material/materialvocabulary`, 'SESAR materials', 'material', BY],
  ['sesar-object-type', 'sesar-material-object-type-extension', `${SESAR}objecttype/objecttypevocabulary`, 'SESAR material sample object types', 'objectType', BY],
  ['sesar-sampled-feature', 'sesar-sampled-feature-extension', `${SESAR}sampledfeature/sfvocabulary`, 'SESAR sampled features', 'sampledFeature', BY],
  ['archaeology-material', 'isamples-opencontext-material-extension', `${ISAMPLES}opencontext/material/oc_materialsvocab`, 'iSamples archaeology extension: materials', 'material', APACHE],
  ['archaeology-object-type', 'isamples-opencontext-materialsampleobjecttype', `${ISAMPLES}opencontext/materialsampleobjecttype/oc_msotvocab`, 'iSamples archaeology extension: material sample object types', 'objectType', BY],
  ['sesar-sampling-method', 'sesar-samplingmethods', `${SESAR}samplingmethods/0.1/samplingmethods`, 'SESAR sampling methods', 'method', BY],
  ['ga-sampling-method', 'sesar-sampling-method-gav1-0', GA, 'Geoscience Australia sampling methods', 'method', BY],
  ['gsq-material', 'gsq-sample-material', `${GSQ}sample-material`, 'GSQ sample materials', 'material', BY],
  ['gsq-object-material', 'gsq-object-material', `${GEOCHEM}object-material`, 'GSQ object materials', 'material', BY],
  ['gsq-sample-type', 'gsq-sample-type', `${GSQ}sample-type`, 'GSQ sample types', 'objectType', BY],
  ['gsq-sample-type-drilling', 'gsq-sample-type-drilling', `${GEOCHEM}gsq-geochem/sample-type-drilling`, 'GSQ geochemistry: sample types, drilling', 'objectType', BY],
  ['gsq-sample-type-surface', 'gsq-sample-type-surface', `${GEOCHEM}gsq-geochem/sample-type-surface`, 'GSQ geochemistry: sample types, surface', 'objectType', BY],
  ['gsq-preparation-method', 'gsq-sample-preparation-methods', `${GSQ}sample-preparation-methods`, 'GSQ sample preparation methods', undefined, BY],
  ['datacite-relation-type', 'datacite-4.7', `${DATACITE}relationType`, 'DataCite relation types', undefined, APACHE],
  ['datacite-contributor-type', 'datacite-4.7', `${DATACITE}contributorType`, 'DataCite contributor types', undefined, APACHE],
].map(([name, table, iri, title, field, licence]) => ({ name, table, iri, title, field, licence }))

// Written by hand: terms of older registration schemas, mapped to the schemes above.
const BY_HAND = [
  ['odm2-specimen-type', 'objectType'],
  ['odm2-medium', 'material'],
]
const ADDITIONS_BY_HAND = ['wild-labels.ttl', 'german-labels.ttl']

// Records still use these although no table lists them: [prefix of the canonical IRI, prefix it is also written with].
const OTHER_SPELLINGS = [
  [`${ISAMPLES}vocabulary/material/`, `${ISAMPLES}vocabulary/material/1.0/`],
  [`${ISAMPLES}vocabulary/materialsampleobjecttype/`, `${ISAMPLES}vocabulary/materialsampleobjecttype/1.0/`],
  [`${ISAMPLES}vocabulary/sampledfeature/`, `${ISAMPLES}vocabulary/sampledfeature/1.0/`],
  [`${ISAMPLES}opencontext/material/`, `${ISAMPLES}opencontext/material/0.1/`],
  [`${ISAMPLES}opencontext/materialsampleobjecttype/`, `${ISAMPLES}opencontext/materialsampleobjecttype/0.1/`],
  [`${SESAR}samplingmethods/0.1/`, `${SESAR}samplingmethods/`],
]

const PREFIXES = {
  skos: 'http://www.w3.org/2004/02/skos/core#',
  dcterms: 'http://purl.org/dc/terms/',
  material: `${ISAMPLES}vocabulary/material/`,
  objecttype: `${ISAMPLES}vocabulary/materialsampleobjecttype/`,
  feature: `${ISAMPLES}vocabulary/sampledfeature/`,
  rocksediment: `${ISAMPLES}earthenv/rocksediment/`,
  mineralgroup: `${ISAMPLES}earthenv/mingroup/`,
  earthobject: `${ISAMPLES}earthenv/esmaterialsample/`,
  featurerole: `${ISAMPLES}earthenv/essampledfeatrole/`,
  biofeature: `${ISAMPLES}biology/biosampledfeature/`,
  ocmaterial: `${ISAMPLES}opencontext/material/`,
  ocobject: `${ISAMPLES}opencontext/materialsampleobjecttype/`,
  sesarmaterial: `${SESAR}material/`,
  sesarobject: `${SESAR}objecttype/`,
  sesarfeature: `${SESAR}sampledfeature/`,
  sesarmethod: `${SESAR}samplingmethods/0.1/`,
  gamethod: `${GA}/`,
  gsqmaterial: `${GSQ}sample-material/`,
  gsqobjectmaterial: `${GEOCHEM}object-material/`,
  gsqtype: `${GSQ}sample-type/`,
  gsqdrilling: `${GEOCHEM}gsq-geochem/sample-type-drilling/`,
  gsqsurface: `${GEOCHEM}gsq-geochem/sample-type-surface/`,
  gsqpreparation: `${GSQ}sample-preparation-methods/`,
  relation: `${DATACITE}relationType/`,
  contributor: `${DATACITE}contributorType/`,
}

const published = iri =>
  iri
    .replace(/^(https:\/\/w3id\.org\/isample\/.+?)\/\d+\.\d+\//, '$1/')
    .replace('https://schema.stage.datacite.org/', 'https://schema.datacite.org/')

const firstSpelling = new Map()
const aliases = new Map()

/** The one IRI for a concept; remembers what else it was called. */
const canonical = iri => {
  const candidate = published(iri)
  const key = candidate.toLowerCase()
  if (!firstSpelling.has(key)) firstSpelling.set(key, candidate)
  const chosen = firstSpelling.get(key)
  for (const other of [iri, candidate]) if (other !== chosen) aliases.set(other, chosen)
  return chosen
}

const words = text => text.split(/\s+/).filter(Boolean)
const fold = label => label.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim()

const rowsOf = scheme =>
  parse(readFileSync(`${folder}/${scheme.table}.csv`), { columns: true })
    .filter(row => !scheme.iri.startsWith(DATACITE) || published(row.iri).startsWith(`${scheme.iri}/`))
    .map(row => ({ ...row, iri: canonical(row.iri) }))
    .map(({ iri, label, broader }) => ({
      iri,
      label: label.trim().replace(/\s+/g, ' '),
      // One published table has a concept that is broader than itself.
      broader: words(broader).map(canonical).filter(parent => parent !== iri),
    }))

const short = iri => {
  const found = Object.entries(PREFIXES)
    .filter(([, base]) => iri.startsWith(base) && /^[A-Za-z0-9_][\w-]*$/.test(iri.slice(base.length)))
    .sort((a, b) => b[1].length - a[1].length)[0]
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : `<${iri}>`
}

const text = label => `${JSON.stringify(label)}@en`

const block = (subject, statements) =>
  statements.length ? `${short(subject)}\n${statements.map(s => `  ${s}`).join(' ;\n')} .\n` : ''

const file = (name, comment, blocks) => {
  const body = blocks.filter(Boolean).join('\n')
  const prefixes = Object.entries(PREFIXES)
    .filter(([prefix]) => new RegExp(`(^|[\\s,])${prefix}:`, 'm').test(body))
    .map(([prefix, base]) => `@prefix ${prefix}: <${base}> .\n`)
  const path = fileURLToPath(new URL(`${name}.ttl`, import.meta.url))
  writeFileSync(path, `# ${comment}\n# Written by generate.mjs: change that, not this.\n${prefixes.join('')}\n${body}`)
}

const concepts = new Map()
const byIri = (a, b) => (a.iri < b.iri ? -1 : 1)

/** Statements about a concept that an earlier scheme described: only what this one adds. */
const additions = (known, row, scheme) => {
  const statements = [`skos:inScheme ${short(scheme.iri)}`]
  if (![known.label, ...known.altLabels].some(label => fold(label) === fold(row.label))) {
    known.altLabels.push(row.label)
    statements.unshift(`skos:altLabel ${text(row.label)}`)
  }
  const broader = row.broader.filter(iri => !known.broader.includes(iri))
  known.broader.push(...broader)
  if (broader.length) statements.push(`skos:broader ${broader.map(short).join(' , ')}`)
  return block(row.iri, statements)
}

const description = (row, scheme) => {
  concepts.set(row.iri, { ...row, altLabels: [], scheme })
  const label = row.label.replace(/([a-z])([A-Z])/g, '$1 $2')
  const relation = scheme.iri.startsWith(DATACITE)
  return block(row.iri, [
    'a skos:Concept',
    `skos:prefLabel ${text(row.label)}`,
    // DataCite's labels are its codes; people search for the words.
    ...(relation ? [`skos:altLabel ${text(label.toLowerCase())}`] : []),
    ...(row.broader.length
      ? [`skos:broader ${row.broader.map(short).join(' , ')}`]
      : [`skos:topConceptOf ${short(scheme.iri)}`]),
    `skos:inScheme ${short(scheme.iri)}`,
  ])
}

for (const scheme of SCHEMES) {
  const merged = new Map()
  for (const row of rowsOf(scheme)) {
    const same = merged.get(row.iri)
    merged.set(row.iri, same ? { ...same, broader: [...new Set([...same.broader, ...row.broader])] } : row)
  }
  const rows = [...merged.values()].sort(byIri)
  const head = block(scheme.iri, [
    'a skos:ConceptScheme',
    `dcterms:title ${text(scheme.title)}`,
    `dcterms:license <${scheme.licence}>`,
  ])
  const blocks = rows.map(row => {
    const known = concepts.get(row.iri)
    return known ? additions(known, row, scheme) : description(row, scheme)
  })
  file(scheme.name, scheme.title, [head, ...blocks])
}

const replaced = new Map(aliases)
for (const [base, other] of OTHER_SPELLINGS) {
  for (const iri of concepts.keys()) {
    if (iri.startsWith(base)) replaced.set(other + iri.slice(base.length), iri)
  }
}
const line = ([from, to], property) => `<${from}> ${property} ${short(to)} .\n`
const sorted = map => [...map].sort((a, b) => (a[0] < b[0] ? -1 : 1))
writeFileSync(
  fileURLToPath(new URL('schemes.json', import.meta.url)),
  `${JSON.stringify(
    {
      schemes: [
        ...SCHEMES.map(({ name, field }) => ({ file: `${name}.ttl`, field })),
        ...BY_HAND.map(([name, field]) => ({ file: `${name}.ttl`, field })),
      ],
      additions: ['aliases.ttl', 'mappings.ttl', ...ADDITIONS_BY_HAND],
    },
    null,
    2,
  )}\n`,
)
file('aliases', 'Former and other IRIs of concepts, each with the one used here', [
  sorted(replaced)
    .filter(([from, to]) => concepts.has(to) && !concepts.has(from))
    .map(entry => line(entry, 'dcterms:isReplacedBy'))
    .join(''),
])

// "Other" in one scheme is not "other" in the next: what it means depends on its siblings.
const relative = /^(other|unknown|unspecified|not applicable|any|mixed)\b/
// A mineral group in one scheme, a grain size in another.
const homonyms = new Set(['clay'])
const meaning = new Map()
const matches = new Map()
for (const concept of concepts.values()) {
  const label = fold(concept.label)
  if (!concept.scheme.field || relative.test(label) || homonyms.has(label)) continue
  const key = `${concept.scheme.field} ${label}`
  if (meaning.has(key)) matches.set(concept.iri, meaning.get(key))
  else meaning.set(key, concept.iri)
}
const climbs = [...concepts.values()].sort(byIri).map(concept => {
  const targets = concept.broader.map(iri => matches.get(iri)).filter(iri => iri && iri !== concept.iri)
  const fresh = [...new Set(targets)].filter(iri => !concept.broader.includes(iri))
  return fresh.length ? `${short(concept.iri)} skos:broader ${fresh.map(short).join(' , ')} .\n` : ''
})
file('mappings', 'Same label in the same field of two schemes: the same concept', [
  sorted(matches).map(([from, to]) => `${short(from)} skos:exactMatch ${short(to)} .\n`).join(''),
  // So that skos:broader* climbs from a scheme into the one it is mapped to.
  `# What is below a mapped concept is below the concept it is mapped to.\n${climbs.join('')}`,
])
