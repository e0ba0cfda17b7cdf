/** How often a condition is looked at: far below every time that a test is about. */
const LOOK_EVERY_MS = 5

/** Waits until a condition holds. Rejects after `withinMs`, naming what did not come. */
export async function waitFor(condition: () => boolean, what: string, withinMs = 5_000): Promise<void> {
  const endMs = performance.now() + withinMs
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`${what} did not come within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
