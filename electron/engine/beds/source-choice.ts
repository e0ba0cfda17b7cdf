/** A device that was away, or had no valid value, takes its place again only after so long: numbers do not flap. */
export const RETURN_AFTER_MS = 10_000

/** What one device of a bed has of a parameter. */
export interface Source {
  readonly device: string
  /** Since when it has had a fresh valid value without a break, monotonic ms; null: it has none. */
  readonly freshSinceMs: number | null
}

/**
 * The device whose value of a parameter counts. In: all that have sent it, in the order of the bed's devices (its monitor
 * first), and whose counted before. A fresh valid value goes before none; of several the device listed first, but one that
 * comes back waits RETURN_AFTER_MS while another has a value. Without any fresh value it stays as it was.
 */
export function chooseSource(
  sources: readonly Source[],
  before: string | null,
  nowMs: number,
): string | null {
  const fresh = sources.filter(({ freshSinceMs }) => freshSinceMs !== null)
  if (fresh.length === 0) return before ?? sources[0]?.device ?? null
  const current = fresh.findIndex(({ device }) => device === before)
  if (current === -1) return fresh[0]?.device ?? null
  const settled = fresh.findIndex(
    ({ freshSinceMs }, place) => place === current || nowMs - (freshSinceMs ?? nowMs) >= RETURN_AFTER_MS,
  )
  return fresh[settled]?.device ?? null
}
