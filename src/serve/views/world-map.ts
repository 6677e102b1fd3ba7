/** The map without a script: outlines of land and circles for groups of samples. */
import { html } from 'hono/html'
import type { Cluster, Clusters } from '../../catalogue/clusters.ts'
import { assetUrl } from './asset-files.ts'
import { count, type Html, plural, samplePath } from './text.ts'

const radius = (samples: number): number => 1.6 + Math.log10(samples) * 1.9

const address = (
  { properties: { id, bbox, count: samples } }: Cluster,
  searchBox: (bbox: string) => string,
): string => (samples === 1 && id !== undefined ? samplePath(id) : searchBox(bbox.join(',')))

const circle = (cluster: Cluster, searchBox: (bbox: string) => string): Html => {
  const [lon, lat] = cluster.geometry.coordinates
  const { count: samples, name } = cluster.properties
  const title = samples === 1 ? (name ?? '1 sample') : `${plural(samples, 'sample')} around here`
  return html`<a href="${address(cluster, searchBox)}" tabindex="-1"><title>${title}</title><circle cx="${lon}" cy="${-lat}" r="${radius(samples).toFixed(1)}"/></a>`
}

/** The world with the clusters of a search; `searchBox` makes the address of the search within `west,south,east,north`. */
export const worldMap = (
  clusters: Clusters,
  searchBox: (bbox: string) => string,
): Html => html`<svg class="world" viewBox="-180 -84 360 168" role="group" aria-label="Map: ${plural(clusters.located, 'sample')} with a location">
<rect class="sea" x="-180" y="-90" width="360" height="180"/>
<use class="land" href="${assetUrl('land.svg')}#land"/>
<g class="clusters">${clusters.features.map(cluster => circle(cluster, searchBox))}</g>
</svg>`

/** What the map leaves out, in words. */
export const located = (clusters: Clusters, total: number): string =>
  clusters.located === total
    ? `All ${count(total)} have a location.`
    : `${count(clusters.located)} of ${count(total)} have a location.`
