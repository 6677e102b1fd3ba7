/** Turtle for people: the engine writes every IRI in full, here they get their prefixes back. */

/** Strings, which are left alone, or IRIs. */
const PARTS =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|<([^<>"\s]*[#/])([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)>/g
const COMPACTED = /^(?:text\/turtle|application\/trig|text\/n3)\b/

/** Bytes that are read at once; a statement of the engine ends with ` .` and a line break, which no string contains. */
const CHUNK = 256 * 1024
const END = Buffer.from(' .\n')

/** Whether the text has prefixes of its own, or strings over several lines, in which statements seem to end. */
const isForeign = (body: Buffer): boolean =>
  body.includes('"""') ||
  body.includes("'''") ||
  /^\s*(?:@?prefix|@?base|version)\b/i.test(body.toString('latin1', 0, 200))

const declarations = (prefixes: Iterable<readonly [string, string]>): string => {
  const lines = [...prefixes].map(([prefix, namespace]) => `@prefix ${prefix}: <${namespace}> .\n`)
  return lines.length > 0 ? `${lines.join('')}\n` : ''
}

const piecesOf = function* (body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; ) {
    const found = body.indexOf(END, at + CHUNK)
    const end = found < 0 ? body.length : found + END.length
    yield body.subarray(at, end)
    at = end
  }
}

/**
 * A Turtle, TriG or N3 document with the IRIs of these namespaces (prefix -> IRI; the first of equals wins) written as
 * prefixed names, piece by piece; other documents, and those that have prefixes already, come as they are. Only the
 * prefixes that are used are declared, all of them when the document is long.
 */
export const compactTurtle = function* (
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
  prefixes: Readonly<Record<string, string>>,
): Generator<Uint8Array<ArrayBuffer>> {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!COMPACTED.test(mediaType) || isForeign(body)) {
    yield bytes
    return
  }
  const names = new Map<string, string>()
  for (const [prefix, namespace] of Object.entries(prefixes))
    if (!names.has(namespace)) names.set(namespace, prefix)
  const used = new Map<string, string>()
  const replace = (whole: string, namespace?: string, local?: string): string => {
    const prefix = namespace === undefined ? undefined : names.get(namespace)
    if (prefix === undefined || namespace === undefined) return whole
    used.set(prefix, namespace)
    return `${prefix}:${local}`
  }
  const long = body.length > CHUNK
  if (long) yield Buffer.from(declarations([...names].map(([namespace, prefix]) => [prefix, namespace])))
  for (const piece of piecesOf(body)) {
    const text = piece.toString('utf8').replace(PARTS, replace)
    yield Buffer.from(long ? text : declarations(used) + text)
  }
}
