/** Wikidata items. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { type Identifier, identifier } from './identifier.ts'

const WRITTEN =
  /^(?:(?:https?:\/\/)?(?:www\.|m\.)?wikidata\.org\/(?:wiki|entity)\/(?:Special:Entity(?:Data|Page)\/)?|(?:wikidata|wd)\s*:\s*|wikidata\s+)(Q[1-9]\d{0,11})(?:[.?#]\S*)?$/i

/** The item that a text is: page or entity URL, or `wikidata:Q…`. */
export const wikidata = (text: string): Identifier | undefined => {
  const item = WRITTEN.exec(text)?.[1]?.toUpperCase()
  return item ? identifier('wikidata', RESOLVERS.wikidata, item, `wikidata:${item}`) : undefined
}
