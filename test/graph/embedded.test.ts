import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import { graphStoreContract } from './graph-store.contract.ts'
import { BASE } from './small-archive.ts'

graphStoreContract('the embedded graph', (dataDir, deadlineMs) =>
  openEmbeddedGraph({ dataDir, base: BASE, deadlineMs, pollMs: 50 }),
)
