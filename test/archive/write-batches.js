// Run as a process of its own by the tests, on the built program: writes batches of records without end, or as many as
// asked for, and prints the generation after each commit. Arguments: data directory, name of this writer, records per
// batch, number of batches.
import { createHash } from 'node:crypto'
import { openArchive } from '../../dist/archive/open.js'

const [dataDir, writer, size, batches = 'Infinity'] = process.argv.slice(2)
const opened = await openArchive(dataDir)
if (!opened.ok) throw new Error(opened.problem.detail)
const archive = opened.value

/** All writers write the same URLs. The batch and the writer are told by the pipeline digest, so that the test can count a batch's records. */
const outcome = (batch, index) => {
  const url = `https://shared.example/${index}`
  const body = Buffer.from(`${writer} ${batch} ${url} `.repeat(50))
  return {
    url,
    source: writer,
    state: 'accepted',
    finalUrl: url,
    mediaType: 'text/html',
    fetchedAt: '2026-01-01T00:00:00.000Z',
    body,
    bodyDigest: createHash('sha256').update(body).digest('hex'),
    pipelineDigest: `${writer} ${batch}`,
    samples: [`${url}#sample`],
    recordQuads: `<${url}> <${url}> "${batch}" <${url}> .\n`.repeat(20),
    kernelTriples: `<${url}> <${url}> "${batch}" .\n`,
    repairs: [],
    reports: [],
    problems: [],
  }
}

// Every process starts at a batch of its own, so that its outcomes are new to the archive.
const first = await archive.generation()
for (let batch = first; batch < first + Number(batches); batch++) {
  const { written } = await archive.write(
    Array.from({ length: Number(size) }, (_, index) => outcome(batch, index)),
  )
  process.stdout.write(`${JSON.stringify({ batch: `${writer} ${batch}`, written })}\n`)
}
await archive.close()
