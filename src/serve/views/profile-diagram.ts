/** A profile as a drawing: what it builds on, the shapes that find things in records, and what each asks for. */
import { html } from 'hono/html'
import type { PropertyRow, ShapeBox } from './profile-properties.ts'
import type { Html } from './text.ts'

/** What is drawn. */
export interface DiagramView {
  readonly title: string
  /** Titles of the profiles it builds on, the nearest first. */
  readonly ancestors: readonly string[]
  readonly boxes: readonly ShapeBox[]
}

// Narrow enough for a phone at its full size: nothing is scaled down.
const WIDTH = 340
const LEFT = 24
const ROW = 20
const HEAD = 40
const GAP = 16
const PROFILE = 30

const MARKS: Readonly<Record<string, string>> = { Violation: '●', Warning: '◐', Info: '○' }

/** Cuts a text to what a line holds; the whole text is in the table below. */
const shortened = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text

const heightOf = ({ rows }: ShapeBox): number => HEAD + rows.length * ROW + (rows.length > 0 ? 6 : 0)

const profileBox = (title: string, y: number, own: boolean): Html => html`<g>
<rect x="0.5" y="${y + 0.5}" width="${WIDTH - 1}" height="${PROFILE}" rx="15" fill="currentColor" fill-opacity="${own ? '0.14' : '0.04'}" stroke="currentColor" stroke-opacity="0.6"/>
<text x="${WIDTH / 2}" y="${y + 20}" text-anchor="middle" font-size="13"${own ? html` font-weight="700"` : ''} fill="currentColor">${shortened(title, 44)}</text></g>`

const rowLine = ({ name, count, severity, related }: PropertyRow, y: number): Html => html`<g>
<text x="${LEFT + 10}" y="${y}" font-size="12" fill="currentColor"><tspan>${MARKS[severity] ?? '◇'}</tspan><tspan x="${LEFT + 28}">${shortened(name, related.length > 0 ? 22 : 34)}</tspan></text>
<text x="${WIDTH - 8}" y="${y}" font-size="11" text-anchor="end" fill="currentColor" fill-opacity="0.75">${related.length > 0 ? `→ ${related.join(', ')}` : (count?.replace('at least ', '≥ ').replace('at most ', '≤ ') ?? '')}</text></g>`

const shapeBox = (box: ShapeBox, y: number): Html => html`<g>
<path d="M 8.5 ${y + 20} H ${LEFT}" stroke="currentColor" stroke-opacity="0.6" fill="none"/>
<rect x="${LEFT + 0.5}" y="${y + 0.5}" width="${WIDTH - LEFT - 1}" height="${heightOf(box)}" rx="5" fill="none" stroke="currentColor" stroke-opacity="0.6"/>
<rect x="${LEFT + 1}" y="${y + 1}" width="${WIDTH - LEFT - 2}" height="${HEAD - 4}" rx="4" fill="currentColor" fill-opacity="0.06"/>
<text x="${LEFT + 10}" y="${y + 16}" font-size="13" font-weight="700" fill="currentColor">${shortened(box.key, 38)}</text>
<text x="${LEFT + 10}" y="${y + 31}" font-size="11" fill="currentColor" fill-opacity="0.75">${shortened(box.targets.join(', ') || 'used by other shapes', 48)}</text>
${box.rows.map((each, i) => rowLine(each, y + HEAD + 14 + i * ROW))}</g>`

/** The drawing; everything it shows is in its description for those who do not see it. */
export const profileDiagram = ({ title, ancestors, boxes }: DiagramView): Html => {
  const chain = [...ancestors].reverse()
  const top = chain.length * (PROFILE + GAP)
  const tops: number[] = []
  let y = top + PROFILE + GAP
  for (const box of boxes) {
    tops.push(y)
    y += heightOf(box) + GAP
  }
  const last = tops.at(-1)
  const words = boxes
    .map(({ key, targets, rows }) => {
      const about = targets.length > 0 ? ` for ${targets.join(', ')}` : ''
      return `${key}${about}${rows.length > 0 ? `: ${rows.map(({ name }) => name).join(', ')}` : ''}`
    })
    .join('. ')
  return html`<svg class="diagram" role="img" aria-labelledby="diagram-title diagram-words" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif">
<title id="diagram-title">Diagram of the profile ${title}</title>
<desc id="diagram-words">${chain.length > 0 ? `It builds on ${ancestors.join(', which builds on ')}. ` : ''}Its shapes: ${words}.</desc>
${chain.map((each, i) => profileBox(each, i * (PROFILE + GAP), false))}
${chain.map((_, i) => {
  const from = (i + 1) * (PROFILE + GAP)
  return html`<path d="M ${WIDTH / 2} ${from} v ${-GAP + 3} m -5 5 l 5 -5 l 5 5" stroke="currentColor" stroke-opacity="0.6" fill="none"/>`
})}
${profileBox(title, top, true)}
${last === undefined ? '' : html`<path d="M 8.5 ${top + PROFILE} V ${last + 20}" stroke="currentColor" stroke-opacity="0.6" fill="none"/>`}
${boxes.map((box, i) => shapeBox(box, tops[i] ?? 0))}
</svg>
<p class="note">● required · ◐ recommended · ○ suggested; the number is how many values there must be</p>`
}
