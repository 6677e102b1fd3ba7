/** The interface over one harvested record, with a checker in threads as `lodestone serve` has it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../src/archive/open.ts'
import { checkerFor } from '../../src/cli/validate-checker.ts'
import { readConfig } from '../../src/config.ts'
import type { RecordOutcome } from '../../src/model/record.ts'
import { createApp } from '../../src/serve/app.ts'
import { openParts } from '../../src/serve/parts.ts'
import { type CheckerOptions, openChecker } from '../../src/validate/checker.ts'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { sha256 } from '../support/build-record.ts'

export const SAMPLE = 'https://doi.org/10.5072/demo-1'
export const PAGE = `<!doctype html>
<title>Demo</title>
<script type="application/ld+json">
{
  "@context": "https://schema.org/",
  "@type": "Product",
  "identifier": "igsn:10.5072/DEMO-1",
  "name": "Demo sample",
  "material": "unobtainium"
}
</script>
<p>&lt;/li&gt;<b>markup</b>`

const harvested = (): RecordOutcome => {
  const outcome = recordOf('https://repository.example/1', [{ iri: SAMPLE, name: 'Demo sample' }])
  return {
    ...outcome,
    body: new TextEncoder().encode(PAGE),
    bodyDigest: sha256(PAGE),
    mediaType: 'text/html',
  }
}

/** Opens the whole interface without a socket; `checker` in place of the usual limits. */
export const openWorkbench = async (limits?: Partial<CheckerOptions>) => {
  const data = mkdtempSync(join(tmpdir(), 'lodestone-validate-'))
  const archive = await openArchive(data)
  if (!archive.ok) throw new Error(archive.problem.detail)
  await archive.value.write([harvested()])
  await archive.value.close()
  const config = readConfig({ data, port: 0, graphReplicas: 1 }, {})
  if (!config.ok) throw new Error(config.problem.detail)
  const file = new URL('../../dist/cli/validate-worker.js', import.meta.url)
  const workerData = { base: config.value.base }
  const checker = limits ? openChecker({ file, workerData, ...limits }) : checkerFor(config.value)
  const parts = await openParts({ config: config.value, sources: [], checker })
  if (!parts.ok) throw new Error(parts.problem.detail)
  await parts.value.caughtUp()
  const app = createApp(parts.value.deps)
  return {
    app,
    post: async (path: string, body: string | FormData, headers: Record<string, string> = {}) =>
      app.request(path, { method: 'POST', body, headers }),
    close: async () => {
      await parts.value.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
