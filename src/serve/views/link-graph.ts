/** The link graph as a picture (SVG 2): drawn on the server, its nodes are links, and it says in words what it shows. */
import { html } from 'hono/html'
import type { Family } from '../../catalogue/families.ts'
import type { SampleItem } from '../../catalogue/item.ts'
import { type GraphNode, type LinkGraph, linkGraph } from './link-graph-layout.ts'
import type { Html } from './text.ts'

const BOX = { width: 250, height: 34 } as const

const shortened = (text: string): string => {
  const letters = [...text]
  return letters.length > 34 ? `${letters.slice(0, 33).join('')}…` : text
}

// The width of the longest label is bound by `shortened`: nothing measures text here.
const box = ({
  kind,
  label,
  title = label,
  words,
  x,
  y,
}: GraphNode): Html => html`<title>${title} – ${words}</title>
<rect x="${x - BOX.width / 2}" y="${y - BOX.height / 2}" width="${BOX.width}" height="${BOX.height}" rx="${kind === 'person' || kind === 'organisation' ? 17 : 4}" class="${kind}"/>
<text x="${x}" y="${y - 2}" text-anchor="middle">${shortened(label)}</text>
<text x="${x}" y="${y + 12}" text-anchor="middle" class="words">${shortened(words)}</text>`

const nodeOf = (node: GraphNode): Html =>
  node.href === undefined
    ? html`<g>${box(node)}</g>`
    : html`<a href="${node.href}" aria-label="${`${node.words}: ${node.label}`}">${box(node)}</a>`

// From the nearer edge of one box to that of the other.
const edgeOf = (self: GraphNode, node: GraphNode): Html => {
  if (node.x === self.x) {
    const bend = self.x + BOX.width / 2
    return html`<path d="M ${bend} ${self.y} C ${bend + 40} ${self.y} ${bend + 40} ${node.y} ${bend} ${node.y}"/>`
  }
  const side = node.x < self.x ? -1 : 1
  const [from, to] = [self.x + (side * BOX.width) / 2, node.x - (side * BOX.width) / 2]
  const middle = (from + to) / 2
  return html`<path d="M ${from} ${self.y} C ${middle} ${self.y} ${middle} ${node.y} ${to} ${node.y}"/>`
}

const picture = ({ nodes: [self, ...others], width, height }: LinkGraph): Html =>
  self === undefined
    ? ''
    : html`<svg class="link-graph" viewBox="0 0 ${width} ${height}" role="group" aria-labelledby="graph">
<g class="edges" aria-hidden="true" fill="none" stroke="currentColor">${others.map(node => edgeOf(self, node))}</g>
${nodeOf(self)}${others.map(nodeOf)}</svg>`

/** The section, empty for a sample without any link. */
export const graphSection = (item: SampleItem, family: Family): Html => {
  const graph = linkGraph(item, family)
  return graph.nodes.length < 2
    ? ''
    : html`<section aria-labelledby="graph"><h2 id="graph">How it is connected</h2>
<p class="note">People and organisations to the left, what it is part of and what was made of it above and below, publications and data to the right.</p>
<div class="scroll">${picture(graph)}</div></section>`
}
