/** Shorthands for reading the JSON trees of XML records. */

import type { JsonObject } from '../../model/json-ld-document.ts'
import { objectsIn, takeText } from './taking.ts'
import { TEXT } from './xml-tree.ts'

/** Elements `item` in the containers `list`, each once: `<list><item/></list>`. */
export const inList = (parent: JsonObject, list: string, item: string): JsonObject[] =>
  objectsIn(parent, list).flatMap(container => objectsIn(container, item))

/** Takes an element's own text. */
export const takeOwn = (element: JsonObject | undefined): string | undefined =>
  element && takeText(element, TEXT)

/** Takes the text of the first child element of a name. */
export const childText = (parent: JsonObject, name: string): string | undefined =>
  takeOwn(objectsIn(parent, name)[0])

/** Takes the texts of all child elements of a name. */
export const childTexts = (parent: JsonObject, name: string): string[] =>
  objectsIn(parent, name).flatMap(element => takeOwn(element) ?? [])

/** Takes the texts of elements `item` in the containers `list`. */
export const listTexts = (parent: JsonObject, list: string, item: string): string[] =>
  inList(parent, list, item).flatMap(element => takeOwn(element) ?? [])

/** The last part of a term's IRI, or the text itself. */
export const localTerm = (term: string | undefined): string | undefined =>
  term?.replace(/[/#]+$/, '').replace(/^.*[/#]/, '')
