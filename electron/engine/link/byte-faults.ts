/** Changes bytes on their way, as a bad cable or a bad adapter does. In: the bytes and monotonic ms. */
export type ByteFault = (bytes: Uint8Array, atMs: number) => Uint8Array

/** On average one hit in this many bytes. */
const HIT_EVERY_BYTES = 2_000
const NOISE_EVERY_MS = 5_000
const MOST_NOISE_BYTES = 64
const STALL_EVERY_MS = 30_000
const STALL_MS = 1_000

/** A small seeded generator (mulberry32): numbers in 0 <= n < 1, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}

function dropByte(random: () => number): ByteFault {
  return (bytes) => bytes.filter(() => random() >= 1 / HIT_EVERY_BYTES)
}

function flipBit(random: () => number): ByteFault {
  return (bytes) =>
    bytes.map((byte) => (random() < 1 / HIT_EVERY_BYTES ? byte ^ (1 << (random() * 8)) : byte))
}

function noise(random: () => number): ByteFault {
  let nextMs = NOISE_EVERY_MS
  return (bytes, atMs) => {
    if (atMs < nextMs) return bytes
    nextMs = atMs + NOISE_EVERY_MS
    const burst = new Uint8Array(1 + Math.floor(random() * MOST_NOISE_BYTES)).map(() => random() * 256)
    return joined(burst, bytes)
  }
}

function stall(): ByteFault {
  let held = new Uint8Array(0) as Uint8Array
  return (bytes, atMs) => {
    const all = joined(held, bytes)
    const stalled = atMs % STALL_EVERY_MS > STALL_EVERY_MS - STALL_MS
    held = stalled ? all : new Uint8Array(0)
    return stalled ? new Uint8Array(0) : all
  }
}

const FAULTS: Readonly<Record<string, (random: () => number) => ByteFault>> = {
  'drop-byte': dropByte,
  'flip-bit': flipBit,
  noise,
  stall,
}

/** Names that `createByteFaults` knows, for `sim:?fault=` and `simulate --fault`. */
export const byteFaultNames: readonly string[] = Object.keys(FAULTS)

/** Chains faults by name, seeded. Throws TypeError naming an unknown one. */
export function createByteFaults(names: readonly string[], seed: number): ByteFault {
  const random = seededRandom(seed)
  const faults = names.map((name) => {
    const make = Object.hasOwn(FAULTS, name) ? FAULTS[name] : undefined
    if (make === undefined) {
      throw new TypeError(`"fault" ${name} is not known: use ${byteFaultNames.join(', ')}`)
    }
    return make(random)
  })
  return (bytes, atMs) => faults.reduce((current, fault) => fault(current, atMs), bytes)
}
