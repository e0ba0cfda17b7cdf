import { template } from '../_template/driver.ts'
import type { Driver, FrameCounts } from '../driver.ts'
import type { Measurement } from '../model/measurement.ts'
import { drivers } from '../registry.ts'
import { type Wire, wiresOf } from '../wire.ts'

const START_UTC_MS = Date.UTC(2026, 0, 1)
const MS_PER_SECOND = 1000
/** How often the session of a station ticks and the twin is asked for its bytes. */
export const TICK_MS = 100

/** What a station heard, and what its decoder counted. */
export interface Heard {
  readonly said: readonly Measurement[]
  readonly counts: Readonly<FrameCounts>
}

/** One driver on one of its wires. */
export interface Subject {
  readonly driver: Driver
  readonly wire: Wire
  readonly isStream: boolean
  /** Its recording from this folder's parent, without extension. */
  readonly fixture: string
}

function subjectsOf(folder: string, driver: Driver): readonly (readonly [name: string, subject: Subject])[] {
  return wiresOf(driver).map((wire, index) => {
    const isStream = wire.kind === 'stream'
    const fixture = `${folder}/fixtures/${index === 0 ? 'twin' : `twin.${wire.kind}`}`
    return [index === 0 ? folder : `${folder} over a ${wire.kind}`, { driver, wire, isStream, fixture }]
  })
}

/** Decodes pieces without a way to send. */
export function listen({ driver, wire }: Subject, pieces: Iterable<Uint8Array>): Heard {
  const said: Measurement[] = []
  const decoder = wire.start({ measure: (one) => said.push(one) }, driver.options.parse({}))
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: { ...decoder.counts } }
}

/** Pieces of `size` bytes. */
export function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Datagrams that were written one after the other: each says how long it is. */
export function* datagramsIn(driver: Driver, bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const length = driver.datagrams?.lengthOf(bytes.subarray(at)) ?? bytes.length
    yield bytes.subarray(at, at + length)
    at += length
  }
}

/** A station and the driver's twin on one line. Out: what the station heard, and what the device sent from `fromSeconds` on. */
export function session(
  { driver, wire }: Subject,
  scenario: string,
  seconds: number,
  seed = 1,
  fromSeconds = 0,
) {
  const twin = wire.twin({ scenario, seed, startUtcMs: START_UTC_MS })
  const said: Measurement[] = []
  const pieces: Uint8Array[] = []
  let nowMs = 0
  const decoder = wire.start(
    { measure: (one) => said.push(one), send: (bytes) => twin.receive(bytes, nowMs) },
    driver.options.parse({}),
  )
  for (; nowMs <= seconds * MS_PER_SECOND; nowMs += TICK_MS) {
    for (const piece of twin.produce(nowMs)) {
      if (nowMs >= fromSeconds * MS_PER_SECOND) pieces.push(piece.slice())
      decoder.push(piece, nowMs)
    }
    decoder.tick(nowMs)
  }
  return { said, counts: { ...decoder.counts }, pieces }
}

/** A linear congruential generator with the constants of Numerical Recipes; its high bits are the random ones. */
const LCG = { factor: 1_664_525, step: 1_013_904_223, highByteShift: 24 } as const

/** Bytes that look like noise, the same on every run. */
export function noise(length: number, seed: number): Uint8Array {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, LCG.factor) + LCG.step) | 0
    return state >>> LCG.highByteShift
  })
}

/** Every driver of the registry and the template, on each of its wires, by name. */
export const subjects = [
  ...drivers.flatMap((driver) => subjectsOf(driver.id, driver)),
  ...subjectsOf('_template', template),
]
