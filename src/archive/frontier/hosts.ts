/** What all processes know together of the hosts they ask. */

import type { HostLedger } from '../../model/host-ledger.ts'
import type { Context } from './context.ts'

/** The ledger in the frontier's database. */
export const hostLedger = ({ store }: Context): HostLedger => ({
  update: (host, change) =>
    store.write(async db => {
      const row = await db.selectFrom('host').select('stored').where('host', '=', host).executeTakeFirst()
      const { stored, result } = change(row?.stored)
      if (stored !== row?.stored) {
        await db
          .insertInto('host')
          .values({ host, stored })
          .onConflict(conflict => conflict.column('host').doUpdateSet({ stored }))
          .execute()
      }
      return result
    }),
})
