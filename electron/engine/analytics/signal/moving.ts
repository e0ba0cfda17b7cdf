/** Mean of the last `length` values, exact to rounding however long it runs; fewer before that. */
export class MovingMean {
  private readonly ring: Float64Array
  private sum = 0
  private filled = 0
  private at = 0

  constructor(length: number) {
    this.ring = new Float64Array(Math.max(1, Math.round(length)))
  }

  reset(): void {
    this.sum = 0
    this.filled = 0
    this.at = 0
  }

  push(value: number): number {
    const { ring } = this
    if (this.filled === ring.length) this.sum -= ring[this.at] ?? 0
    else this.filled++
    ring[this.at] = value
    this.sum += value
    this.at++
    if (this.at === ring.length) {
      this.at = 0
      // Summed afresh once a lap, so that rounding errors do not pile up over a shift.
      this.sum = 0
      for (let index = 0; index < this.filled; index++) this.sum += ring[index] ?? 0
    }
    return this.sum / this.filled
  }
}

/** The last `length` samples by their number since the start; older ones and unborn ones read as NaN. */
export class History {
  private readonly ring: Float32Array
  private readonly mask: number
  /** Samples pushed so far: the number of the next one. */
  count = 0

  constructor(length: number) {
    let size = 2
    while (size < length) size *= 2
    this.ring = new Float32Array(size)
    this.mask = size - 1
  }

  push(value: number): void {
    this.ring[this.count & this.mask] = value
    this.count++
  }

  at(index: number): number {
    if (index < 0 || index >= this.count || index < this.count - this.ring.length) return Number.NaN
    return this.ring[index & this.mask] ?? Number.NaN
  }
}
