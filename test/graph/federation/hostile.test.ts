import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tryTargets, type Verdict } from './hostile-run.ts'
import { hostileTargets } from './hostile-targets.ts'

describe('hostile SERVICE targets', () => {
  let verdicts: readonly Verdict[]
  let contacts = 0
  const listener = createServer(socket => {
    contacts++
    socket.destroy()
  })
  beforeAll(async () => {
    listener.listen(0, '::')
    await once(listener, 'listening')
    verdicts = await tryTargets((listener.address() as AddressInfo).port)
  })
  afterAll(() => {
    listener.close()
  })

  it.each(hostileTargets(0).map(({ trick }) => trick))('refuses %s', trick => {
    const verdict = verdicts.find(one => one.trick === trick)
    expect(verdict).toMatchObject({ code: 'service-refused' })
    expect(verdict?.detail).toContain('was not asked')
  })

  it.each(['to loopback', 'to metadata', 'to another scheme', 'to a listed name that leads inside'])(
    'does not follow a redirect %s',
    trick => {
      expect(verdicts.find(one => one.trick === `redirect ${trick}`)).toMatchObject({
        code: 'service-refused',
      })
    },
  )

  it('are contacted by nobody, and there are more than twenty', () => {
    expect(verdicts.length).toBeGreaterThan(20)
    expect(contacts).toBe(0)
  })

  it('would be noticed if they were contacted', async () => {
    const before = contacts
    await tryTargets((listener.address() as AddressInfo).port, { guarded: false })
    expect(contacts).toBeGreaterThan(before)
  })
})
