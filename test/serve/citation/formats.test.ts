import { describe, expect, it } from 'vitest'
import type { SampleItem } from '../../../src/catalogue/item.ts'
import { dcterms } from '../../../src/rdf/namespaces.ts'
import { bibtex, escapeTex } from '../../../src/serve/citation/bibtex.ts'
import { citableSample } from '../../../src/serve/citation/citable.ts'
import { csl } from '../../../src/serve/citation/csl.ts'
import { datacite } from '../../../src/serve/citation/datacite.ts'
import { ris } from '../../../src/serve/citation/ris.ts'
import { citationText } from '../../../src/serve/citation/text.ts'

const item: SampleItem = {
  id: 'https://doi.org/10.5072/demo_1',
  identifier: '10.5072/DEMO_1',
  name: 'Core {50% & $5} #1\nfrom Łódź',
  description: 'A \\ demo~^',
  landingPage: 'https://repository.example/1',
  source: 'demo',
  sources: ['demo'],
  status: 'registered',
  collection: false,
  objectTypes: [{ id: 'https://vocabulary.example/core', label: 'Core' }],
  materials: [{ id: 'Rock', label: 'Rock' }],
  sampledFeatures: [],
  methods: [],
  collected: { from: '1998-07-21', to: '1998-08' },
  geometry: { type: 'Point', coordinates: [19.46, 51.77] },
  place: 'Łódź',
  people: [
    {
      id: 'https://orcid.org/0000-0002-1825-0097',
      name: 'Carberry, Josiah',
      roles: ['creator', 'collector', 'contributor'],
    },
    { id: 'Demo and Sons', name: 'Demo and Sons', roles: ['Sample Owner'] },
  ],
  organisations: [
    { id: 'https://ror.org/05dxps055', name: 'Demo Institute', roles: ['publisher', 'registrant'] },
    { id: 'x', name: 'Demo Fund', roles: ['funder'] },
  ],
  publications: [{ id: 'https://doi.org/10.5555/paper', title: 'Paper', relation: 'IsCitedBy' }],
  parents: ['https://doi.org/10.5072/demo_0'],
  conformsTo: [],
}
const sample = citableSample(item, {
  otherNames: ['FIELD-7'],
  sameAs: ['https://hdl.handle.net/10273/DEM000001'],
  licences: ['https://creativecommons.org/licenses/by/4.0/'],
})

describe('DataCite JSON', () => {
  const document = datacite(sample, '2026')

  it('has what schema 4 demands, by its names', () => {
    expect(document).toMatchObject({
      doi: '10.5072/demo_1',
      url: 'https://repository.example/1',
      types: { resourceTypeGeneral: 'PhysicalObject', resourceType: 'Core' },
      titles: [{ title: item.name }],
      publisher: { name: 'Demo Institute', publisherIdentifierScheme: 'ROR' },
      publicationYear: '1998',
      schemaVersion: 'http://datacite.org/schema/kernel-4',
    })
    expect(document.creators).toEqual([
      {
        name: 'Carberry, Josiah',
        nameType: 'Personal',
        givenName: 'Josiah',
        familyName: 'Carberry',
        nameIdentifiers: [
          {
            nameIdentifier: 'https://orcid.org/0000-0002-1825-0097',
            nameIdentifierScheme: 'ORCID',
            schemeUri: 'https://orcid.org',
          },
        ],
      },
    ])
  })

  it('keeps roles, relations, place, dates, other identifiers and funding', () => {
    const types = (document.contributors as { name: string; contributorType: string }[]).map(
      ({ name, contributorType }) => `${name}: ${contributorType}`,
    )
    expect(types).toEqual([
      'Carberry, Josiah: DataCollector',
      'Demo and Sons: RightsHolder',
      'Demo Institute: RegistrationAgency',
    ])
    expect(document).toMatchObject({
      dates: [{ date: '1998-07-21/1998-08', dateType: 'Collected' }],
      geoLocations: [
        { geoLocationPlace: 'Łódź', geoLocationPoint: { pointLongitude: 19.46, pointLatitude: 51.77 } },
      ],
      relatedIdentifiers: [
        { relatedIdentifier: '10.5072/demo_0', relatedIdentifierType: 'DOI', relationType: 'IsPartOf' },
        { relatedIdentifier: '10.5555/paper', relatedIdentifierType: 'DOI', relationType: 'IsCitedBy' },
      ],
      alternateIdentifiers: [
        {
          alternateIdentifier: 'https://hdl.handle.net/10273/DEM000001',
          alternateIdentifierType: 'Legacy IGSN',
        },
        { alternateIdentifier: 'FIELD-7', alternateIdentifierType: 'Local identifier' },
      ],
      rightsList: [{ rightsUri: 'https://creativecommons.org/licenses/by/4.0/' }],
      fundingReferences: [{ funderName: 'Demo Fund' }],
    })
  })

  it('takes the exact relation of links, and the inverse where another sample states it', () => {
    const link = (relation: string, direction: 'in' | 'out', target: string) =>
      ({ relation, direction, target, kind: 'sample', assertedBy: [] }) as const
    const { relations } = citableSample(item, {
      links: [
        link(dcterms('isPartOf').value, 'out', 'https://doi.org/10.5072/a'),
        link(dcterms('isPartOf').value, 'in', 'https://doi.org/10.5072/b'),
      ],
    })
    expect(relations.map(({ relation, target }) => `${relation} ${target}`)).toEqual([
      'IsPartOf https://doi.org/10.5072/a',
      'HasPart https://doi.org/10.5072/b',
      'IsCitedBy https://doi.org/10.5555/paper',
    ])
  })

  it('says boxes and polygons as such', () => {
    const ring = (...corners: [number, number][]) =>
      datacite(
        citableSample({
          ...item,
          geometry: { type: 'Polygon', coordinates: [[...corners, corners[0] ?? [0, 0]]] },
        }),
        '2026',
      ).geoLocations
    expect(ring([1, 2], [3, 2], [3, 4], [1, 4])).toMatchObject([
      {
        geoLocationBox: {
          westBoundLongitude: 1,
          eastBoundLongitude: 3,
          southBoundLatitude: 2,
          northBoundLatitude: 4,
        },
      },
    ])
    expect(ring([1, 2], [3, 2], [2, 4])).toMatchObject([{ geoLocationPolygon: { length: 4 } }])
  })

  it('names what nobody knows as the schema wants it, and the year that it is told', () => {
    const { collected: _, ...bare } = { ...item, people: [], organisations: [] }
    expect(datacite(citableSample(bare), '2026')).toMatchObject({
      creators: [{ name: ':unkn' }],
      publisher: { name: ':unkn' },
      publicationYear: '2026',
    })
  })
})

/** Fields of a BibTeX entry, read with balanced braces as BibTeX does. */
const readBibtex = (text: string): Record<string, string> => {
  const fields: Record<string, string> = {}
  const start = /(\w+) = \{/g
  for (let found = start.exec(text); found; found = start.exec(text)) {
    let depth = 1
    let end = start.lastIndex
    for (; depth > 0 && end < text.length; end++) {
      if (text[end] === '\\') end++
      else if (text[end] === '{') depth++
      else if (text[end] === '}') depth--
    }
    expect(depth).toBe(0)
    fields[found[1] ?? ''] = text.slice(start.lastIndex, end - 1)
    start.lastIndex = end
  }
  return fields
}

describe('BibTeX', () => {
  it('escapes what TeX would take for commands, and leaves DOI and address as they are', () => {
    const fields = readBibtex(bibtex(sample))
    expect(fields).toMatchObject({
      author: 'Carberry, Josiah',
      title: '{Core \\{50\\% \\& \\$5\\} \\#1 from Łódź}',
      year: '1998',
      doi: '10.5072/demo_1',
      url: 'https://doi.org/10.5072/demo_1',
      abstract: 'A \\textbackslash{} demo\\textasciitilde{}\\textasciicircum{}',
    })
    expect(bibtex(sample)).toMatch(/^@misc\{Carberry_1998_demo1,\n/)
  })

  it('keeps a name with "and" or a closing brace in one piece', () => {
    const odd = {
      ...sample,
      authors: [{ name: 'Demo and } Sons', kind: 'organisation', roles: [] } as const],
    }
    expect(readBibtex(bibtex(odd)).author).toBe('{Demo and \\} Sons}')
    expect(escapeTex('a_b')).toBe('a\\_b')
    const publisher = { name: 'Demo Soil and Heritage', kind: 'organisation', roles: [] } as const
    expect(readBibtex(bibtex({ ...sample, publisher })).publisher).toBe('{Demo Soil and Heritage}')
  })
})

it('RIS has a tag per line, ends the reference, and lets no value begin a line', () => {
  const lines = ris({ ...sample, title: 'One\r\nER  - \nTwo' }).split('\r\n')
  expect(lines.at(-1)).toBe('')
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- [^\r\n]*$/)
  expect(lines.filter(line => line.startsWith('ER'))).toHaveLength(1)
  expect(lines).toContain('TI  - One ER - Two')
  expect(lines).toContain('DA  - 1998/08//')
  expect(lines).toContain('DO  - 10.5072/demo_1')
  // CY is a place of publication.
  expect(lines).toContain('N1  - Collected at: Łódź')
  expect(lines.filter(line => line.startsWith('CY'))).toEqual([])
})

it('CSL JSON parts names only where the record does, and dates into numbers', () => {
  const authors = [...sample.authors, { name: 'Demo Person', kind: 'person', roles: [] } as const]
  expect(csl({ ...sample, authors })).toMatchObject({
    type: 'document',
    author: [{ family: 'Carberry', given: 'Josiah' }, { literal: 'Demo Person' }],
    issued: { 'date-parts': [[1998]] },
    'event-date': {
      'date-parts': [
        [1998, 7, 21],
        [1998, 8],
      ],
    },
    DOI: '10.5072/demo_1',
    publisher: 'Demo Institute',
  })
})

it('CSL JSON names an archive only when it is another than the publisher: styles print both', () => {
  const custodian = (name: string) => ({ name, kind: 'organisation', roles: ['custodian'] }) as const
  const archiveOf = (name: string) => csl({ ...sample, parties: [custodian(name)] }).archive
  expect(archiveOf('Demo Core Store')).toBe('Demo Core Store')
  expect(archiveOf('Demo Institute')).toBe(undefined)
})

it('a text citation is one line, in the order that DataCite recommends', () => {
  expect(citationText(sample)).toBe(
    'Carberry, Josiah (1998): Core {50% & $5} #1 from Łódź. Demo Institute. [Physical sample]. https://doi.org/10.5072/demo_1',
  )
  expect(citationText({ ...sample, authors: [] })).toMatch(/^Core \{50% & \$5\} #1 from Łódź \(1998\)\. Demo/)
})
