import { afterEach, describe, expect, it } from 'vitest'
import type { Clone } from '../../../src/graph/embedded/clone.ts'
import { Succession } from '../../../src/graph/embedded/succession.ts'
import { buildOutcomes } from '../../support/build-record.ts'
import { BASE, createSmallArchive, type SmallArchive } from '../small-archive.ts'

describe('a succession', () => {
  let small: SmallArchive
  let succession: Succession
  afterEach(async () => {
    await succession.close()
    await small.remove()
  })

  it('renews a keeper that holds much removed data, with clones ready all the while', async () => {
    small = await createSmallArchive()
    await small.archive.write(buildOutcomes(3))
    let wake = (): void => {}
    const seen: (readonly Clone[])[] = []
    succession = new Succession(
      {
        dataDir: small.dataDir,
        base: BASE,
        profiles: {},
        vocabulary: '',
        fixed: '',
        maxQuads: 1000,
        pollMs: 20,
        minRemoved: 5,
        saveFrom: 1_000_000,
        standby: 1,
        queryBytes: 2 ** 26,
        maxAnswerBytes: 2 ** 25,
      },
      {
        changed() {
          seen.push(succession.clones())
          wake()
        },
        lost: (_, detail) => expect.unreachable(detail),
      },
    )
    const until = async (done: () => boolean): Promise<void> => {
      while (!done())
        await new Promise<void>(resolve => {
          wake = resolve
        })
    }
    await until(() => succession.progress().generation === 3 && succession.clones().length === 1)
    const [first] = succession.clones()
    const from = seen.length
    for (const id of [1, 2])
      await small.archive.withdraw(`https://repository.example/sample/${id}`, 'gone (410)')
    await until(() => succession.clones().length === 1 && succession.clones()[0] !== first)
    expect(seen.slice(from).every(ready => ready.length > 0)).toBe(true)
    expect(succession.progress()).toMatchObject({ generation: 5, removed: 0 })
  })
})
