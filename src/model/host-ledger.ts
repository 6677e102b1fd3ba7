/**
 * What all processes that harvest into one data directory know together of the hosts they ask: when the next request may
 * start, who may have how many under way, how long the host wants to be left alone. The store keeps the text; what
 * it means is the porch's business.
 */
export interface HostLedger {
  /**
   * Reads what is stored of `host` (undefined at first), lets `change` decide, and stores what it returns: all in one
   * transaction that excludes every other process. `change` is synchronous and may be called again.
   */
  update<T>(
    host: string,
    change: (stored: string | undefined) => { readonly stored: string; readonly result: T },
  ): Promise<T>
}
