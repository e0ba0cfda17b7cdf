import type { Port } from '../publish/port.ts'

/** The engine's end of a channel whose window is the test. */
export class FakePort implements Port {
  readonly sent: unknown[] = []
  closes = 0
  #listener: ((value: unknown) => void) | null = null
  #onClose: (() => void) | null = null

  postMessage(value: unknown): void {
    this.sent.push(value)
  }

  onMessage(listener: (value: unknown) => void): void {
    this.#listener = listener
  }

  onClose(listener: () => void): void {
    this.#onClose = listener
  }

  close(): void {
    this.closes++
  }

  /** The window says something. */
  say(value: unknown): void {
    this.#listener?.(value)
  }

  /** The window has gone. */
  vanish(): void {
    this.#onClose?.()
  }
}
