import { joinBytes } from '../framing/join.ts'

/** Numbers in 0 <= n < 1. */
export type Random = () => number

/**
 * Changes bytes on their way while it is active. Called for every stretch that the
 * twin produced, also empty ones and while it rests. A stretch is what the monitor
 * sent at one moment: one frame of a slow device, a few of a fast one; on a network,
 * one datagram. Out: what arrives, stretch by stretch, maybe nothing or more than one.
 */
export type Transform = (bytes: Uint8Array, active: boolean) => readonly Uint8Array[]

const BYTE_VALUES = 256
const BITS = 8
const MOST_NOISE_BYTES = 64
const nothing = new Uint8Array(0)

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit)
}

function randomBytes(random: Random, length: number): Uint8Array {
  return new Uint8Array(length).map(() => below(random, BYTE_VALUES))
}

/** Acts on stretches with bytes while active, and lets all others through. */
function whileActive(change: (bytes: Uint8Array) => Uint8Array): Transform {
  return (bytes, active) => [active && bytes.length > 0 ? change(bytes) : bytes]
}

function changed(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ mask : byte))
}

/** One byte of each stretch is lost. */
export function dropByte(random: Random): Transform {
  return whileActive((bytes) => {
    const at = below(random, bytes.length)
    return bytes.filter((_, index) => index !== at)
  })
}

/** Every other stretch is lost. */
export function dropFrame(): Transform {
  let drop = false
  return whileActive((bytes) => {
    drop = !drop
    return drop ? nothing : bytes
  })
}

/** One bit of each stretch is inverted. */
export function flipBit(random: Random): Transform {
  return whileActive((bytes) => changed(bytes, below(random, bytes.length), 1 << below(random, BITS)))
}

/** One byte of each stretch becomes another one. */
export function flipByte(random: Random): Transform {
  return whileActive((bytes) =>
    changed(bytes, below(random, bytes.length), 1 + below(random, BYTE_VALUES - 1)),
  )
}

/** Each stretch ends early. */
export function truncateFrame(random: Random): Transform {
  return whileActive((bytes) => bytes.subarray(0, below(random, bytes.length)))
}

/** Each stretch comes twice. */
export function duplicateFrame(): Transform {
  return (bytes, active) => (active ? [bytes, bytes] : [bytes])
}

/** Two stretches change places. */
export function swapFrames(): Transform {
  let held: Uint8Array = nothing
  return (bytes, active) => {
    if (bytes.length === 0) return []
    if (active && held.length === 0) {
      held = bytes
      return []
    }
    const both = [bytes, held]
    held = nothing
    return both
  }
}

/** Bytes are held back and come all at once afterwards, as a busy adapter does. */
export function stall(): Transform {
  let held: readonly Uint8Array[] = []
  return (bytes, active) => {
    const all = [...held, bytes]
    held = active ? all : []
    return active ? [] : all
  }
}

/** Nothing arrives, and what was sent meanwhile is lost. */
export function silence(): Transform {
  return (bytes, active) => (active ? [] : [bytes])
}

/** Random bytes behind each stretch. */
export function noiseBetween(random: Random): Transform {
  return (bytes, active) =>
    active && bytes.length > 0 ? [bytes, randomBytes(random, 1 + below(random, MOST_NOISE_BYTES))] : [bytes]
}

/** Random bytes within each stretch. */
export function noiseInside(random: Random): Transform {
  return whileActive((bytes) => {
    const at = below(random, bytes.length)
    const burst = randomBytes(random, 1 + below(random, MOST_NOISE_BYTES))
    return joinBytes([bytes.subarray(0, at), burst, bytes.subarray(at)])
  })
}

/** Half a stretch, then nothing: the plug was pulled. */
export function unplug(): Transform {
  let pulled = false
  return (bytes, active) => {
    if (!active || bytes.length === 0) {
      pulled = pulled && active
      return active ? [] : [bytes]
    }
    const rest = pulled ? nothing : bytes.subarray(0, Math.ceil(bytes.length / 2))
    pulled = true
    return [rest]
  }
}

/** Nothing, then the stream from the middle of a stretch: the plug came back. */
export function reconnect(): Transform {
  let cut = false
  return (bytes, active) => {
    if (active) {
      cut = true
      return []
    }
    if (!cut || bytes.length === 0) return [bytes]
    cut = false
    return [bytes.subarray(Math.floor(bytes.length / 2))]
  }
}

/** Every byte is a random one: the line runs at another speed. */
export function wrongBaud(random: Random): Transform {
  return whileActive((bytes) => randomBytes(random, bytes.length))
}
