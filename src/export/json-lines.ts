/** JSON Lines: one sample a line, exactly as the API shows it. */
import type { Batches, ExportFormat } from './format.ts'

async function* write(batches: Batches): AsyncGenerator<Uint8Array> {
  for await (const rows of batches) yield Buffer.from(rows.map(({ json }) => `${json}\n`).join(''))
}

export const JSON_LINES: ExportFormat = {
  name: 'jsonl',
  title: 'JSON Lines',
  mediaType: 'application/jsonl; charset=utf-8',
  extension: '.jsonl',
  records: false,
  write,
}
