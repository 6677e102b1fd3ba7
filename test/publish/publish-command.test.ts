import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Misuse } from '../../src/cli/command.ts'
import { publish } from '../../src/cli/publish.ts'
import { csv, optionsFor } from './sample-table.ts'

let printed: string[]
const print = (...texts: unknown[]) => {
  printed.push(texts.join(' '))
}
beforeEach(() => {
  printed = []
  vi.spyOn(console, 'log').mockImplementation(print)
  vi.spyOn(console, 'error').mockImplementation(print)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const run = async (table: string, ...more: string[]) => {
  const { outDir, baseUrl } = await optionsFor()
  const file = join(outDir, '..', 'table.csv')
  await writeFile(file, table)
  const code = await publish.run([
    file,
    '--base-url',
    baseUrl,
    '--out',
    outDir,
    '--agent-name',
    'Demo Agent',
    ...more,
  ])
  return { code, outDir }
}

describe('lodestone publish', () => {
  it('publishes a table and says where the sitemap is', async () => {
    const { code, outDir } = await run(csv({ igsn: '10.5072/d-1', name: 'One' }), '--style', 'sosa', '--demo')
    expect(code).toBe(0)
    expect(printed.join('\n')).toContain('Sitemap: https://samples.example.org/sitemap.xml')
    const page = await readFile(join(outDir, 'samples/10.5072_d-1.html'), 'utf8')
    expect(page).toContain('"@type": "sosa:Sample"')
    expect(page).toContain('Demo data.')
  })

  it('ends with 1 when rows were left out, naming them, and with 2 when nothing was published', async () => {
    const bad = { igsn: '', name: 'Two' }
    expect((await run(csv({ igsn: '10.5072/d-1', name: 'One' }, bad))).code).toBe(1)
    expect(printed.join('\n')).toMatch(/table\.csv: row 3, column "igsn": the cell is empty/)
    expect((await run(csv(bad))).code).toBe(2)
  })

  it.each([
    [['--style', 'schema']],
    [['--agent-ror', 'https://ror.org/000000000']],
    [['second.csv']],
    [['--agent-name', '']],
  ])('takes %j for misuse', async more => {
    await expect(run(csv({ igsn: '10.5072/d-1', name: 'One' }), ...more)).rejects.toThrow(Misuse)
  })

  it('takes a table that does not exist for misuse', async () => {
    const { baseUrl, outDir } = await optionsFor()
    await expect(
      publish.run(['none.csv', '--base-url', baseUrl, '--out', outDir, '--agent-name', 'A']),
    ).rejects.toThrow('"none.csv"')
  })

  it('explains itself', () => {
    for (const option of [
      '--base-url',
      '--out',
      '--agent-name',
      '--style',
      '--with-faults',
      'igsn-registration',
    ])
      expect(publish.help).toContain(option)
  })
})
