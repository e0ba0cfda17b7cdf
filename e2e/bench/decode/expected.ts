/** A frame that comes out is looked for among so many that should come next. */
const LOOK_AHEAD = 200

/** What came out of a stream, held against the frames that nothing had hit. */
export interface Damage {
  /** Bytes that were changed. */
  readonly changed: number
  readonly intact: number
  /** Intact frames that did not come out. */
  readonly lost: number
  /** The longest run of them: how long it takes to find the next frame. */
  readonly longestLost: number
  /** Frames that came out and are none of the intact ones. */
  readonly wrong: number
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** Follows the frames that come out along those that should, in order. */
export class Expected {
  readonly #frames: readonly Uint8Array[]
  #next = 0
  #kept = 0
  #longestLost = 0
  #wrong = 0

  constructor(frames: readonly Uint8Array[]) {
    this.#frames = frames
  }

  /** A frame came out. */
  take(frame: Uint8Array): void {
    const last = Math.min(this.#next + LOOK_AHEAD, this.#frames.length)
    for (let at = this.#next; at < last; at++) {
      const wanted = this.#frames[at]
      if (wanted === undefined || !equal(frame, wanted)) continue
      this.#longestLost = Math.max(this.#longestLost, at - this.#next)
      this.#kept++
      this.#next = at + 1
      return
    }
    this.#wrong++
  }

  /** The stream has ended. */
  end(): Omit<Damage, 'changed'> {
    const intact = this.#frames.length
    const longestLost = Math.max(this.#longestLost, intact - this.#next)
    return { intact, lost: intact - this.#kept, longestLost, wrong: this.#wrong }
  }
}
