// Runs `lodestone harvest` of the built program with the given arguments, without loading the server: starts sooner.
import { harvest } from '../../dist/cli/harvest.js'

process.exit(await harvest.run(process.argv.slice(2)))
