/** Hundredths of a degree that the sensor's own noise stays within. */
const NOISE = 20
/** Frames in a row that vouch for a value; in a listing two. */
const NEEDS = { station: 8, listing: 2 } as const
/** Frames between two values for a station: half a second. */
const REPEAT_FRAMES = 62

/** A value in hundredths of a degree, and its arrival. */
interface Sent {
  readonly raw: number
  readonly atMs: number
}

/**
 * The repetition of a temperature as its check. Its last digit moves from frame to frame, so equal ones
 * in a row may not come; but all of eight frames lie within the noise, and the commonest of them,
 * which came twice at least, is told. One damaged frame is never that one.
 */
export class NearSteady {
  readonly #isListing: boolean
  readonly #row: Sent[] = []
  #sinceSaid = REPEAT_FRAMES

  /** `isListing`: every value is to be said as it was sent. */
  constructor(isListing: boolean) {
    this.#isListing = isListing
  }

  /** Out: what is to be said now. */
  take(raw: number, atMs: number): readonly Sent[] {
    const last = this.#row.at(-1)
    if (last !== undefined && Math.abs(raw - last.raw) > NOISE) this.forget()
    this.#row.push({ raw, atMs })
    this.#sinceSaid++
    return this.#isListing ? this.#listed() : this.#told(atMs)
  }

  /** Frames were lost, or there is no value: the row begins again. */
  forget(): void {
    this.#row.length = 0
    this.#sinceSaid = REPEAT_FRAMES
  }

  #listed(): readonly Sent[] {
    if (this.#row.length < NEEDS.listing) return []
    if (this.#row.length === NEEDS.listing) return [...this.#row]
    // More than needed stay, so that the first ones are said once.
    if (this.#row.length > NEEDS.listing + 1) this.#row.shift()
    return this.#row.slice(-1)
  }

  #told(atMs: number): readonly Sent[] {
    if (this.#row.length > NEEDS.station) this.#row.shift()
    if (this.#row.length < NEEDS.station || this.#sinceSaid < REPEAT_FRAMES) return []
    const raw = commonest(this.#row.map((one) => one.raw))
    if (raw === null) return []
    this.#sinceSaid = 0
    return [{ raw, atMs }]
  }
}

/** The value that came most often, the latest of several; null if none came twice. */
function commonest(values: readonly number[]): number | null {
  let best: number | null = null
  let most = 1
  for (const value of values) {
    const count = values.filter((one) => one === value).length
    if (count > 1 && count >= most) {
      best = value
      most = count
    }
  }
  return best
}
