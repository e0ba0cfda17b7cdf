/** Longer frames are rare, and cost more than the view of them. */
const MOST_KEPT_BYTES = 256

/** The one buffer of a framer. A frame always begins at its start, so the views of it are made once for each length. */
export class FrameBuffer {
  readonly bytes: Uint8Array
  readonly #views: (Uint8Array | undefined)[] = []

  /** `maximumBytes`: the longest frame. */
  constructor(maximumBytes: number) {
    this.bytes = new Uint8Array(maximumBytes)
  }

  /** The first `length` bytes, valid until the framer takes more. */
  first(length: number): Uint8Array {
    if (length > MOST_KEPT_BYTES) return this.bytes.subarray(0, length)
    const view = this.#views[length] ?? this.bytes.subarray(0, length)
    this.#views[length] = view
    return view
  }
}
