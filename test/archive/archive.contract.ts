/** What every archive has to do, whatever database stands behind it. */

import { afterEach, beforeEach, describe } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import type { ArchiveHouse } from './archive-house.ts'
import { describeFeed, describeInvariants } from './feed.contract.ts'
import { describeHistory } from './history.contract.ts'
import { describeListing } from './listing.contract.ts'
import { describeReading } from './reading.contract.ts'
import { describeRevalidating } from './revalidation.contract.ts'
import { describeWithdrawing, describeWriting } from './writing.contract.ts'

/** Runs the contract; `house` makes an empty database that nobody else uses. */
export function archiveContract(name: string, house: () => ArchiveHouse): void {
  describe(name, () => {
    let current: ArchiveHouse
    let archive: Archive
    beforeEach(async () => {
      current = house()
      archive = await current.open()
    })
    afterEach(() => current.dispose())
    describe('writing', () => describeWriting(() => archive))
    describe('withdrawing', () => describeWithdrawing(() => archive))
    describe('reading', () =>
      describeReading(
        () => archive,
        () => current,
      ))
    describe('the feed', () =>
      describeFeed(
        () => archive,
        () => current,
      ))
    describe('listing what is published', () => describeListing(() => archive))
    describe('revalidating', () => describeRevalidating(() => archive))
    describe('the history of harvests', () => describeHistory(() => archive))
    describe('invariants', () => describeInvariants(house))
  })
}
