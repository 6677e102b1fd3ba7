/** The columns that a table of samples may have: the one list that reading, checking and docs/agents.md follow. */

export interface Column {
  readonly name: string
  readonly about: string
  readonly required?: true
  /** Several values in one cell, separated by semicolons. */
  readonly list?: true
}

export const COLUMNS: readonly Column[] = [
  {
    name: 'igsn',
    required: true,
    about: 'The sample’s identifier: an IGSN as DOI (10.12345/ABC01), or a legacy IGSN code.',
  },
  { name: 'name', required: true, about: 'What people call the sample.' },
  { name: 'description', about: 'A sentence or more about the sample.' },
  { name: 'language', about: 'Language of the description, as a BCP 47 tag (en, de, pt-BR).' },
  { name: 'alternate_names', list: true, about: 'Other names: field numbers, museum numbers.' },
  {
    name: 'object_type',
    list: true,
    about: 'What kind of object it is (Core section, Whole organism, Artifact).',
  },
  { name: 'material', list: true, about: 'What it is made of (basalt, Soil, Organic material).' },
  { name: 'sampled_feature', list: true, about: 'What it stands for (Marine environment, Soil profile).' },
  { name: 'latitude', about: 'Decimal degrees north, WGS 84, −90 to 90.' },
  { name: 'longitude', about: 'Decimal degrees east, WGS 84, −180 to 180.' },
  {
    name: 'wkt',
    about:
      'Instead of latitude and longitude: POINT, LINESTRING, POLYGON or ENVELOPE (west, east, north, south), longitude first.',
  },
  { name: 'elevation', about: 'Metres above sea level; negative below.' },
  { name: 'place', about: 'Name of the place.' },
  {
    name: 'collected_start',
    about: 'When it was taken, as precise as known: 1987, 1987-06, 1987-06-21 or 1987-06-21T14:05:00Z.',
  },
  { name: 'collected_end', about: 'End of the sampling, when it took longer.' },
  { name: 'method', list: true, about: 'How it was taken (Piston coring, Hand auger).' },
  { name: 'collector', list: true, about: 'Who took it.' },
  {
    name: 'collector_orcid',
    list: true,
    about: 'ORCID of each collector, in the same order; leave a gap for unknown (first;;third).',
  },
  {
    name: 'contributors',
    list: true,
    about:
      'Others, each as name|ORCID|role; the role is a DataCite contributor type (DataCurator, Researcher).',
  },
  { name: 'custodian', about: 'The organisation that keeps the sample now.' },
  { name: 'custodian_ror', about: 'ROR id of the custodian.' },
  { name: 'custodian_contact', about: 'E-mail address or web page to ask for the sample.' },
  { name: 'owner', about: 'Who owns the sample, when it is not the custodian.' },
  { name: 'owner_ror', about: 'ROR id of the owner.' },
  { name: 'funder', about: 'Who paid for the sampling.' },
  { name: 'funder_ror', about: 'ROR id of the funder.' },
  { name: 'parent_igsn', list: true, about: 'The sample of which this one is a part.' },
  { name: 'collection_igsn', about: 'The collection it belongs to.' },
  { name: 'derived_from', list: true, about: 'The sample it was made from (thin section, extract).' },
  {
    name: 'publications',
    list: true,
    about:
      'Papers and data sets, each as DOI|relation|title; the relation is a DataCite relation type (IsReferencedBy, IsCitedBy).',
  },
  { name: 'licence', about: 'URL or name of the licence of the description.' },
  { name: 'access', about: 'Conditions of access to the sample, in words.' },
  { name: 'status', about: 'registered (the default), deprecated or destroyed.' },
  { name: 'registered', about: 'When the identifier was registered.' },
  {
    name: 'updated',
    about: 'When this description last changed; without it the time at which its page last changed is used.',
  },
]

/** A column whose value is published as a named property of the sample. */
export interface PropertyColumn extends Column {
  readonly label: string
  readonly unit?: string
  readonly numeric?: true
}

export const PROPERTY_COLUMNS: readonly PropertyColumn[] = [
  { name: 'taxon', label: 'Taxon', about: 'Scientific name of the organism.' },
  { name: 'tissue', label: 'Tissue', about: 'Tissue or organ.' },
  { name: 'sex', label: 'Sex', about: 'Sex of the organism.' },
  { name: 'life_stage', label: 'Life stage', about: 'Life stage of the organism.' },
  { name: 'preservation', label: 'Preservation', about: 'How it is kept (dry, ethanol, frozen).' },
  {
    name: 'depth_top',
    label: 'Depth, top',
    unit: 'm',
    numeric: true,
    about: 'Top of the interval below the surface or the core’s top, metres.',
  },
  {
    name: 'depth_bottom',
    label: 'Depth, bottom',
    unit: 'm',
    numeric: true,
    about: 'Bottom of the interval, metres.',
  },
  { name: 'geological_age', label: 'Geological age', about: 'Age or stratigraphic unit of time.' },
  { name: 'geological_unit', label: 'Geological unit', about: 'Formation or other unit.' },
  { name: 'cruise', label: 'Cruise or field programme', about: 'Cruise, expedition or field programme.' },
  { name: 'platform', label: 'Platform', about: 'Ship, vehicle or rig.' },
  { name: 'horizon', label: 'Soil horizon', about: 'Horizon designation (Ap, Bt2).' },
  { name: 'soil_class', label: 'Soil class', about: 'Class and its system (Haplic Luvisol, WRB).' },
  { name: 'munsell', label: 'Munsell colour', about: 'Colour, moist (10YR 4/3).' },
  { name: 'land_use', label: 'Land use', about: 'Land use at the site.' },
  { name: 'period', label: 'Period', about: 'Archaeological or historical period.' },
  { name: 'site', label: 'Site', about: 'Name of the site.' },
  { name: 'project', label: 'Project', about: 'Project or excavation.' },
  { name: 'excavator', label: 'Excavator', about: 'Who excavated.' },
  { name: 'context', label: 'Stratigraphic context', about: 'Context, locus or layer.' },
  { name: 'weight', label: 'Weight', unit: 'g', numeric: true, about: 'Weight in grams.' },
]

/** Prefix of free columns: `property:Grain size` is published as a property with that label. */
export const FREE_PROPERTY_PREFIX = 'property:'

/** Names the deliberate defect of a row; only read when faults are asked for. */
export const FAULT_COLUMN = '_fault'

/** Every column name but the free ones, for "did you mean". */
export const COLUMN_NAMES: readonly string[] = [...COLUMNS, ...PROPERTY_COLUMNS].map(column => column.name)
