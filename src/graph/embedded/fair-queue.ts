/** Waiting queries, whose clients take turns: one that sends a hundred waits for itself. */

import type { Job } from './job.ts'

/** First come, first served for each client, and the clients one after the other. */
export class FairQueue {
  readonly #byClient = new Map<string, Job[]>()
  #length = 0

  length(): number {
    return this.#length
  }

  push(job: Job): void {
    const own = this.#byClient.get(job.client)
    if (own) own.push(job)
    else this.#byClient.set(job.client, [job])
    this.#length++
  }

  /** Takes the job whose turn it is. */
  shift(): Job | undefined {
    for (const [client, [job, ...rest]] of this.#byClient) {
      this.#byClient.delete(client)
      // The client comes last from now on.
      if (rest.length > 0) this.#byClient.set(client, rest)
      if (job) this.#length--
      return job
    }
    return undefined
  }

  remove(job: Job): void {
    const rest = this.#byClient.get(job.client)?.filter(each => each !== job)
    if (!rest) return
    this.#length -= (this.#byClient.get(job.client)?.length ?? 0) - rest.length
    if (rest.length > 0) this.#byClient.set(job.client, rest)
    else this.#byClient.delete(job.client)
  }

  /** Who makes room for a job of this client: the last job of the client that has most, if it has more than this one. */
  surplus(client: string): Job | undefined {
    const most = [...this.#byClient.values()].reduce<readonly Job[]>(
      (found, jobs) => (jobs.length > found.length ? jobs : found),
      [],
    )
    return most.length > (this.#byClient.get(client)?.length ?? 0) + 1 ? most.at(-1) : undefined
  }

  all(): Job[] {
    return [...this.#byClient.values()].flat()
  }
}
