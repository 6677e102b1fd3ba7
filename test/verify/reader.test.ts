import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openReader } from '../../src/verify/reader.ts'
import { docx, pdf, zipBomb } from './documents.ts'

const given = (bytes: Uint8Array) => ({ name: 'document', bytes, mediaType: '' })

describe('reading documents in threads', () => {
  it('gives what reading in this thread gives', async () => {
    const read = await openReader().read(given(docx(['10.58052/IEABC0001'])))
    expect(read.ok && read.value.mentions.map(({ text }) => text)).toEqual(['10.58052/IEABC0001'])
    expect(await openReader().read(given(zipBomb()))).toMatchObject({
      ok: false,
      problem: { code: 'zip-bomb' },
    })
  })

  it('gives up what takes too long, and goes on with the next', async () => {
    const reader = openReader({ threads: 1, deadlineMs: 1 })
    expect(await reader.read(given(pdf([['x']])))).toMatchObject({ ok: false, problem: { code: 'too-long' } })
    expect(await reader.read(given(strToU8('x')))).toMatchObject({ ok: false, problem: { code: 'too-long' } })
  })

  it('lives through a document that needs too much memory', async () => {
    const text = '10.58052/IEABC0001 '.repeat(600_000)
    const reader = openReader({ memoryMb: 8 })
    expect(await reader.read(given(strToU8(text)))).toMatchObject({ ok: false, problem: { code: 'damaged' } })
  })

  it('ends a thread whose buffers grow without bound, as of a stream that unpacks to gigabytes', async () => {
    const lines = Array.from({ length: 8 }, () => 'x'.repeat(30_000_000))
    const answer = await openReader({ growthMb: 60 }).read(given(pdf([lines], { flate: true })))
    expect(answer).toMatchObject({
      ok: false,
      problem: { code: 'damaged', detail: expect.stringContaining('too much memory') },
    })
  })

  it('refuses more documents than may wait', async () => {
    const reader = openReader({ threads: 1, waiting: 1 })
    const answers = await Promise.all([1, 2, 3].map(() => reader.read(given(strToU8('x')))))
    expect(answers.map(answer => (answer.ok ? 'ok' : answer.problem.code))).toEqual(['ok', 'ok', 'busy'])
  })
})
