import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/model/json-ld-document.ts'
import { contextOf, unknownContext } from '../../src/transform/unknown-context.ts'
import { PAGE, transform } from './open-test-lab.ts'

const A = 'https://a.stranger.example/context.jsonld'
const B = 'https://b.stranger.example/context.jsonld'

const contextsHeldBack = async (json: JsonValue): Promise<(string | undefined)[]> =>
  (await transform(json)).record.problems.map(contextOf)

describe('unknown contexts', () => {
  it('are a problem each, wherever the document names them, once per record', async () => {
    const json: JsonValue = [
      {
        '@context': ['https://schema.org/', A, { x: { '@id': 'https://x.example/', '@context': B } }],
        name: 'x',
      },
      { '@context': A, name: 'y' },
    ]
    expect(await contextsHeldBack(json)).toEqual([A, B])
  })

  it('are named absolutely when the document names them relative to its page', async () => {
    expect(await contextsHeldBack({ '@context': 'context.jsonld', name: 'x' })).toEqual([
      new URL('context.jsonld', PAGE).href,
    ])
  })

  it('name the command that pins them', async () => {
    const { record } = await transform({ '@context': A, name: 'x' })
    expect(record.problems[0]?.detail).toContain(`lodestone contexts pin ${A} --fetch`)
  })

  it('name a command that a shell runs nothing of the URL in', async () => {
    const hostile = "https://nowhere.example/$(id);'id"
    const { record } = await transform({ '@context': hostile, name: 'x' })
    expect(record.problems[0]?.detail).toContain(
      "lodestone contexts pin 'https://nowhere.example/$(id);'\\''id' --fetch",
    )
  })

  it('are told from other problems, and from quotes in their own URL', () => {
    const odd = 'https://x.example/"quoted"\\ context'
    expect(contextOf(unknownContext(odd, PAGE))).toBe(odd)
    expect(
      contextOf({ stage: 'lab', code: 'too-large', subject: PAGE, detail: '"x" is large' }),
    ).toBeUndefined()
  })
})
