import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openState } from '../../src/graph/remote/state.ts'

it('the state of a loader is what its file says, also after a change was taken back or all was cleared', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lodestone-state-'))
  const file = join(folder, 'state.db')
  const state = openState(file)
  try {
    expect(state.setting('load')).toBeUndefined()
    state.set('load', 'one')
    expect(state.setting('load')).toBe('one')
    const bug = new Error('a bug')
    expect(() =>
      state.atomically(() => {
        state.set('load', 'two')
        throw bug
      }),
    ).toThrow(bug)
    expect(state.setting('load')).toBe('one')
    const again = openState(file)
    expect(again.setting('load')).toBe('one')
    again.close()
    state.clear()
    expect(state.setting('load')).toBeUndefined()
  } finally {
    state.close()
    await rm(folder, { recursive: true, force: true })
  }
})
