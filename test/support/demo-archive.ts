/** The demo's pages, converted and archived without a network: what a whole program can be asked about. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openArchive } from '../../src/archive/open.ts'
import { openRegistry } from '../../src/cli/registry.ts'
import type { Source } from '../../src/model/source.ts'
import { publishSite } from '../../src/publish/publish-site.ts'
import type { StyleName } from '../../src/publish/styles.ts'
import { bundled } from '../../src/registry/bundled.ts'
import { convert } from '../../src/walk/convert.ts'
import { openPipeline } from '../../src/walk/pipeline.ts'

const publishAgent = async (id: string, folder: string): Promise<void> => {
  const agents = JSON.parse(readFileSync(bundled('examples/agents.json'), 'utf8')) as {
    id: string
    name: string
    table: string
    style: StyleName
  }[]
  const agent = agents.find(one => one.id === id)
  if (!agent) throw new Error(`examples/agents.json has no agent "${id}"`)
  const published = await publishSite(readFileSync(bundled(`examples/${agent.table}`), 'utf8'), {
    style: agent.style,
    baseUrl: `https://${id}.example.org`,
    agent: { name: agent.name },
    outDir: folder,
  })
  if (!published.ok) throw new Error(published.problem.detail)
}

/** Publishes the three demo agents and archives what the pipeline makes of their pages in `folder`; returns their sources. */
export const archiveDemo = async (folder: string, base: string): Promise<readonly Source[]> => {
  const { sources } = await openRegistry(bundled('examples/sources.yaml'))
  const pipeline = openPipeline({ base })
  const archive = await openArchive(folder)
  if (!archive.ok) throw new Error(archive.problem.detail)
  for (const source of sources) {
    const site = join(folder, 'sites', source.id)
    await publishAgent(source.id, site)
    const files = readdirSync(join(site, 'samples')).filter(file => file.endsWith('.html'))
    const visits = files.map(file => {
      const url = `https://${source.id}.example.org/samples/${file}`
      const body = readFileSync(join(site, 'samples', file))
      const bodyDigest = createHash('sha256').update(body).digest('hex')
      const fetchedAt = '2026-01-02T03:04:05Z'
      const page = {
        url,
        finalUrl: url,
        status: 200,
        mediaType: 'text/html',
        fetchedAt,
        body,
        bodyDigest,
        links: [],
      }
      return { page, linked: [], source }
    })
    const converted = await convert(visits, pipeline)
    await archive.value.write(converted.flatMap(one => (one.kind === 'outcome' ? [one.outcome] : [])))
  }
  await archive.value.close()
  return sources
}
