import { Parser } from 'n3'
import { describe, expect, it } from 'vitest'
import type { DetailedResult } from '../../src/model/detailed-result.ts'
import { PREFIXES } from '../../src/rdf/namespaces.ts'
import { compileShapes } from '../../src/shacl/compile.ts'
import { DataGraph } from '../../src/shacl/data-graph.ts'
import { validate } from '../../src/shacl/validate.ts'
import { shapeDigests } from '../../src/validate/shape-digests.ts'
import { storedResults } from '../../src/validate/stored-result.ts'

const turtle = (text: string) =>
  new Parser().parse(
    `@prefix sh: <${PREFIXES.sh}> . @prefix xsd: <${PREFIXES.xsd}> . @prefix : <urn:demo:> . ${text}`,
  )

const resultsOf = (shapesText: string, data: string): readonly DetailedResult[] => {
  const shapes = turtle(shapesText)
  const compiled = compileShapes(shapes)
  if (!compiled.ok) throw new Error(compiled.problems[0]?.detail)
  const { results } = validate(compiled.value, new DataGraph(turtle(data)))
  return storedResults(results, 'quarry', shapeDigests(shapes))
}

const NAMELESS = ':S sh:targetNode :x ; sh:property [ sh:path :p ; sh:minCount 1 ] .'

describe('a stored result', () => {
  it('has the message in English and German', () => {
    const [result] = resultsOf(NAMELESS, ':x :q 1 .')
    expect(result?.messages?.map(({ language }) => language).sort()).toEqual(['de', 'en'])
    expect(result?.messages?.map(({ text }) => text)).toContain(result?.message)
  })

  it('tells a shape without a name by what it says and where, whatever the parser calls it', () => {
    const digest = (shapes: string) => resultsOf(shapes, ':x :q 1 .').map(each => each.shapeDigest)
    const [plain] = digest(NAMELESS)
    expect(plain).toMatch(/^[0-9a-f]{64}$/)
    expect(
      digest(`:T sh:targetNode :y ; sh:property [ sh:path :r ; sh:minCount 1 ] . ${NAMELESS}`),
    ).toContain(plain)
    expect(digest(NAMELESS.replace('minCount 1', 'minCount 2'))).not.toContain(plain)
    expect(digest(NAMELESS.replace(':S ', ':T '))).not.toContain(plain)
    expect(new Set(digest(`${NAMELESS} :S sh:property [ sh:path :p ; sh:minCount 2 ] .`)).size).toBe(2)
  })

  it('survives shapes that go in circles', () => {
    const [result] = resultsOf(
      ':S sh:targetNode :x ; sh:node _:a . _:a sh:property _:b . _:b sh:path :p ; sh:minCount 1 ; sh:node _:a .',
      ':x :q 1 .',
    )
    expect(result?.component).toContain('Node')
  })

  it('holds what the inner shapes found', () => {
    const [result] = resultsOf(
      ':S sh:targetNode :x ; sh:node :N . :N sh:property [ sh:path :p ; sh:minCount 1 ] .',
      ':x :q 1 .',
    )
    expect(result?.detail?.map(({ path }) => path)).toEqual(['urn:demo:p'])
    expect(result?.detail?.[0]?.shapeDigest).toBeDefined()
  })

  it('is short when there are very many', () => {
    const all = resultsOf(
      ':S sh:targetSubjectsOf :q ; sh:property [ sh:path :p ; sh:minCount 1 ] .',
      Array.from({ length: 300 }, (_, i) => `:x${i} :q 1 .`).join(' '),
    )
    expect(all).toHaveLength(300)
    expect(all.filter(({ messages }) => messages)).toHaveLength(200)
    expect(all[299]?.message).not.toBe('')
  })
})
