/** Where the samples of a person, organisation or publication come from. */
import { html } from 'hono/html'
import type { Clusters } from '../../catalogue/clusters.ts'
import { type Html, plural } from './text.ts'
import { worldMap } from './world-map.ts'

const side = (value: number, plus: string, minus: string): string =>
  `${Math.abs(value).toFixed(1)}° ${value < 0 ? minus : plus}`

/** `47.5° S to 56.5° N, 91.0° W to 179.2° E` of west, south, east, north. */
export const areaText = ([west, south, east, north]: readonly [number, number, number, number]): string =>
  `${side(south, 'N', 'S')} to ${side(north, 'N', 'S')}, ${side(west, 'E', 'W')} to ${side(east, 'E', 'W')}`

/** A map whose circles lead to the samples there among those that `search` finds; empty when none has a location. */
export const areaMap = (clusters: Clusters, search: string): Html =>
  clusters.located === 0
    ? ''
    : html`<section aria-labelledby="where"><h2 id="where">Where the samples come from</h2>
${worldMap(clusters, box => `${search}&bbox=${encodeURIComponent(box)}`)}
<p class="note">${plural(clusters.located, 'sample')} with a location. <a href="${search}">All on a large map, with filters</a></p></section>`
