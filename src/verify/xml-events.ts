/** Walks an XML part element by element, with a bound on nesting; entities are never fetched nor defined by it. */
import { Parser } from 'htmlparser2'
import type { Limits } from './limits.ts'

/** What a walk is told. Names are as written, with their prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** Nested deeper than any real document. */
export class TooDeep extends Error {}

/** Tells the handler of each element and text; throws `TooDeep`. Faulty XML is read as far as it goes. */
export const walkXml = (
  part: Uint8Array,
  handler: XmlHandler,
  { depth: most }: Pick<Limits, 'depth'>,
): void => {
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (++depth > most) throw new TooDeep(`elements are nested more than ${most} deep`)
        handler.open?.(name, attributes)
      },
      ontext: text => handler.text?.(text),
      onclosetag: name => {
        depth--
        handler.close?.(name)
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  const decoder = new TextDecoder(part[0] === 0xff && part[1] === 0xfe ? 'utf-16le' : 'utf-8')
  // In pieces: a parser that is given everything at once keeps everything twice.
  for (let from = 0; from < part.length; from += 65_536)
    parser.write(decoder.decode(part.subarray(from, from + 65_536), { stream: true }))
  parser.end()
}
