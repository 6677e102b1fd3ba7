/** Tries hostile SERVICE targets against a graph that may ask one honest endpoint, and tells what came of each. */

import { withFederation } from '../../../src/graph/federation/federated.ts'
import { isPrivateAddress } from '../../../src/registry/addresses.ts'
import { HOSTILE_NAMES, hostileTargets } from './hostile-targets.ts'
import { graphOf, lookupOf, startEndpoint, storeOf } from './stores.ts'

export interface Verdict {
  readonly trick: string
  readonly address: string
  /** Problem code, or `answered`. */
  readonly code: string
  readonly detail: string
}

/** An address of the documentation range (RFC 5737) that stands for the public internet here, and leads to loopback. */
const PUBLIC = '127.0.0.77'

/**
 * Asks for every target, and for redirects from an honest endpoint to some of them. `port`: a listener on loopback that
 * counts who comes. The honest endpoint listens on loopback too; its address alone counts as public.
 */
export const tryTargets = async (port: number, { guarded = true } = {}): Promise<readonly Verdict[]> => {
  const targets = hostileTargets(port)
  const redirects: Readonly<Record<string, string>> = {
    'to loopback': `http://127.0.0.1:${port}/sparql`,
    'to metadata': 'http://169.254.169.254/latest/meta-data/',
    'to another scheme': 'file:///etc/passwd',
    'to a listed name that leads inside': `http://inside.example:${port}/sparql`,
  }
  let goTo = ''
  const honest = await startEndpoint('honest.example', (_, response) =>
    response.writeHead(307, { location: goTo }).end(),
  )
  const listed = targets.filter(target => target.listed).map(target => target.address)
  const graph = withFederation(graphOf(storeOf('')), {
    allow: ['http://public.example/sparql', honest.url, ...listed],
    base: 'http://local',
    deadlineMs: 5000,
    lookup: lookupOf({ ...HOSTILE_NAMES, 'honest.example': PUBLIC }),
    forbidden: address => guarded && address !== PUBLIC && isPrivateAddress(address),
  })
  const ask = async (trick: string, address: string): Promise<Verdict> => {
    const service = guarded ? address : (listed.find(one => one === address) ?? honest.url)
    const result = await graph.query(`SELECT * { SERVICE <${service}> { ?s ?p ?o } }`)
    return result.ok
      ? { trick, address, code: 'answered', detail: '' }
      : { trick, address, code: result.problem.code, detail: result.problem.detail }
  }
  try {
    const verdicts: Verdict[] = []
    for (const { trick, address } of targets) verdicts.push(await ask(trick, address))
    for (const [trick, address] of Object.entries(redirects)) {
      goTo = address
      const verdict = await ask(`redirect ${trick}`, honest.url)
      verdicts.push({ ...verdict, address })
    }
    return verdicts
  } finally {
    await graph.close()
    await honest.close()
  }
}
