import { describe, expect, it } from 'vitest'
import { createMemo } from '../../src/catalogue/memo.ts'

describe('kept answers', () => {
  const counting = () => {
    let made = 0
    return { make: (generation: number) => async () => ({ generation, made: ++made }), made: () => made }
  }

  it('are given again until the next generation', async () => {
    const [memo, { make, made }] = [createMemo(10), counting()]
    await memo.answer('a', 1, make(1))
    expect(await memo.answer('a', 1, make(1))).toEqual({ generation: 1, made: 1 })
    expect(await memo.answer('a', 2, make(2))).toEqual({ generation: 2, made: 2 })
    expect(made()).toBe(2)
  })

  it('are made once when asked for twice at a time', async () => {
    const [memo, { make, made }] = [createMemo(10), counting()]
    await Promise.all([memo.answer('a', 1, make(1)), memo.answer('a', 1, make(1))])
    expect(made()).toBe(1)
  })

  it('are never older than one that was given, whatever was announced', async () => {
    const [memo, { make }] = [createMemo(10), counting()]
    await memo.answer('a', 1, make(1))
    await memo.answer('b', 1, make(2))
    expect((await memo.answer('a', 1, make(2))).generation).toBe(2)
  })

  it('are given up when there are too many, those first that nobody asked for', async () => {
    const [memo, { make, made }] = [createMemo(2), counting()]
    for (const request of ['a', 'b', 'a', 'c', 'a']) await memo.answer(request, 1, make(1))
    expect(made()).toBe(3)
    await memo.answer('b', 1, make(1))
    expect(made()).toBe(4)
  })

  it('are not kept when they could not be made', async () => {
    const [memo, { make }] = [createMemo(2), counting()]
    await expect(memo.answer('a', 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await memo.answer('a', 1, make(1))).toEqual({ generation: 1, made: 1 })
  })

  it('are given up when they take too much room together, and not kept when one alone does', async () => {
    const memo = createMemo(100, { one: 1_000, all: 2_000 })
    const made: string[] = []
    const ask = (request: string, length: number) =>
      memo.answer(request, 1, async () => {
        made.push(request)
        return { generation: 1, items: [{ name: 'x'.repeat(length) }] }
      })
    await ask('huge', 5_000)
    await ask('huge', 5_000)
    for (const request of ['a', 'b', 'c', 'c', 'b', 'a']) await ask(request, 800)
    expect(made).toEqual(['huge', 'huge', 'a', 'b', 'c', 'a'])
  })
})
