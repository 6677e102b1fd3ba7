/** Names of people as citation formats want them. */
import type { Party } from './citable.ts'

/** Parts of a name that is written `Family, Given`; nobody can tell them apart in one that is not. */
export const nameParts = ({
  name,
  kind,
}: Party): { readonly family: string; readonly given: string } | undefined => {
  const [, family, given] = kind === 'person' ? (/^\s*([^,]+?)\s*,\s*([^,]+?)\s*$/.exec(name) ?? []) : []
  return family === undefined || given === undefined ? undefined : { family, given }
}

/** One line of text: every run of white space and control characters is one blank. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
