/** Starting and stopping the stores that the contract suite runs against. */

import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Where installed programs stay from one run to the next. */
export const cache = join(tmpdir(), 'lodestone-stores')
mkdirSync(cache, { recursive: true })

/** Runs a program to its end; its output is shown only when it fails. */
export const run = (command, args, options = {}) => execFileSync(command, args, { stdio: 'pipe', ...options })

/** Whether a program can be started. */
export const has = command => {
  try {
    run('sh', ['-c', `command -v ${command}`])
    return true
  } catch {
    return false
  }
}

/** A port on loopback that nobody uses now. */
export const freePort = () =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** Starts a program that goes on; `stop` ends it and waits for its end. */
export const start = (command, args, options = {}) => {
  const child = spawn(command, args, { stdio: 'ignore', ...options })
  const ended = new Promise(resolve => child.once('exit', resolve))
  return {
    async stop() {
      child.kill('SIGTERM')
      const timer = globalThis.setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(timer)
    },
  }
}

/** Resolves when the query service answers; rejects after a minute. */
export const answers = async url => {
  for (let second = 0; second < 60; second++) {
    const reply = await fetch(url, { method: 'POST', body: new URLSearchParams({ query: 'ASK {}' }) }).catch(
      () => undefined,
    )
    if (reply?.ok) return
    await setTimeout(1000)
  }
  throw new Error(`${url} did not answer within a minute`)
}
