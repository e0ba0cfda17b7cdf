/** Longer frames are rare, and cost more than the view of them. */
const MOST_KEPT_BYTES = 256

/**
 * The one buffer of a framer. A frame always begins at its start, so the views of it are made once, one for each
 * length. Made on demand they would cost half of the speed: what V8 compiled would rest on the first frames.
 */
export class FrameBuffer {
  readonly bytes: Uint8Array
  readonly #views: readonly Uint8Array[]

  /** `maximumBytes`: the longest frame. */
  constructor(maximumBytes: number) {
    const bytes = new Uint8Array(maximumBytes)
    this.bytes = bytes
    const kept = Math.min(maximumBytes, MOST_KEPT_BYTES) + 1
    this.#views = Array.from({ length: kept }, (_, length) => bytes.subarray(0, length))
  }

  /** The first `length` bytes, valid until the framer takes more. */
  first(length: number): Uint8Array {
    return this.#views[length] ?? this.bytes.subarray(0, length)
  }
}
