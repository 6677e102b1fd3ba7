/** Apache Jena Fuseki with TDB2, from Maven Central; needs Java 17. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { answers, cache, freePort, has, run, start } from './process.mjs'

export const name = 'Apache Jena Fuseki'

const VERSION = '5.6.0'

/** Undefined when it cannot be installed here. */
export const open = async folder => {
  const jar = join(cache, `jena-fuseki-server-${VERSION}.jar`)
  if (!has('java') || !(existsSync(jar) || has('mvn'))) return undefined
  if (!existsSync(jar))
    run('mvn', [
      '-q',
      'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy',
      `-Dartifact=org.apache.jena:jena-fuseki-server:${VERSION}`,
      `-DoutputDirectory=${cache}`,
    ])
  const port = await freePort()
  const server = start(
    'java',
    [
      '-Xmx700m',
      '-jar',
      jar,
      '--localhost',
      `--port=${port}`,
      '--tdb2',
      `--loc=${folder}`,
      '--update',
      '/ds',
    ],
    { cwd: folder, env: { ...process.env, FUSEKI_BASE: join(folder, 'run') } },
  )
  const root = `http://127.0.0.1:${port}/ds`
  await answers(`${root}/query`)
  return { query: `${root}/query`, update: `${root}/update`, graphStore: `${root}/data`, stop: server.stop }
}
