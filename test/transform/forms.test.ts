/** One document per form: what reaches the kernel. The documents are made up for these tests. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/model/json-ld-document.ts'
import { datacite, dcat, dcterms, geo, prov, rdf, schema, sosa } from '../../src/rdf/namespaces.ts'
import { PAGE, type Transformed, transform, values } from './open-test-lab.ts'

const fixture = (name: string): Promise<Transformed> =>
  transform(
    JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as JsonValue,
  )

/** Looks up paths from the record's only sample. */
const onlySample = ({ kernel }: Transformed) => {
  expect(kernel.samples).toHaveLength(1)
  const [sample = ''] = kernel.samples
  return { sample, at: (...path: { value: string }[]) => values(kernel.quads, sample, ...path) }
}

describe('a DOI that is said to be an IGSN', () => {
  const product = (propertyID: string, id?: string) =>
    transform({
      '@context': 'https://schema.org/',
      '@type': 'Product',
      ...(id !== undefined && { '@id': id }),
      name: 'Demo basalt',
      identifier: { '@type': 'PropertyValue', propertyID, value: '10.5072/DEMO-1' },
    })

  it.each([undefined, 'https://doi.org/10.5072/demo-1'])(
    'makes its Product a sample, with @id %s',
    async id => {
      expect((await product('IGSN', id)).kernel.samples).toEqual(['https://doi.org/10.5072/demo-1'])
    },
  )

  it('is not believed of a Product whose identifier is a plain DOI', async () => {
    expect((await product('DOI')).kernel.samples).toEqual([])
  })
})

describe('schema.org Product with an IGSN', async () => {
  const made = await fixture('schema-org.product')
  const { sample, at } = onlySample(made)

  it('is named by its IGSN, and keeps the identifier as it was written', () => {
    expect(sample).toBe('https://doi.org/10.60510/demobasalt1')
    expect(at(dcterms('identifier'))).toEqual(['10.60510/DEMOBASALT1'])
    expect(at(schema('alternateName'))).toEqual(['B 17', 'DB-1'])
    expect(at(schema('url'))).toEqual([PAGE])
  })

  it('keeps the language of its texts', () => {
    const text = made.kernel.quads.find(quad => quad.predicate.equals(schema('description')))?.object
    expect(text?.termType === 'Literal' && text.language).toBe('de')
  })

  it('has concepts for its kind and material', () => {
    expect(at(schema('additionalType'))).toEqual(['https://w3id.org/isample/earthenv/esmaterialsample/core'])
    expect(
      at(schema('material')).every(iri => /basalt/i.test(iri) && iri.startsWith('https://w3id.org/')),
    ).toBe(true)
  })

  it('has place, elevation in metres and sampling event', () => {
    expect(at(geo('hasGeometry'), geo('asWKT'))).toEqual(['POINT(-129.9837 45.9463)'])
    expect(at(schema('elevation'))).toEqual(['304.8'])
    expect(at(schema('spatialCoverage'), schema('name'))).toEqual(['Demo Ridge'])
    expect(at(sosa('isResultOf'), prov('startedAtTime'))).toEqual(['2013-09-14'])
    expect(at(sosa('isResultOf'), prov('endedAtTime'))).toEqual(['2013-10'])
    expect(at(sosa('isResultOf'), prov('wasAssociatedWith'), schema('name'))).toEqual(['Demo Collector'])
  })

  it('has people by ORCID, with their exact roles, and no empty ones', () => {
    expect(at(schema('creator'))).toEqual(['https://orcid.org/0000-0002-1825-0097'])
    expect(at(schema('creator'), schema('name'))).toEqual(['Josiah Carberry'])
    expect(at(schema('creator'), schema('affiliation'), schema('name'))).toEqual(['Demo University'])
    expect(at(schema('contributor'))).toHaveLength(1)
    expect(at(prov('qualifiedAttribution'), dcat('hadRole'))).toEqual(['Data curator'])
    expect(at(prov('qualifiedAttribution'), prov('agent'), schema('name'))).toEqual(['Demo Curator'])
  })

  it('has its organisations', () => {
    expect(at(schema('sdPublisher'), schema('name'))).toEqual(['Demo registrar'])
    expect(at(schema('funder'))).toEqual(['https://ror.org/021nxhr62'])
  })

  it('has its paper, but does not take the metadata document for one', () => {
    expect(at(dcterms('isReferencedBy'))).toEqual(['https://doi.org/10.1234/demo.paper'])
    expect(at(datacite('IsDescribedBy'))).toEqual(['https://doi.org/10.1234/demo.paper'])
    expect(at(dcterms('isReferencedBy'), rdf('type'))).toEqual([schema('ScholarlyArticle').value])
    expect(at(dcterms('isReferencedBy'), schema('name'))).toEqual(['A demo paper'])
  })

  it('refers to its parent without describing it', () => {
    expect(at(dcterms('isPartOf'))).toEqual(['https://doi.org/10.60510/democore'])
    expect(values(made.kernel.quads, 'https://doi.org/10.60510/democore', rdf('type'))).toEqual([])
  })

  it('has rights and status', () => {
    expect(at(schema('license'))).toEqual(['https://creativecommons.org/licenses/by/4.0/'])
    expect(at(schema('conditionsOfAccess'))).toEqual(['on request'])
    expect(at(schema('creativeWorkStatus'))).toEqual(['destroyed'])
  })
})

describe('IGSN registration JSON, everything below description', async () => {
  const made = await fixture('igsn-registration.sesar-form')
  const { sample, at } = onlySample(made)

  it('reads the bare code as the legacy handle and loses nothing', () => {
    expect(sample).toBe('https://hdl.handle.net/10273/DEM000001')
    expect(at(dcterms('identifier'))).toEqual(['DEM000001'])
    expect(made.record.coverage.lost).toEqual([])
  })

  it('has name, kind, material and the most exact method', () => {
    expect(at(schema('name'))).toEqual(['D-1'])
    expect(at(schema('alternateName'))).toEqual(['Other demo name'])
    expect(at(schema('description'))).toEqual(['A demo core'])
    expect(at(schema('material'))).toEqual(['https://w3id.org/isample/vocabulary/material/sediment'])
    expect(at(sosa('isResultOf'), sosa('usedProcedure'))).toEqual([
      'https://w3id.org/sesar/samplingmethods/0.1/sm029',
    ])
  })

  it('has coordinates of texts, and elevation by the unit beside it', () => {
    expect(at(geo('hasGeometry'), geo('asWKT'))).toEqual(['POINT(-60.05 23.683)'])
    expect(at(schema('elevation'))).toEqual(['-304.9524'])
    expect(at(schema('spatialCoverage'), schema('name'))).toEqual(['Demo Seamount', 'Demoland'])
  })

  it('has dates by their precision', () => {
    expect(at(sosa('isResultOf'), prov('startedAtTime'))).toEqual(['2013-09-14T01:30:00'])
    expect(at(sosa('isResultOf'), prov('endedAtTime'))).toEqual(['2013'])
  })

  it('has collector, chief scientist, owner, registrant, archive and publisher', () => {
    expect(at(sosa('isResultOf'), prov('wasAssociatedWith'), schema('name'))).toEqual([
      'Demo Chief',
      'Demo_Collector',
    ])
    expect(at(prov('qualifiedAttribution'), dcat('hadRole'))).toEqual(['Chief Scientist', 'Sample Owner'])
    expect(at(schema('sdPublisher'))).toEqual(['https://agent.example'])
    expect(at(schema('holdingArchive'), schema('name'))).toEqual(['Demo core repository'])
    expect(at(schema('holdingArchive'), schema('contactPoint'), schema('name'))).toEqual(['Demo desk'])
    expect(at(schema('publisher'), schema('contactPoint'), schema('email'))).toEqual([
      'desk@publisher.example',
    ])
  })

  it('has parent, children and publications', () => {
    expect(at(dcterms('isPartOf'))).toEqual(['https://hdl.handle.net/10273/DEM000000'])
    for (const child of ['DEM000002', 'DEM000003'])
      expect(values(made.kernel.quads, `https://hdl.handle.net/10273/${child}`, dcterms('isPartOf'))).toEqual(
        [sample],
      )
    expect(at(datacite('IsReferencedBy'))).toEqual([
      'https://doi.org/10.1234/demo.paper',
      'https://index.example/demo',
    ])
    expect(at(dcterms('isReferencedBy'), schema('name'))).toEqual(['Demo index', 'Demo paper'])
  })

  it('takes its status from the log', () => {
    expect(at(schema('creativeWorkStatus'))).toEqual(['deprecated'])
  })
})

describe('IGSN registration JSON as ARDC writes it', async () => {
  const made = await fixture('igsn-registration.ardc-form')
  const { sample, at } = onlySample(made)

  it('is one sample although its description repeats the @id', () => {
    expect(sample).toBe('https://hdl.handle.net/10273/DEMO0A1')
    expect(at(schema('name'))).toEqual(['Demo piece of core'])
    expect(at(schema('url'))).toEqual(['https://repository.example/igsn/#/DEMO0A1'])
    expect(made.record.coverage.lost).toEqual([])
  })

  it('has polygon, place, custodian, registrant and status', () => {
    expect(at(geo('hasGeometry'), geo('asWKT'))).toEqual([
      'POLYGON((10.5 -25.5,34.5 -20.5,38.5 -35.5,10.5 -25.5))',
    ])
    expect(at(schema('spatialCoverage'), schema('name'))).toEqual(['Demo valley'])
    expect(at(schema('holdingArchive'), schema('name'))).toEqual(['Demo collection'])
    expect(at(schema('contributor'), schema('name'))).toEqual(['Demo Contributor'])
    expect(at(schema('sdPublisher'))).toEqual(['https://ror.org/021nxhr62'])
    expect(at(schema('creativeWorkStatus'))).toEqual(['destroyed'])
  })

  it('lays the overlay over the context inside the description, too', () => {
    expect(at(schema('additionalType'))).toEqual(['https://w3id.org/isample/earthenv/esmaterialsample/core'])
  })
})

describe('SOSA with GeoSPARQL', async () => {
  const made = await fixture('sosa.sample')
  const { at } = onlySample(made)

  it('turns the axes of EPSG:4326 round', () => {
    expect(at(geo('hasGeometry'), geo('asWKT'))).toEqual(['POINT(13.25 52.5)'])
  })

  it('keeps a kind that no vocabulary knows as it is', () => {
    expect(at(schema('additionalType'))).toEqual(['Soil core of the demo'])
    expect(at(schema('material'))).toEqual(['https://w3id.org/isample/vocabulary/material/soil'])
  })

  it('has its sampling, its relations and its licence', () => {
    expect(at(sosa('isResultOf'), prov('startedAtTime'))).toEqual(['2019'])
    expect(at(sosa('isResultOf'), prov('wasAssociatedWith'))).toEqual([
      'https://orcid.org/0000-0001-5109-3700',
    ])
    expect(at(dcterms('isPartOf'))).toEqual(['https://doi.org/10.60510/demoprofile'])
    expect(at(prov('wasDerivedFrom'))).toEqual(['https://doi.org/10.60510/demobulk'])
    expect(at(datacite('IsSupplementTo'))).toEqual(['https://doi.org/10.1234/demo.paper'])
    expect(at(dcterms('isReferencedBy'))).toEqual(['https://doi.org/10.1234/demo.paper'])
    expect(at(schema('license'))).toEqual(['https://creativecommons.org/publicdomain/zero/1.0/'])
  })
})

describe("DataCite's schema.org", async () => {
  const made = await fixture('datacite.creative-work')
  const { at } = onlySample(made)

  it('has the authors, and the editors as contributors', () => {
    expect(at(schema('creator'), schema('name'))).toEqual(['Demo Author', 'Demo laboratory'])
    expect(at(schema('contributor'))).toEqual(['https://orcid.org/0000-0002-1694-233X'])
    expect(at(schema('publisher'), schema('name'))).toEqual(['Demo publisher'])
  })

  it('splits a box that crosses the antimeridian', () => {
    expect(at(geo('hasGeometry'), geo('asWKT'))).toEqual([
      'MULTIPOLYGON(((176 -19,180 -19,180 -15,176 -15,176 -19)),((-180 -19,-178 -19,-178 -15,-180 -15,-180 -19)))',
    ])
  })

  it('splits an interval of dates', () => {
    expect(at(sosa('isResultOf'), prov('startedAtTime'))).toEqual(['2016-12'])
    expect(at(sosa('isResultOf'), prov('endedAtTime'))).toEqual(['2017-01'])
  })

  it('tells references, citations and supplements apart', () => {
    expect(at(datacite('References'))).toEqual(['https://doi.org/10.1234/demo.data'])
    expect(at(datacite('IsReferencedBy'))).toEqual(['https://doi.org/10.1234/demo.citing'])
    expect(at(datacite('IsSupplementTo'))).toEqual(['https://doi.org/10.1234/demo.main'])
    expect(at(dcterms('isReferencedBy'))).toHaveLength(3)
    expect(values(made.kernel.quads, 'https://doi.org/10.1234/demo.data', rdf('type'))).toEqual([
      schema('Dataset').value,
    ])
  })

  it('has parent and part', () => {
    expect(at(dcterms('isPartOf'))).toEqual(['https://doi.org/10.60510/demorock'])
    expect(values(made.kernel.quads, 'https://doi.org/10.60510/demosplit', dcterms('isPartOf'))).toEqual([
      'https://doi.org/10.60510/demodatacite',
    ])
  })
})
