import { encodeWavePacket, type WaveChunk } from '../../ipc/wave-packet.ts'
import type { Port } from './port.ts'

/** The worker acknowledges every tenth packet. */
const ACK_EVERY = 10
/** A packet that should have been acknowledged this long ago: the window does not keep up. */
const BEHIND_MS = 2_000

interface Sent {
  readonly sequence: number
  readonly atMs: number
}

function ackedSequence(value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return null
  if (!('type' in value) || value.type !== 'waveAck' || !('sequence' in value)) return null
  return typeof value.sequence === 'number' ? value.sequence : null
}

/**
 * Waves for one window. While the window does not keep up its waves are dropped
 * and counted, for this window only; the hole in time is drawn as a gap.
 */
export class WaveOutlet {
  #port: Port | null = null
  #unacknowledged: Sent[] = []
  #sequence = 0
  #dropped = 0

  /** Packets not sent because the window was behind. */
  get dropped(): number {
    return this.#dropped
  }

  /** Uses a new port; the one before it (its worker died) is closed. */
  attach(port: Port): void {
    this.close()
    this.#port = port
    port.onMessage((value) => {
      const sequence = ackedSequence(value)
      if (sequence !== null && this.#port === port) this.#acknowledge(sequence)
    })
    port.onClose(() => {
      if (this.#port === port) this.#port = null
    })
  }

  /** Sends what came since the last tick as one packed buffer. Times: monotonic ms and UTC ms. */
  send(chunks: readonly WaveChunk[], nowMs: number, nowUtcMs: number): void {
    const port = this.#port
    if (port === null || chunks.length === 0) return
    this.#sequence = (this.#sequence + 1) >>> 0
    if (this.#isBehind(nowMs)) {
      this.#dropped++
      return
    }
    this.#unacknowledged.push({ sequence: this.#sequence, atMs: nowMs })
    port.postMessage(encodeWavePacket({ sequence: this.#sequence, sentUtcMs: nowUtcMs, chunks }))
  }

  /** Idempotent. */
  close(): void {
    this.#port?.close()
    this.#port = null
    this.#unacknowledged = []
  }

  #isBehind(nowMs: number): boolean {
    // Fewer than ten unacknowledged packets are no sign of anything.
    const due = this.#unacknowledged[ACK_EVERY - 1]
    return due !== undefined && nowMs - due.atMs > BEHIND_MS
  }

  #acknowledge(sequence: number): void {
    this.#unacknowledged = this.#unacknowledged.filter((sent) => sent.sequence > sequence)
  }
}
