import { afterEach, describe, expect, it } from 'vitest'
import { Fleet } from '../../src/graph/embedded/fleet.ts'
import type { Replica } from '../../src/graph/embedded/replica.ts'
import { buildOutcomes } from '../support/build-record.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

describe('a fleet of replicas', () => {
  let small: SmallArchive
  let fleet: Fleet
  afterEach(async () => {
    await fleet.close()
    await small.remove()
  })

  it('renews a replica that holds much removed data, and has one ready all the while', async () => {
    small = await createSmallArchive()
    await small.archive.write(buildOutcomes(3))
    let wake = (): void => {}
    const seen: (readonly Replica[])[] = []
    const settings = {
      dataDir: small.dataDir,
      base: BASE,
      profiles: {},
      vocabulary: '',
      fixed: '',
      maxQuads: 1000,
      pollMs: 20,
      minRemoved: 5,
    }
    fleet = new Fleet(1, settings, {
      changed() {
        seen.push(fleet.members().filter(replica => replica.progress().ready))
        wake()
      },
      lost: (_, problem) => expect.unreachable(problem.detail),
    })
    const until = async (done: () => boolean): Promise<void> => {
      while (!done())
        await new Promise<void>(resolve => {
          wake = resolve
        })
    }
    const [first] = fleet.members()
    await until(() => first?.progress().generation === 3)
    const from = seen.length
    for (const id of [1, 2])
      await small.archive.withdraw(`https://repository.example/sample/${id}`, 'gone (410)')
    await until(() => fleet.members().length === 1 && fleet.members()[0] !== first)
    expect(seen.slice(from).every(ready => ready.length > 0)).toBe(true)
    expect(fleet.members()[0]?.progress()).toMatchObject({ generation: 5, removed: 0 })
  })
})
