/** Virtuoso 7 of Debian, from a configuration of its own on loopback, with user and password (HTTP digest). */

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answers, freePort, has, run } from './process.mjs'

export const name = 'Virtuoso'

const PASSWORD = 'only-on-loopback'

const files = (folder, name) => `DatabaseFile=${folder}/${name}.db
TransactionFile=${folder}/${name}.trx
MaxCheckpointRemap=2000
Striping=0`

// Without ResultSetMaxRows in [SPARQL]: it cuts answers, those of CONSTRUCT without telling.
const settings = (folder, sqlPort, httpPort) => `[Database]
${files(folder, 'virtuoso')}
ErrorLogFile=${folder}/virtuoso.log
LockFile=${folder}/virtuoso.lck
xa_persistent_file=${folder}/virtuoso.pxa
FileExtend=200
TempStorage=TempDatabase
[TempDatabase]
${files(folder, 'temporary')}
[Parameters]
ServerPort=127.0.0.1:${sqlPort}
NumberOfBuffers=20000
MaxDirtyBuffers=15000
DirsAllowed=${folder}
[HTTPServer]
ServerPort=127.0.0.1:${httpPort}
ServerThreads=20
MaxClientConnections=20
[SPARQL]
`

export const open = async folder => {
  if (!has('virtuoso-t'))
    run(
      'sh',
      [
        '-c',
        'apt-get update -qq && apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin',
      ],
      {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    )
  mkdirSync(folder, { recursive: true })
  const [sqlPort, httpPort] = [await freePort(), await freePort()]
  const file = join(folder, 'virtuoso.ini')
  writeFileSync(file, settings(folder, sqlPort, httpPort))
  const virtuoso = (...args) =>
    spawnSync('virtuoso-t', ['+wait', '+configfile', file, ...args], { cwd: folder, stdio: 'ignore' })
  // Makes the database and sets the passwords; ends with a status that is no failure.
  virtuoso('+pwdold', 'dba', '+pwddba', PASSWORD, '+pwddav', PASSWORD)
  virtuoso()
  const pid = Number(/VIRT_PID=(\d+)/.exec(readFileSync(join(folder, 'virtuoso.lck'), 'utf8'))?.[1])
  const sql = join(folder, 'rights.sql')
  writeFileSync(sql, 'grant SPARQL_UPDATE to "dba";\nDB.DBA.RDF_DEFAULT_USER_PERMS_SET(\'nobody\', 1);\n')
  run('isql-vt', [`127.0.0.1:${sqlPort}`, 'dba', PASSWORD, sql])
  const root = `http://127.0.0.1:${httpPort}`
  await answers(`${root}/sparql`)
  return {
    query: `${root}/sparql`,
    update: `${root}/sparql-auth`,
    user: 'dba',
    password: PASSWORD,
    stop: async () => process.kill(pid),
  }
}
