/** Oxigraph server: its program comes with the Python package. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { answers, cache, freePort, run, start } from './process.mjs'

export const name = 'Oxigraph server'

export const open = async folder => {
  const place = join(cache, 'oxigraph')
  const program = join(place, 'bin', 'oxigraph')
  if (!existsSync(program)) {
    run('python3', ['-m', 'venv', place])
    run(join(place, 'bin', 'pip'), ['install', '--quiet', 'oxigraph==0.5.13'])
  }
  const port = await freePort()
  const server = start(program, ['serve', '-l', folder, '-b', `127.0.0.1:${port}`, '--timeout-s', '10'])
  const root = `http://127.0.0.1:${port}`
  await answers(`${root}/query`)
  return { query: `${root}/query`, update: `${root}/update`, graphStore: `${root}/store`, stop: server.stop }
}
