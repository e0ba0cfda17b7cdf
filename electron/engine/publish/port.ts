/**
 * One end of a message channel: Electron's, Node's or a test's. Everything
 * that comes in is from a window and unchecked.
 */
export interface Port {
  postMessage(value: unknown): void
  onMessage(listener: (value: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}
