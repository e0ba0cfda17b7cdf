/** How often a condition is looked at: far below every time that a test is about. */
const LOOK_EVERY_MS = 5

/** Far above what anything here takes: a slow machine must not fail a test, and what never comes still ends it. */
const LONG_MS = 20_000

/** Waits until a condition holds. Rejects after `withinMs`, naming what did not come. */
export async function waitFor(condition: () => boolean, what: string, withinMs = LONG_MS): Promise<void> {
  const endMs = performance.now() + withinMs
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`${what} did not come within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
