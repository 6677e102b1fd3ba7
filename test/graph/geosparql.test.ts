import { readFileSync } from 'node:fs'
import { Store } from 'oxigraph'
import { describe, expect, it } from 'vitest'
import { GEO_FUNCTIONS } from '../../src/graph/extension-functions.ts'
import { PREFIXES } from '../../src/rdf/namespaces.ts'

const guide = readFileSync(new URL('../../docs/sparql.md', import.meta.url), 'utf8').split(
  '## GeoSPARQL functions',
)[1]
const geometries = /```sparql\n([\s\S]*?)```/.exec(guide ?? '')?.[1] ?? ''
const unit = /PREFIX uom: <[^>]+>/.exec(guide ?? '')?.[0] ?? ''
const calls = [...(guide ?? '').matchAll(/^\| `(geof:(\w+)\(.*\))` \| `(.*?)` \|/gm)].map(
  ([, call = '', name = '', result = '']) => ({ call, name, result }),
)
const store = new Store()

describe('the GeoSPARQL functions of the guide', () => {
  it('are all that the service description names', () => {
    expect(calls.map(({ name }) => name).sort()).toEqual(Object.keys(GEO_FUNCTIONS).sort())
  })

  it.each(calls)('$call gives $result', ({ call, result }) => {
    const query = `PREFIX geo: <${PREFIXES.geo}> PREFIX geof: <${PREFIXES.geof}> ${unit}
      SELECT (STR(${call}) AS ?result) WHERE { ${geometries} }`
    const [row] = store.query(query) as Map<string, { value: string }>[]
    const given = row?.get('result')?.value.replace(/^<[^>]*> /, '')
    expect(given?.slice(0, 12)).toBe(result.slice(0, 12))
    if (!/^\d+\.\d+/.test(result)) expect(given).toBe(result)
  })
})
