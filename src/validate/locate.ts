/** From a result to the line of the document that it speaks of. */
import type { Path } from '../shacl/paths/path.ts'
import type { ValidationResult } from '../shacl/result.ts'
import { type PlacedObject, placeJson } from './json-places.ts'
import type { StatementLines } from './read-statements.ts'

/** The line of a result, from 1; undefined when the document has no place for it. */
export type Locate = (result: ValidationResult) => number | undefined

/** Properties that a path may begin and end with. */
const ends = (path: Path | undefined, which: 'first' | 'last'): readonly string[] => {
  if (!path) return []
  switch (path.kind) {
    case 'property':
      return [path.property.value]
    case 'inverse':
      return []
    case 'sequence':
      return ends(which === 'first' ? path.steps[0] : path.steps.at(-1), which)
    case 'alternative':
      return path.options.flatMap(option => ends(option, which))
    case 'repeat':
      return ends(path.path, which)
  }
}

/** Lines of statements: that of the value, else of the property, else of the focus node. */
export const locateStatements =
  (lines: StatementLines): Locate =>
  ({ focusNode, path, value }) => {
    for (const property of ends(path, 'first')) {
      const line = lines.find(focusNode, property, value)
      if (line !== undefined && line !== lines.find(focusNode)) return line
    }
    return lines.find(focusNode)
  }

const localName = (iri: string): string => /[^/#:]+$/.exec(iri)?.[0] ?? iri

/** Keys by which documents name what an object speaks of, the surest first. */
const NAMES = ['@id', 'id', 'identifier', 'url', 'igsn', 'doi', 'sameAs', 'value', '@value']

/** An identifier without what is spelt in many ways: scheme, host, upper case. */
const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/[^/]+\/(?:10273\/)?|(?:doi|igsn|orcid|ror|handle|hdl):\s*)/, '')

const keep = <T>(map: Map<string, T>, key: string, value: T): void => {
  if (!map.has(key)) map.set(key, value)
}

/** What is looked for in a document, found in one pass. */
const indexJson = (text: string) => {
  const { roots, objects } = placeJson(text)
  const named = new Map<string, PlacedObject>()
  const values = new Map<string, number>()
  const keys = new Map<string, number>()
  for (const name of NAMES)
    for (const object of objects)
      for (const member of object.members)
        if (member.key === name) for (const value of member.values) keep(named, plain(value.text), object)
  for (const { members } of objects)
    for (const { key, line, values: placed } of members) {
      keep(keys, localName(key).toLowerCase(), line)
      for (const value of placed) {
        keep(values, value.text, value.line)
        keep(values, plain(value.text), value.line)
      }
    }
  return { named, values, keys, main: roots.flatMap(({ inner }) => inner)[0] }
}

const memberOf = ({ members }: PlacedObject, wanted: readonly string[], value: string | undefined) => {
  const found = members.filter(({ key }) => wanted.includes(localName(key).toLowerCase()))
  const placed = found.flatMap(({ values }) => values).find(({ text }) => text === value)
  return (placed ?? found[0])?.line
}

/**
 * Lines of JSON-LD. Keys are matched by the local name of the property, values by their text. A kernel value need not
 * stand in the document as it is; then the object that speaks of the focus node is the place. A guess, never certain.
 */
export const locateJson = (text: string): Locate => {
  const { named, values, keys, main } = indexJson(text)
  return ({ focusNode, path, value }) => {
    const object = focusNode.termType === 'NamedNode' ? named.get(plain(focusNode.value)) : undefined
    const valueText = value && value.termType !== 'BlankNode' ? value.value : undefined
    // Where a value is known, it may stand at the end of the path; what is missing is missed at its beginning.
    const properties = [...ends(path, 'first'), ...(value ? ends(path, 'last') : [])]
    const wanted = properties.map(each => localName(each).toLowerCase())
    const own = object && memberOf(object, wanted, valueText)
    if (own !== undefined) return own
    if (valueText !== undefined) {
      const line =
        values.get(valueText) ??
        values.get(plain(valueText)) ??
        wanted.map(key => keys.get(key)).find(each => each !== undefined)
      if (line !== undefined) return line
    }
    return (object ?? main)?.line
  }
}
