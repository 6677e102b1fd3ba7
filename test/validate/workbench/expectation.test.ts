import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schema, sh } from '../../../src/rdf/namespaces.ts'
import {
  kindText,
  type ResultKind,
  readExpectations,
  withExpectations,
} from '../../../src/validate/workbench/expectation.ts'

const MIN_COUNT = sh('MinCountConstraintComponent').value
const kind: ResultKind = { severity: 'Violation', component: MIN_COUNT, path: schema('name').value }

describe('expectations of examples', () => {
  it('reads severity, component, path and count, the component with or without its suffix', () => {
    const text = `# A demo
# expect: Violation MinCountConstraintComponent schema:name
# expect: Warning MinCount schema:name x3
# expect: Info Or
`
    expect(readExpectations(text)).toEqual({
      kinds: [
        kind,
        { ...kind, severity: 'Warning', count: 3 },
        { severity: 'Info', component: sh('OrConstraintComponent').value },
      ],
      unclear: [],
    })
  })

  it('takes prefixes of the example, then of the shapes, then those that are known', () => {
    const line = '# expect: Violation MinCount own:name'
    const path = (text: string, shapes?: string) => readExpectations(text, shapes).kinds[0]?.path
    expect(path(`${line}\n@prefix own: <urn:a:> .`, '@prefix own: <urn:b:> .')).toBe('urn:a:name')
    expect(path(line, '@prefix own: <urn:b:> .')).toBe('urn:b:name')
    expect(path(line)).toBe('own:name')
  })

  it('expands paths, and leaves whole IRIs alone', () => {
    const path = (text: string) => readExpectations(`# expect: Violation MinCount ${text}`).kinds[0]?.path
    expect(path('schema:name|(^schema:about*)')).toBe(
      `<${schema('name').value}>|(^<${schema('about').value}>*)`,
    )
    expect(path('<urn:schema:name>/schema:name')).toBe(`<urn:schema:name>/<${schema('name').value}>`)
  })

  it('does not guess what an unclear line means', () => {
    expect(readExpectations('# expect: Violation\n# expect: a b c d').unclear).toEqual([
      'Violation',
      'a b c d',
    ])
  })

  it('reads what it writes, whatever the kind', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/)
    const iri = fc.oneof(
      word.map(name => schema(name).value),
      word.map(name => `urn:x-demo:${name}`),
    )
    const path = fc.oneof(
      iri,
      fc.tuple(iri, iri).map(([a, b]) => `<${a}>/(^<${b}>)`),
    )
    const kinds = fc.record({
      severity: fc.constantFrom('Violation', 'Warning', 'Info'),
      component: word.map(name => sh(`${name}ConstraintComponent`).value),
      path,
      count: fc.integer({ min: 2, max: 999 }),
    })
    fc.assert(
      fc.property(kinds, each => {
        expect(readExpectations(`# expect: ${kindText(each)}`).kinds).toEqual([each])
      }),
    )
  })

  it('writes expectations where they stood, else below the first comment, and nothing else changes', () => {
    const line = `# expect: ${kindText(kind)}`
    expect(withExpectations('# A demo\n# expect: old\n# by us\nx:a .', [kind])).toBe(
      `# A demo\n${line}\n# by us\nx:a .`,
    )
    expect(withExpectations('# A demo\nx:a .\n# end', [kind])).toBe(`# A demo\n${line}\nx:a .\n# end`)
    expect(withExpectations('x:a .', [kind])).toBe(`${line}\nx:a .`)
  })
})
