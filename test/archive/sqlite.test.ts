import { archiveContract } from './archive.contract.ts'
import { sqliteHouse } from './sqlite-house.ts'

archiveContract('the archive on SQLite', sqliteHouse)
