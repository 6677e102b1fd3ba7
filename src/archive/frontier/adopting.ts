/** Pages that the archive has and the frontier does not know: it was deleted, or is younger than the archive. */

import { sql } from 'kysely'
import type { Run } from '../frontier.ts'
import { type Context, rowsPerTransaction } from './context.ts'

/** Implements `Frontier.adopt`. What the frontier knows stays as it is. */
export async function adopt({ store }: Context, { source }: Run, urls: readonly string[]): Promise<void> {
  for (let from = 0; from < urls.length; from += rowsPerTransaction) {
    const some = JSON.stringify(urls.slice(from, from + rowsPerTransaction))
    await store.write(db =>
      sql`insert into page (url, source, place, listed_run, turn, state, live)
        select value, ${source}, 0, 0, 0, 'idle', 1 from json_each(${some}) where true
        on conflict (url) do update set live = 1 where source = excluded.source`.execute(db),
    )
  }
}
