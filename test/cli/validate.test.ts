import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Parser } from 'n3'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { Misuse } from '../../src/cli/command.ts'
import { validate } from '../../src/cli/validate.ts'
import { PREFIXES, sh } from '../../src/rdf/namespaces.ts'
import { bundled } from '../../src/registry/bundled.ts'
import { sampleJson } from '../support/demo-pages.ts'

const TURTLE = `@prefix sosa: <${PREFIXES.sosa}> .
@prefix schema: <${PREFIXES.schema}> .

<https://demo.example/1> a sosa:Sample ;
  schema:name "Demo, \\"sample\\"" ;
  schema:elevation "=high" .
`
const SHAPES = `@prefix sh: <${PREFIXES.sh}> .
@prefix schema: <http://schema.org/> .
@prefix sosa: <${PREFIXES.sosa}> .
<urn:demo:elevation> a sh:NodeShape ; sh:targetClass sosa:Sample ;
  sh:property [ sh:path schema:elevation ; sh:nodeKind sh:IRI ; sh:severity sh:Warning ] .
`

let folder: string
let out: MockInstance<typeof console.log>
let err: MockInstance<typeof console.error>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'validate-'))
  out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  err = vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const run = (...args: string[]) => validate.run([...args, '--data', folder])
const said = (spy: MockInstance = out): string => spy.mock.calls.flat().join('\n')
const json = () => JSON.parse(said())
const example = (name: string): string => bundled(`shapes/geology/examples/${name}.ttl`)
const page = (id: number): string =>
  `<!doctype html>\n<title>Demo</title>\n<script type="application/ld+json">\n${JSON.stringify(sampleJson(id, { material: 'unobtainium' }), null, 2)}\n</script>`

describe('lodestone validate', () => {
  it('ends with 0 for what conforms, 1 for what does not, 2 for what cannot be checked', async () => {
    expect(await run(example('valid/hand-sample'), '--profile', 'geology')).toBe(0)
    expect(await run(example('invalid/tissue'), '--profile', 'geology')).toBe(1)
    expect(await run(file('broken.ttl', '<urn:a> <urn:b>\n<urn:c> <urn:d> .'))).toBe(2)
    expect(said(err)).toMatch(/broken\.ttl:2: syntax-error/)
    expect(await run(join(folder, 'none.ttl'))).toBe(2)
    expect(await run(example('valid/hand-sample'), join(folder, 'none.ttl'))).toBe(2)
    expect(said()).toContain('2 files: 1 conform, 0 do not, 1 could not be checked')
  })

  it('walks a page through the pipeline, Turtle not at all, and says which', async () => {
    expect(await run(file('page.html', page(1)), '--profile', 'kernel')).toBe(0)
    expect(said()).toContain('went through the whole pipeline; its kernel graph')
    await run(file('sample.ttl', TURTLE))
    expect(said()).toContain('checked as it is (3 statements)')
  })

  it.each([
    ['Turtle', TURTLE, 'as-is'],
    ['N-Quads', `<urn:a> <${PREFIXES.schema}name> "x" <urn:g> .\n`, 'as-is'],
    ['JSON-LD', JSON.stringify(sampleJson(1)), 'kernel'],
    ['a list of JSON-LD', JSON.stringify([sampleJson(1)]), 'kernel'],
    ['a page', page(1), 'kernel'],
    ['Turtle that begins with a blank node', `[] a <${PREFIXES.sosa}Sample> .`, 'as-is'],
  ])('tells %s by its content', async (_, content, validated) => {
    await run(file('unnamed', content), '--format', 'json')
    expect(json()).toMatchObject({ validated })
  })

  it('reads JSON-LD as it is when asked', async () => {
    const path = file('sample.jsonld', JSON.stringify(sampleJson(1)))
    const shapes = file(
      'shapes.ttl',
      `@prefix sh: <${PREFIXES.sh}> . @prefix s: <${PREFIXES.schema}> .
      <urn:s> a sh:NodeShape ; sh:targetClass s:Product ; sh:property [ sh:path s:url ; sh:minCount 1 ] .`,
    )
    expect(await run(path, '--raw', '--shapes', shapes, '--format', 'json')).toBe(1)
    expect(json()).toMatchObject({ validated: 'as-is', results: [{ path: `${PREFIXES.schema}url` }] })
  })

  it('names lines of JSON-LD inside a page', async () => {
    await run(file('page.html', page(1)), '--profile', 'geology', '--format', 'json')
    const { results, lines } = json()
    const line = (wanted: string): number =>
      lines[
        results.findIndex(
          ({ path, profile }: { path?: string; profile: string }) =>
            profile === 'geology' && path?.includes(wanted),
        )
      ]
    expect(page(1).split('\n')[line('material') - 1]).toContain('unobtainium')
  })

  it('counts every result of given shapes as SHACL does, or from the severity that was chosen', async () => {
    const [data, shapes] = [file('sample.ttl', TURTLE), file('shapes.ttl', SHAPES)]
    expect(await run(data, '--shapes', shapes)).toBe(1)
    expect(await run(data, '--shapes', shapes, '--fail-on', 'warning')).toBe(1)
    expect(await run(data, '--shapes', shapes, '--fail-on', 'violation')).toBe(0)
  })

  it('tells nothing to check from conforming (w3c/data-shapes#325)', async () => {
    const shapes = file('shapes.ttl', SHAPES)
    expect(await run(file('other.ttl', '<urn:a> a <urn:B> .'), '--shapes', shapes)).toBe(2)
    expect(said(err)).toContain('nothing-targeted')
    expect(said()).toContain('nothing was checked')
  })

  it('refuses ill-formed shapes with their lines, once', async () => {
    const shapes = file('shapes.ttl', SHAPES.replace('sh:nodeKind sh:IRI', 'sh:nodeKnd sh:IRI'))
    const data = file('sample.ttl', TURTLE)
    expect(await run(data, data, '--shapes', shapes)).toBe(2)
    expect(said(err).match(/shapes\.ttl:5: unknown-shape-term: .*did you mean "nodeKind"/g)).toHaveLength(1)
  })

  it('explains in two languages who asks, which branch is closest and what to do', async () => {
    const path = file(
      'dates.ttl',
      `${TURTLE}<https://demo.example/1> sosa:isResultOf [ <${PREFIXES.prov}startedAtTime> "2019-13-05"^^<${PREFIXES.xsd}date> ] .`,
    )
    await run(path, '--explain')
    expect(said()).toContain('the kernel, which decides')
    expect(said()).toMatch(/├ 1\. \(closest\)\n.*Datatype/)
    expect(said()).toContain('to do: write it as xsd:date, e.g. 2024-05-31')
    await run(path, '--explain', '--language', 'de')
    expect(said()).toContain('zu tun: als xsd:date schreiben, z. B. 2024-05-31')
  })

  it.each([
    [['x.ttl', '--format', 'tabel'], 'did you mean "table"'],
    [['x.ttl', '--profile', 'a', '--shapes', 'b'], 'not both'],
    [['x.ttl', '--language', 'fr'], 'en, de'],
    [[], 'at least one file'],
    [['-', '-'], 'once'],
  ])('refuses %j', async (args, says) => {
    await expect(run(...args)).rejects.toThrow(Misuse)
    await expect(run(...args)).rejects.toThrow(says)
  })

  it('lets shapes import a bundled profile, and nothing else', async () => {
    const importing = (iri: string): string =>
      file('shapes.ttl', `${SHAPES}<urn:demo> <${PREFIXES.owl}imports> <${iri}> .`)
    const data = file('sample.ttl', TURTLE)
    expect(await run(data, '--shapes', importing('urn:x-lodestone:profile:kernel'), '--format', 'json')).toBe(
      1,
    )
    expect(json().results.length).toBeGreaterThan(5)
    expect(await run(data, '--shapes', importing('https://elsewhere.example/shapes'))).toBe(2)
    expect(said(err)).toContain('unknown-import')
  })

  it('says which profiles there are', async () => {
    expect(await run(file('sample.ttl', TURTLE), '--profile', 'geologie')).toBe(2)
    expect(said(err)).toContain('did you mean "geology"?')
  })
})

describe('the formats of lodestone validate', () => {
  const report = async (format: string): Promise<string> => {
    await run(file('sample.ttl', TURTLE), '--shapes', file('shapes.ttl', SHAPES), '--format', format)
    return said()
  }

  it('give JSON as the contract has it', async () => {
    const { conforms, results } = JSON.parse(await report('json'))
    expect(conforms).toBe(false)
    expect(results).toEqual([
      {
        focusNode: { type: 'uri', value: 'https://demo.example/1' },
        path: `${PREFIXES.schema}elevation`,
        value: { type: 'literal', value: '=high' },
        component: sh('NodeKindConstraintComponent').value,
        severity: sh('Warning').value,
        message: 'The value must be of kind sh:IRI',
        profile: 'shapes',
      },
    ])
  })

  it.each(['turtle', 'nt'])('give %s that a parser reads', async format => {
    const quads = new Parser().parse(await report(format))
    expect(quads.filter(({ predicate }) => predicate.equals(sh('resultPath')))).toHaveLength(1)
  })

  it('give SARIF with the line, for code hosts', async () => {
    const { version, runs } = JSON.parse(await report('sarif'))
    expect(version).toBe('2.1.0')
    expect(runs[0].results[0]).toMatchObject({
      level: 'warning',
      locations: [{ physicalLocation: { region: { startLine: 6 } } }],
    })
    expect(runs[0].invocations[0].executionSuccessful).toBe(true)
  })

  it('give JUnit with a case per profile', async () => {
    const text = await report('junit')
    expect(text).toMatch(/<testsuite name="[^"]*" tests="1" failures="1" errors="0" skipped="0">/)
    expect(text).toContain('line 6: Warning')
  })

  it('give CSV whose cells no spreadsheet runs', async () => {
    const [head, row] = (await report('csv')).split('\r\n')
    expect(head).toMatch(/^file,line,severity/)
    expect(row).toContain(",'=high,")
  })

  it('give HTML that shows markup as text', async () => {
    await run(
      file('evil.ttl', TURTLE.replace('=high', '<script>alert(1)</script>')),
      '--format',
      'html',
      '--explain',
    )
    expect(said()).toContain('&lt;script&gt;')
    expect(said()).not.toContain('<script')
  })
})
