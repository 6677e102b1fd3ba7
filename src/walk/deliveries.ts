/** Which of the records that a feed delivered are archived: a checkpoint holds only when all before it are. */

interface Checkpoint {
  readonly after: number
  readonly note: () => Promise<void>
}

/** Numbers deliveries as they come and notes checkpoints as soon as everything before them is settled. */
export class Deliveries {
  readonly #open = new Set<number>()
  #checkpoints: Checkpoint[] = []
  #count = 0

  /** A delivery begins; call what is returned when its record is archived. */
  begin(): () => Promise<void> {
    const number = this.#count++
    this.#open.add(number)
    return async () => {
      this.#open.delete(number)
      await this.#noteDue()
    }
  }

  /** `note` is called once, when all deliveries that began before are settled: now, perhaps. */
  async checkpoint(note: () => Promise<void>): Promise<void> {
    // Of two that wait only the later one says anything.
    this.#checkpoints.push({ after: this.#count, note })
    await this.#noteDue()
  }

  async #noteDue(): Promise<void> {
    // Deliveries are kept in their order: the first one is the oldest.
    const oldest: number = this.#open.values().next().value ?? this.#count
    const due = this.#checkpoints.filter(({ after }) => after <= oldest)
    this.#checkpoints = this.#checkpoints.filter(({ after }) => after > oldest)
    await due.at(-1)?.note()
  }
}
