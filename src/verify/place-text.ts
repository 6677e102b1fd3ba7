/** Places as people read them. */
import type { Place } from './document-text.ts'

/** `page 3`, `line 12`, `row 4, column 2`, `footnotes, paragraph 7`; empty when nothing is known. */
export const placeText = ({ page, line, row, column, paragraph, part }: Place): string =>
  [
    part ?? '',
    ...Object.entries({ page, line, row, column, paragraph }).map(([name, value]) =>
      value === undefined ? '' : `${name} ${value}`,
    ),
  ]
    .filter(piece => piece !== '')
    .join(', ')
