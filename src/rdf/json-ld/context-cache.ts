/** Processed contexts, kept from one document to the next. */
import type { ActiveContext } from './active-context.ts'

// In terms, because contexts differ in size; what was used last survives a change of generation.
const MAX_WEIGHT = 60_000
// Some more for a context without terms, which is an object with several maps all the same.
const BASE_WEIGHT = 10

/** A cache of bounded size. What is asked for again is kept; what is not is forgotten after two generations. */
export class ContextCache {
  private young = new Map<string, ActiveContext>()
  private old = new Map<string, ActiveContext>()
  private weight = 0

  get(key: string): ActiveContext | undefined {
    const recent = this.young.get(key)
    if (recent) return recent
    const found = this.old.get(key)
    if (found) this.set(key, found)
    return found
  }

  set(key: string, context: ActiveContext): void {
    this.young.set(key, context)
    this.weight += BASE_WEIGHT + context.weight + key.length / 50
    if (this.weight < MAX_WEIGHT) return
    this.old = this.young
    this.young = new Map()
    this.weight = 0
  }
}
