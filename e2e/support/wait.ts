import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits until `look` gives something other than null or false. In: what is waited for
 * (it becomes the error), the limit and why it is that long. Out: what `look` gave.
 */
export async function until<T>(
  what: string,
  limit: { readonly withinMs: number; readonly because: string; readonly everyMs?: number },
  look: () => T | null | false | Promise<T | null | false>,
): Promise<T> {
  const endMs = performance.now() + limit.withinMs
  for (;;) {
    const found = await look()
    if (found !== null && found !== false) return found
    if (performance.now() > endMs) {
      throw new Error(`${what} did not come within ${limit.withinMs} ms (${limit.because})`)
    }
    await pause(limit.everyMs ?? 50)
  }
}
