/**
 * Addresses that a hostile query could name in SERVICE, and what comes of each. A listener on loopback counts who comes.
 * Run: npm run bench -- hostile-services
 */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { table } from '../src/cli/table.ts'
import { tryTargets } from '../test/graph/federation/hostile-run.ts'

let contacts = 0
const listener = createServer(socket => {
  contacts++
  socket.destroy()
}).listen(0, '::')
await once(listener, 'listening')
const verdicts = await tryTargets((listener.address() as AddressInfo).port)
listener.close()
console.log(
  table(
    [{ title: 'target' }, { title: 'address', most: 60 }, { title: 'verdict' }, { title: 'why', most: 110 }],
    verdicts.map(({ trick, address, code, detail }) => [
      trick,
      address,
      code,
      detail.replace(/^<[^>]*> /, ''),
    ]),
  ),
)
const refused = verdicts.filter(({ code }) => code === 'service-refused').length
console.log(`${refused} of ${verdicts.length} refused, ${contacts} contacts`)
if (refused < verdicts.length || contacts > 0) process.exitCode = 1
