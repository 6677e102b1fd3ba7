import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/validate/workbench/formats/sarif.ts'
import { loadKnownTerms } from '../../../src/validate/workbench/lint/known-terms.ts'
import { lintProfile } from '../../../src/validate/workbench/lint/lint.ts'
import { ASKS_NAME, type FolderSketch, PREFIX_LINES, sample, tested } from './profile-folder.ts'

const known = await loadKnownTerms()
const before = PREFIX_LINES.split('\n').length - 1

const lint = (sketch: FolderSketch): readonly Finding[] => {
  const test = tested(sketch)
  return lintProfile(test.profile, test, known)
}
/** `rule@line` of each finding; lines count from the first one of the shapes. */
const rules = (shapes: string, more: Partial<FolderSketch> = {}): string[] =>
  lint({ shapes, ...more }).map(({ rule, places: [place] }) => `${rule}@${(place?.line ?? 0) - before}`)
/** A property shape of samples, with a message, on line 3. */
const property = (parameters: string, path = 'schema:name'): string =>
  `c:S a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:property c:P .
c:P sh:path ${path} ; sh:message "demo"@en ;
  ${parameters} .`

describe('lint', () => {
  it('has nothing to say about sound shapes', () => {
    expect(rules(ASKS_NAME)).toEqual([])
  })

  it.each([
    ['a minimum of 0', 'sh:minCount 0'],
    ['a pattern that every text matches', 'sh:pattern ".*"'],
    ['a switch that is off', 'sh:uniqueLang false'],
  ])('finds %s, which can never fail', (_, parameters) => {
    expect(rules(property(parameters))).toContain('never-fails@3')
  })

  it('knows that a path that reaches the node itself always has a value', () => {
    const path = '[ sh:zeroOrMorePath dcterms:isPartOf ]'
    expect(rules(property('sh:minCount 1', path))).toEqual(['never-fails@3'])
    expect(rules(property('sh:minCount 2', path))).toEqual([])
  })

  it.each([
    ['more at least than at most', 'sh:maxCount 1 ; sh:minCount 2'],
    ['bounds that meet but exclude each other', 'sh:minInclusive 3 ; sh:maxExclusive 3'],
    ['lengths', 'sh:maxLength 3 ; sh:minLength 4'],
    ['a datatype of IRIs', 'sh:nodeKind sh:IRI ; sh:datatype xsd:string'],
    ['a class of literals', 'sh:class skos:Concept ; sh:nodeKind sh:Literal'],
    ['languages of a datatype without', 'sh:datatype xsd:string ; sh:languageIn ( "en" )'],
    ['listed values of another datatype', 'sh:datatype xsd:date ; sh:in ( "a" "b" )'],
    ['a wanted value that is not listed', 'sh:in ( "a" ) ; sh:hasValue "b"'],
  ])('finds a contradiction: %s', (_, parameters) => {
    expect(rules(property(parameters))).toContain('contradiction@3')
  })

  it('finds an empty list, which allows nothing', () => {
    expect(lint({ shapes: property('sh:in ()') })[0]?.message).toContain('the list is empty')
  })

  it('finds single listed values that are never allowed', () => {
    const [finding] = lint({ shapes: property('sh:datatype xsd:string ; sh:in ( "a" 2 )') })
    expect(finding).toMatchObject({ rule: 'contradiction', level: 'warning' })
    expect(finding?.message).toContain('"2"')
  })

  it.each([
    ['flags without a pattern', 'sh:minCount 1 ; sh:flags "i"'],
    ['a qualified shape without a count', 'sh:minCount 1 ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ]'],
  ])('finds %s, which has no effect', (_, parameters) => {
    expect(rules(property(parameters))).toEqual(['no-effect@3'])
  })

  it('finds a severity that stands where it says nothing', () => {
    expect(rules(ASKS_NAME.replace('sh:property', 'sh:severity sh:Warning ; sh:property'))).toEqual([
      'no-effect@1',
    ])
  })

  it('finds a property shape that checks nothing, unless a closed shape needs it', () => {
    const shapes = (closed: string) =>
      `c:S a sh:NodeShape ; sh:targetClass sosa:Sample ${closed} ; sh:message "demo" ;\n sh:property [ sh:path schema:name ] .`
    expect(rules(shapes(''))).toContain('checks-nothing@2')
    expect(rules(shapes('; sh:closed true'))).toEqual([])
  })

  it('finds properties and classes that do not exist, with what may be meant', () => {
    const shapes = `${property('sh:minCount 1 ; sh:class schema:Persn', '( schema:nmae\n sosa:isSampelOf )')}`
    const findings = lint({ shapes })
    expect(findings.map(({ message }) => message)).toEqual([
      'schema:nmae is no property of its vocabulary, did you mean "name"?',
      'sosa:isSampelOf is no property of its vocabulary, did you mean "isSampleOf"?',
      'schema:Persn is no class of its vocabulary, did you mean "Person"?',
    ])
    expect(findings.map(({ places: [place] }) => (place?.line ?? 0) - before)).toEqual([2, 3, 4])
  })

  it('finds a class that is used as a property', () => {
    expect(lint({ shapes: property('sh:minCount 1', 'schema:Person') })[0]?.message).toBe(
      'schema:Person is a class, not a property',
    )
  })

  it('skips vocabularies that it does not know, with a note', () => {
    expect(lint({ shapes: property('sh:minCount 1', '<https://demo.example/v#a>') })).toMatchObject([
      { rule: 'unknown-vocabulary', level: 'note' },
    ])
  })

  it('finds schema.org in two spellings', () => {
    const shapes = property('sh:minCount 1 ; sh:equals <http://schema.org/alternateName>')
    expect(rules(shapes)).toEqual(['mixed-namespaces@3'])
  })

  it('finds shapes that nothing leads to, once for the outermost', () => {
    const shapes = `${ASKS_NAME}\nc:Lost a sh:NodeShape ; sh:property c:Inner .\nc:Inner sh:path schema:url ; sh:minCount 1 .`
    expect(rules(shapes)).toEqual(['unreachable@3'])
  })

  it('notes what is switched off', () => {
    expect(rules(`${ASKS_NAME}\nc:HasName sh:deactivated true .`)).toContain('deactivated@3')
  })

  it('finds shapes without a message, and messages without a language that most others have', () => {
    expect(rules(ASKS_NAME.replace('; sh:message "no name"@en', ''))).toEqual(['no-message@2'])
    const three = ['a', 'b', 'c'].map(
      name =>
        `c:S sh:property c:${name} .\nc:${name} sh:path schema:name ; sh:maxCount 1 ; sh:message "x"@en${name === 'c' ? '' : ', "y"@de'} .`,
    )
    expect(rules(`c:S a sh:NodeShape ; sh:targetClass sosa:Sample .\n${three.join('\n')}`)).toEqual([
      'message-language@7',
    ])
  })

  it('asks for no message of shapes that never speak', () => {
    const shapes = `c:S a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:message "demo" ;
  sh:or ( [ sh:path schema:name ; sh:minCount 1 ] [ sh:path schema:url ; sh:minCount 1 ] ) .`
    expect(rules(shapes)).toEqual([])
  })

  it('passes on what the engine refuses, with the line, and looks at the rest all the same', () => {
    const found = rules(`${property('sh:minCuont 1')}\nc:Lost a sh:NodeShape ; sh:nodeKind sh:IRI .`)
    expect(found).toContain('invalid-shapes@3')
    expect(found).toContain('unreachable@4')
  })

  it('finds constraints that no example reaches, or fails', () => {
    const shapes = `${ASKS_NAME}\nc:Other a sh:NodeShape ; sh:targetClass schema:Person ; sh:nodeKind sh:IRI ; sh:message "demo"@en .`
    const invalid = { nameless: `# expect: Violation MinCount schema:name\n${sample('')}` }
    expect(rules(shapes, { invalid })).toEqual(['never-fired@2', 'never-evaluated@3'])
  })
})
