import { decodeWavePacket, type WaveChunk } from '../../electron/ipc/wave-packet.ts'

/** Names come over another port and through the UI thread: far later than this they belong to something else. */
const KEPT_MS = 1_000
const MOST_KEPT = 16

/** A piece of a wave that came before its name, and when (monotonic ms). */
export interface EarlyChunk {
  readonly chunk: WaveChunk
  readonly atMs: number
}

/**
 * Packets with channels that nobody has named yet. Samples and names travel on two ports, so the first
 * packet of a new wave may overtake its name; without this it would be lost, and with it up to one
 * packet period of the device.
 */
export interface EarlyPackets {
  /** Keeps a packet for the channels in it that have no name. Out of a full store the oldest goes. */
  keep(buffer: ArrayBuffer, channels: readonly number[], atMs: number): void
  /** What was kept of a channel that has a name now, oldest first; each piece is given once. */
  take(channel: number, width: 16 | 32): EarlyChunk[]
  clear(): void
}

interface Kept {
  readonly buffer: ArrayBuffer
  readonly channels: Set<number>
  readonly atMs: number
}

/** Makes an empty store. */
export function createEarlyPackets(): EarlyPackets {
  let packets: Kept[] = []
  return {
    keep(buffer, channels, atMs) {
      const young = packets.filter((kept) => atMs - kept.atMs <= KEPT_MS)
      packets = [...young.slice(-(MOST_KEPT - 1)), { buffer, channels: new Set(channels), atMs }]
    },
    take(channel, width) {
      const found: EarlyChunk[] = []
      for (const { buffer, channels, atMs } of packets) {
        if (!channels.delete(channel)) continue
        const packet = decodeWavePacket(buffer, (number) => (number === channel ? width : undefined))
        for (const chunk of packet?.chunks ?? []) found.push({ chunk, atMs })
      }
      packets = packets.filter(({ channels }) => channels.size > 0)
      return found
    },
    clear() {
      packets = []
    },
  }
}
