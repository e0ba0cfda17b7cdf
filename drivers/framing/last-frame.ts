/** Keeps a copy of one frame, to tell whether the next one says the same. Its memory is reused and grows to the longest frame. */
export class LastFrame {
  #bytes = new Uint8Array(0)
  #length = 0

  keep(frame: Uint8Array): void {
    if (frame.length > this.#bytes.length) this.#bytes = new Uint8Array(frame.length)
    this.#bytes.set(frame)
    this.#length = frame.length
  }

  equals(frame: Uint8Array): boolean {
    if (frame.length !== this.#length) return false
    for (let at = 0; at < frame.length; at++) if (frame[at] !== this.#bytes[at]) return false
    return true
  }
}
