import { describe, expect, it } from 'vitest'
import { readFormat } from '../../../src/harvest/formats/read-format.ts'
import { datacite, dcat, dcterms, geo, prov, rdf, schema, sosa } from '../../../src/rdf/namespaces.ts'
import { values } from '../../transform/open-test-lab.ts'
import { crossed, pageOf, RECORD, readText } from './format-house.ts'

const HANDLE = 'https://hdl.handle.net/10273/DEMO001'
const CARBERRY = 'https://orcid.org/0000-0002-1825-0097'

const REGISTRATION = `<sample xmlns="http://igsn.org/schema/kernel-v.1.0">
  <sampleNumber identifierType="igsn">10273/DEMO001</sampleNumber>
  <registrant><registrantName>Demo Agent</registrantName><nameIdentifier nameIdentifierScheme="orcid">0000-0002-1825-0097</nameIdentifier></registrant>
  <relatedResourceIdentifiers>
    <relatedIdentifier relatedIdentifierType="doi" relationType="IsCitedBy">10.5072/one</relatedIdentifier>
    <relatedIdentifier relatedIdentifierType="handle" relationType="IsPartOf">10273/DEMO000</relatedIdentifier>
    <relatedIdentifier relatedIdentifierType="doi" relationType="IsCompliedBy">10.5072/two</relatedIdentifier>
    <relatedIdentifier relatedIdentifierType="url" relationType="smellsLike">https://demo.example/three</relatedIdentifier>
  </relatedResourceIdentifiers>
  <log><logElement event="registered" timeStamp="2012-01-01" comment="first"/><logElement event="destroyed" timeStamp="2014-01-01"/></log>
</sample>`

const DESCRIPTION = `<resource xmlns="http://schema.igsn.org/description/1.1" type="Sample">
  <identifier type="IGSN">DEMO001</identifier>
  <name>Demo sponge</name>
  <alternateIdentifiers><alternateIdentifier type="Local">D-1</alternateIdentifier></alternateIdentifiers>
  <parentIdentifier type="IGSN">DEMO000</parentIdentifier>
  <relatedIdentifiers><relatedIdentifier type="DOI" relationType="hasDocument">10.5072/cruise</relatedIdentifier></relatedIdentifiers>
  <description>A sponge on basalt</description>
  <registrant><name>Demo Agent</name></registrant>
  <collector><identifier type="ORCID">0000-0002-1825-0097</identifier><name>Josiah Carberry</name><affiliation><name>Demo University</name></affiliation></collector>
  <contributors><contributor type="DataCurator"><name>Demo Curator</name></contributor></contributors>
  <geoLocations><geoLocation><geometry type="Point" sridType="4326">POINT (10.5 -20.25)</geometry></geoLocation><geoLocation><toponym><name>Demo Ridge</name></toponym></geoLocation></geoLocations>
  <resourceTypes><resourceType>http://vocabulary.odm2.org/specimentype/core</resourceType></resourceTypes>
  <materials><material>http://vocabulary.odm2.org/medium/rock</material></materials>
  <collectionMethods><collectionMethod>Dredging</collectionMethod></collectionMethods>
  <collectionTime>2011-05-06T07:08:09Z</collectionTime>
  <sampleAccess>Public</sampleAccess>
  <supplementalMetadata><record>https://demo.example/more.xml</record></supplementalMetadata>
  <colour>green</colour>
</resource>`

const ARDC = `<resources xmlns="https://identifiers.ardc.edu.au/schemas/ardc-igsn-desc"><resource registeredObjectType="http://demo.example/voc/PhysicalSample">
  <resourceIdentifier>10273/DEMO001</resourceIdentifier><landingPage>https://demo.example/igsn/DEMO001</landingPage><isPublic>true</isPublic>
  <resourceTitle>Demo polygon</resourceTitle>
  <materialTypes><materialType>http://vocabulary.odm2.org/medium/rock</materialType></materialTypes>
  <sampledFeatures><sampledFeature sampledFeatureURI="https://demo.example/feature">Demo feature</sampledFeature><sampledFeature/></sampledFeatures>
  <location><locality>Demo town</locality><geometry srid="https://epsg.io/4326">POLYGON ((1 2, 3 2, 3 4, 1 2))</geometry></location>
  <location><geometry srid="https://epsg.io/28350">POINT (400000 6500000)</geometry></location>
  <date><timePeriod><start>2020-07</start><end>2020-08</end></timePeriod></date>
  <curationDetails><curation><curator><curatorName>Demo Curator</curatorName></curator><curatingInstitution institutionURI="https://store.example/">Demo Store</curatingInstitution></curation></curationDetails>
  <contributors><contributor contributorType="http://demo.example/role/pointOfContact"><contributorName>Demo Contact</contributorName></contributor></contributors>
  <relatedResources><relatedResource relationType="http://demo.example/voc/IsDerivedFrom"><relatedResourceTitle>Demo origin</relatedResourceTitle><relatedResourceIdentifier relatedResourceIdentifierType="http://demo.example/voc/IGSN">10273/DEMO009</relatedResourceIdentifier></relatedResource></relatedResources>
  <logDate eventType="updated">2020-08-03T12:05:12+10:00</logDate>
</resource></resources>`

describe('IGSN registration XML', () => {
  it('gives the handle, the registrant, every relation and what became of the sample', async () => {
    const { kernel, record } = await crossed(readText(REGISTRATION))
    const of = (...path: { value: string }[]) => values(kernel.quads, HANDLE, ...path)
    expect(kernel.samples).toEqual([HANDLE])
    expect(of(dcterms('identifier'))).toEqual(['10273/DEMO001'])
    expect(of(schema('sdPublisher'))).toEqual([CARBERRY])
    expect(of(datacite('IsCitedBy'))).toEqual(['https://doi.org/10.5072/one'])
    expect(of(datacite('IsCompiledBy'))).toEqual(['https://doi.org/10.5072/two'])
    expect(of(dcterms('isPartOf'))).toEqual(['https://hdl.handle.net/10273/DEMO000'])
    expect(of(datacite('Other'))).toEqual(['https://demo.example/three'])
    expect(of(schema('creativeWorkStatus'))).toEqual(['destroyed'])
    expect(of(schema('url'))).toEqual([RECORD])
    expect(record.coverage.lost).toEqual([])
    expect(record.quads.map(({ object }) => object.value)).toEqual(
      expect.arrayContaining(['smellsLike', 'first']),
    )
  })
})

describe('IGSN description XML', () => {
  it('gives name, kind, place, collector, method, time, parent and access', async () => {
    const { kernel, record } = await crossed(readText(DESCRIPTION))
    const of = (...path: { value: string }[]) => values(kernel.quads, HANDLE, ...path)
    expect(of(rdf('type'))).toContain(sosa('Sample').value)
    expect(of(schema('name'))).toEqual(['Demo sponge'])
    expect(of(schema('material'))).toHaveLength(1)
    expect(of(schema('additionalType'))).toHaveLength(1)
    expect(of(dcterms('isPartOf'))).toEqual(['https://hdl.handle.net/10273/DEMO000'])
    expect(of(datacite('IsDocumentedBy'))).toEqual(['https://doi.org/10.5072/cruise'])
    expect(of(datacite('HasMetadata'))).toEqual(['https://demo.example/more.xml'])
    expect(of(sosa('isResultOf'), prov('wasAssociatedWith'))).toEqual([CARBERRY])
    expect(of(sosa('isResultOf'), prov('startedAtTime'))).toEqual(['2011-05-06T07:08:09Z'])
    expect(of(sosa('isResultOf'), sosa('usedProcedure'))).toHaveLength(1)
    expect(of(prov('qualifiedAttribution'), dcat('hadRole'))).toEqual(['DataCurator'])
    expect(of(geo('hasGeometry'), geo('asWKT'))).toEqual(['POINT(10.5 -20.25)'])
    expect(of(schema('spatialCoverage'), schema('name'))).toEqual(['Demo Ridge'])
    expect(of(schema('conditionsOfAccess'))).toEqual(['Public'])
    expect(record.coverage.lost).toEqual([])
    expect(record.quads.map(({ object }) => object.value)).toContain('green')
  })

  it('makes a collection of a collection', async () => {
    const { kernel } = await crossed(readText(DESCRIPTION.replace('type="Sample"', 'type="Collection"')))
    expect(values(kernel.quads, HANDLE, rdf('type'))).toContain(sosa('SampleCollection').value)
  })
})

describe('IGSN XML of CSIRO and ARDC', () => {
  it('gives the landing page, the place in WGS 84, custody, roles and origin', async () => {
    const { kernel, record } = await crossed(readText(ARDC))
    const of = (...path: { value: string }[]) => values(kernel.quads, HANDLE, ...path)
    expect(of(schema('url'))).toEqual(['https://demo.example/igsn/DEMO001'])
    expect(of(geo('hasGeometry'), geo('asWKT'))).toEqual(['POLYGON((1 2,3 2,3 4,1 2))'])
    expect(of(schema('spatialCoverage'), schema('name'))).toEqual(['Demo town'])
    expect(of(schema('holdingArchive'))).toEqual(['https://store.example/'])
    expect(of(prov('qualifiedAttribution'), dcat('hadRole'))).toEqual([
      'curator',
      'http://demo.example/role/pointOfContact',
    ])
    expect(of(prov('wasDerivedFrom'))).toEqual(['https://hdl.handle.net/10273/DEMO009'])
    expect(of(sosa('isResultOf'), prov('startedAtTime'))).toEqual(['2020-07'])
    expect(of(sosa('isResultOf'), prov('endedAtTime'))).toEqual(['2020-08'])
    expect(record.coverage.lost).toEqual([])
    expect(record.repairs).toEqual([])
    expect(record.quads.map(({ object }) => object.value)).toContain('POINT (400000 6500000)')
  })
})

describe('a page that may be a record', () => {
  it('is none of these formats when its type or root says so', () => {
    expect(readFormat(pageOf('<html><body/></html>', 'text/html'))).toBeUndefined()
    expect(readFormat(pageOf('<urlset/>'))).toBeUndefined()
    expect(readFormat(pageOf('{"@id":"x"}', 'application/ld+json'))).toBeUndefined()
    expect(readFormat(pageOf(''))).toBeUndefined()
    expect(
      readFormat(pageOf('<html xmlns="http://www.w3.org/1999/xhtml"/>', 'application/xhtml+xml')),
    ).toBeUndefined()
  })

  it('without an identifier is a problem', () => {
    const { documents, problems } = readText('<sample xmlns="http://igsn.org/schema/kernel-v.1.0"/>')
    expect(documents).toEqual([])
    expect(problems[0]).toMatchObject({ code: 'record-without-identifier', stage: 'hall', subject: RECORD })
  })

  it('that is not well-formed is read as far as it goes, which is logged', () => {
    const { documents } = readText(REGISTRATION.replace('</registrantName>', '').replace('</sample>', ''))
    expect(documents[0]?.repairs.map(({ rule }) => rule)).toContain('xml-not-well-formed')
    expect(JSON.stringify(documents[0]?.json)).toContain('10273/DEMO001')
  })

  it('never has its entities expanded', () => {
    const bomb = `<!DOCTYPE s [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;&a;">]>${REGISTRATION.replace('Demo Agent', '&b;&amp;&#65;')}`
    const { documents } = readText(bomb)
    expect(JSON.stringify(documents[0]?.json)).toContain('&b;&A')
    expect(JSON.stringify(documents[0]?.json)).not.toContain('AAAA')
  })

  it.each([
    ['too deep', `<sample xmlns="http://igsn.org/schema/kernel-v.1.0">${'<a>'.repeat(5000)}`, 'xml-too-deep'],
    [
      'too many elements',
      `<sample xmlns="http://igsn.org/schema/kernel-v.1.0">${'<a/>'.repeat(50_000)}`,
      'xml-too-large',
    ],
    [
      'too much text',
      `<sample xmlns="http://igsn.org/schema/kernel-v.1.0">${'x'.repeat(1_100_000)}`,
      'xml-too-large',
    ],
  ])('with %s is a problem', (_, text, code) => {
    expect(readText(text).problems[0]?.code).toBe(code)
  })

  it('with names that JavaScript knows is only a record', () => {
    const text = REGISTRATION.replace('<log>', '<__proto__><constructor>x1</constructor></__proto__><log>')
    expect(JSON.stringify(readText(text).documents[0]?.json)).toContain('x1')
  })
})
