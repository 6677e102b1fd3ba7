import { frontierContract } from './frontier.contract.ts'
import { frontierHouse } from './frontier-house.ts'

frontierContract('the frontier on SQLite', frontierHouse)
