/** A DataCite record of a made-up sample that uses every property, as JSON and as XML. */

/** A fictitious person of ORCID's documentation. */
export const CARBERRY = 'https://orcid.org/0000-0002-1825-0097'
export const LANDING = 'https://repository.example/sample/core-7'
export const SAMPLE = 'https://doi.org/10.60510/demo.7'

export const fullAttributes = {
  doi: '10.60510/DEMO.7',
  prefix: '10.60510',
  suffix: 'demo.7',
  identifiers: [{ identifier: 'CORE-7', identifierType: 'Local' }],
  alternateIdentifiers: [
    { alternateIdentifier: 'CORE-7', alternateIdentifierType: 'Local' },
    { alternateIdentifier: 'DEMO00007', alternateIdentifierType: 'Legacy IGSN' },
  ],
  creators: [
    {
      name: 'Carberry, Josiah',
      nameType: 'Personal',
      givenName: 'Josiah',
      familyName: 'Carberry',
      affiliation: [
        {
          name: 'Demo University',
          affiliationIdentifier: 'https://ror.org/04wxnsj81',
          affiliationIdentifierScheme: 'ROR',
        },
      ],
      nameIdentifiers: [
        {
          nameIdentifier: '0000-0002-1825-0097',
          nameIdentifierScheme: 'ORCID',
          schemeUri: 'https://orcid.org',
        },
      ],
    },
  ],
  titles: [
    { title: 'Demo core 7', lang: 'en' },
    { title: 'Demokern 7', titleType: 'TranslatedTitle', lang: 'de' },
  ],
  publisher: {
    name: 'Demo Repository',
    publisherIdentifier: 'https://ror.org/04z8jg394',
    publisherIdentifierScheme: 'ROR',
  },
  container: { type: 'Series', title: 'Demo cores', identifier: '1234-5678', identifierType: 'ISSN' },
  publicationYear: 2024,
  subjects: [
    { subject: 'Petrology', lang: 'en' },
    {
      subject: 'basalt',
      subjectScheme: 'Material',
      valueUri: 'https://vocabulary.example/basalt',
      schemeUri: 'https://vocabulary.example/',
    },
  ],
  contributors: [
    {
      name: 'Demo Collector',
      nameType: 'Personal',
      contributorType: 'DataCollector',
      affiliation: ['Demo University'],
    },
    { name: 'Demo Core Store', nameType: 'Organizational', contributorType: 'HostingInstitution' },
  ],
  dates: [
    { date: '2021-05-03/2021-05-04', dateType: 'Collected' },
    { date: '2021-06-01', dateType: 'Created', dateInformation: 'cut' },
    { date: '2024-01-01', dateType: 'Issued' },
  ],
  language: 'en',
  types: { resourceTypeGeneral: 'PhysicalObject', resourceType: 'Core', ris: 'GEN', schemaOrg: 'Thing' },
  relatedIdentifiers: [
    {
      relatedIdentifier: '10.5072/PAPER',
      relatedIdentifierType: 'DOI',
      relationType: 'IsReferencedBy',
      resourceTypeGeneral: 'JournalArticle',
    },
    { relatedIdentifier: '10.60510/demo.1', relatedIdentifierType: 'DOI', relationType: 'IsPartOf' },
    { relatedIdentifier: '9783468111242', relatedIdentifierType: 'ISBN', relationType: 'IsCitedBy' },
  ],
  relatedItems: [
    {
      relatedItemType: 'Book',
      relationType: 'IsDocumentedBy',
      relatedItemIdentifier: { relatedItemIdentifier: '10.5072/book', relatedItemIdentifierType: 'DOI' },
      titles: [{ title: 'Demo book of cores' }],
      volume: '3',
      firstPage: '12',
    },
  ],
  sizes: ['1 m'],
  formats: ['split core'],
  version: '2',
  rightsList: [
    {
      rights: 'CC BY 4.0',
      rightsUri: 'https://creativecommons.org/licenses/by/4.0/',
      rightsIdentifier: 'cc-by-4.0',
    },
  ],
  descriptions: [
    { description: 'A piece of a demo core', descriptionType: 'Abstract', lang: 'en' },
    { description: 'Rotary drilling', descriptionType: 'Methods' },
    { description: 'stored dry', descriptionType: 'TechnicalInfo' },
  ],
  geoLocations: [
    {
      geoLocationPlace: 'Demo Bay',
      geoLocationPoint: { pointLatitude: '-43.25', pointLongitude: 170.5 },
      geoLocationBox: {
        westBoundLongitude: 170,
        eastBoundLongitude: 171,
        southBoundLatitude: -44,
        northBoundLatitude: -43,
      },
      geoLocationPolygon: [
        { polygonPoint: { pointLatitude: 1, pointLongitude: 2 } },
        { polygonPoint: { pointLatitude: 1, pointLongitude: 3 } },
        { polygonPoint: { pointLatitude: 2, pointLongitude: 3 } },
        { polygonPoint: { pointLatitude: 1, pointLongitude: 2 } },
      ],
    },
  ],
  fundingReferences: [
    {
      funderName: 'Demo Fund',
      funderIdentifier: 'https://doi.org/10.13039/501100000780',
      funderIdentifierType: 'Crossref Funder ID',
      awardNumber: 'D-42',
      awardTitle: 'Demo drilling',
      awardUri: 'https://fund.example/D-42',
    },
  ],
  url: LANDING,
  state: 'findable',
  isActive: true,
  schemaVersion: 'http://datacite.org/schema/kernel-4',
  viewCount: 17,
  registered: '2024-01-02T00:00:00.000Z',
  updated: '2024-02-03T00:00:00.000Z',
}

export const fullXml = `<?xml version="1.0"?>
<resource xmlns="http://datacite.org/schema/kernel-4" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://datacite.org/schema/kernel-4 metadata.xsd">
  <identifier identifierType="DOI">10.60510/DEMO.7</identifier>
  <creators><creator>
    <creatorName nameType="Personal">Carberry, Josiah</creatorName><givenName>Josiah</givenName><familyName>Carberry</familyName>
    <nameIdentifier nameIdentifierScheme="ORCID" schemeURI="https://orcid.org">0000-0002-1825-0097</nameIdentifier>
    <affiliation affiliationIdentifier="https://ror.org/04wxnsj81" affiliationIdentifierScheme="ROR">Demo University</affiliation>
  </creator></creators>
  <titles><title xml:lang="en">Demo core 7</title><title titleType="TranslatedTitle" xml:lang="de">Demokern 7</title></titles>
  <publisher publisherIdentifier="https://ror.org/04z8jg394" publisherIdentifierScheme="ROR">Demo Repository</publisher>
  <publicationYear>2024</publicationYear>
  <resourceType resourceTypeGeneral="PhysicalObject">Core</resourceType>
  <subjects><subject subjectScheme="Material" valueURI="https://vocabulary.example/basalt">basalt</subject></subjects>
  <contributors>
    <contributor contributorType="DataCollector"><contributorName nameType="Personal">Demo Collector</contributorName></contributor>
    <contributor contributorType="HostingInstitution"><contributorName nameType="Organizational">Demo Core Store</contributorName></contributor>
  </contributors>
  <dates><date dateType="Collected">2021-05-03/2021-05-04</date><date dateType="Created" dateInformation="cut">2021-06-01</date></dates>
  <alternateIdentifiers><alternateIdentifier alternateIdentifierType="Local">CORE-7</alternateIdentifier></alternateIdentifiers>
  <relatedIdentifiers>
    <relatedIdentifier relatedIdentifierType="DOI" relationType="IsReferencedBy" resourceTypeGeneral="JournalArticle">10.5072/PAPER</relatedIdentifier>
    <relatedIdentifier relatedIdentifierType="DOI" relationType="IsPartOf">10.60510/demo.1</relatedIdentifier>
  </relatedIdentifiers>
  <sizes><size>1 m</size></sizes><formats><format>split core</format></formats><version>2</version>
  <rightsList><rights rightsURI="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</rights></rightsList>
  <descriptions><description descriptionType="Abstract" xml:lang="en">A piece of a demo core</description></descriptions>
  <geoLocations><geoLocation>
    <geoLocationPlace>Demo Bay</geoLocationPlace>
    <geoLocationPoint><pointLatitude>-43.25</pointLatitude><pointLongitude>170.5</pointLongitude></geoLocationPoint>
    <geoLocationBox><westBoundLongitude>170</westBoundLongitude><eastBoundLongitude>171</eastBoundLongitude><southBoundLatitude>-44</southBoundLatitude><northBoundLatitude>-43</northBoundLatitude></geoLocationBox>
    <geoLocationPolygon>
      <polygonPoint><pointLatitude>1</pointLatitude><pointLongitude>2</pointLongitude></polygonPoint>
      <polygonPoint><pointLatitude>1</pointLatitude><pointLongitude>3</pointLongitude></polygonPoint>
      <polygonPoint><pointLatitude>2</pointLatitude><pointLongitude>3</pointLongitude></polygonPoint>
      <polygonPoint><pointLatitude>1</pointLatitude><pointLongitude>2</pointLongitude></polygonPoint>
    </geoLocationPolygon>
  </geoLocation></geoLocations>
  <fundingReferences><fundingReference><funderName>Demo Fund</funderName>
    <funderIdentifier funderIdentifierType="Crossref Funder ID">https://doi.org/10.13039/501100000780</funderIdentifier>
    <awardNumber awardURI="https://fund.example/D-42">D-42</awardNumber><awardTitle>Demo drilling</awardTitle></fundingReference></fundingReferences>
  <ourOwnElement>of no schema</ourOwnElement>
</resource>`
