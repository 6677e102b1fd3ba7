// Run as a process of its own by the tests, on the built program: takes part in the harvest of a source and visits what it
// claims until nothing is left; prints what it settled, batch by batch. Arguments: data directory, and the number of pages
// that the feed lists.
import { openFrontier } from '../../dist/archive/frontier/open.js'

const [dataDir, pages] = process.argv.slice(2)
const opened = await openFrontier(dataDir)
if (!opened.ok) throw new Error(opened.problem.detail)
const frontier = opened.value
const say = what => process.stdout.write(`${JSON.stringify(what)}\n`)
const rules = { refresh: { days: 30, withoutLastmodDays: 0 }, pipelineDigest: 'p' }

/** Lists everything, from the last checkpoint on. */
async function plan(run) {
  for (let from = Number(run.positions.feed?.resume ?? 0); from < Number(pages); from += 100) {
    const listings = Array.from({ length: Math.min(100, Number(pages) - from) }, (_, n) => ({
      url: `https://source.example/${from + n}`,
      listedIn: 'https://source.example/sitemap.xml',
    }))
    await frontier.list(run, listings, rules)
    await frontier.checkpoint(run, 'feed', String(from + 100))
    say({ listed: from + 100 })
    // Lets other work of this thread in, as reading a feed would.
    await new Promise(setImmediate)
  }
  await frontier.planned(run, { complete: true, since: {} })
}

async function visit() {
  for (;;) {
    // Joined anew each time: whoever plans may have died.
    const run = await frontier.join('s')
    say({ part: run.part, number: run.number })
    if (run.part === 'over') return
    const planning = run.part === 'planner' ? plan(run) : undefined
    for (let idle = 0; idle < 20; ) {
      const claimed = await frontier.claim(run, 20)
      await new Promise(resolve => setTimeout(resolve, claimed.length > 0 ? 1 : 10))
      if (claimed.length === 0) {
        const { planned, queued, underWay } = await frontier.standing(run)
        if (planned && queued + underWay === 0) {
          const removals = await frontier.finish(run, { misses: 3, days: 7, share: 0.1 })
          say({ finished: removals !== undefined })
          return
        }
        if (!planning) idle++
        continue
      }
      idle = 0
      await frontier.settle(
        run,
        claimed.map(({ url }) => ({ url, ending: 'found', pipelineDigest: 'p' })),
      )
      say({ settled: claimed.map(({ url }) => url) })
    }
    await planning
  }
}

await visit()
await frontier.close()
