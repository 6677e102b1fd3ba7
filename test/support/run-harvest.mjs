// Runs `lodestone harvest` of the built program with the given arguments, without loading the server: starts sooner.
// The last line on stderr is JSON with the peak of its memory (kilobytes) and its processor time (seconds).
import { harvest } from '../../dist/cli/harvest.js'

const code = await harvest.run(process.argv.slice(2))
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
console.error(JSON.stringify({ peakKilobytes: maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }))
process.exit(code)
