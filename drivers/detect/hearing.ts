import type { Decoder, Driver, LinkDefaults } from '../driver.ts'
import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import type { Fault, Measurement, Numeric } from '../model/measurement.ts'
import { wireOf } from '../wire.ts'

/** What one driver made of the bytes so far. */
export interface Heard {
  readonly driver: Driver
  readonly bytes: number
  readonly goodFrames: number
  readonly badFrames: number
  /** Part of the bytes that lies in frames the driver understands, 0 to 1. */
  readonly understood: number
  /** The latest value of each channel, in order of first appearance. */
  readonly numerics: readonly Numeric[]
  readonly waves: readonly WaveChannel[]
  /** Alerts and identities: shown too, so they count as something said. */
  readonly others: number
}

/** Faults that stand for bytes in no good frame. What is wrong inside a good frame costs none of its neighbours. */
const LOST: ReadonlySet<Fault['kind']> = new Set([
  'checksum',
  'length',
  'short',
  'escape',
  'oversize',
  'skipped',
  'partial',
  'unexpectedValue',
])

/**
 * One driver that listens to a stream of which nobody knows yet whose it is. It keeps
 * what would be shown and counts what is lost; it stores nothing and raises no alarm.
 */
export class Hearing {
  readonly driver: Driver
  readonly #decoder: Decoder
  readonly #numerics = new Map<NumericChannel, Numeric>()
  readonly #waves = new Set<WaveChannel>()
  #others = 0
  #bytes = 0
  #lost = 0

  /**
   * In: the driver's options with their defaults, the way to ask (without one the driver
   * only listens), and what carries the bytes.
   */
  constructor(
    driver: Driver,
    options: unknown,
    send?: (bytes: Uint8Array) => void,
    kind: LinkDefaults['kind'] = driver.link.kind,
  ) {
    this.driver = driver
    const measure = (one: Measurement): void => this.#keep(one)
    const out = send === undefined ? { measure } : { measure, send }
    this.#decoder = wireOf(driver, kind).start(out, options)
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#bytes += bytes.length
    this.#decoder.push(bytes, atMs)
  }

  tick(atMs: number): void {
    this.#decoder.tick(atMs)
  }

  /** The line is given up while it is open: who was asked is told. */
  leave(atMs: number): void {
    this.#decoder.leave?.(atMs)
  }

  end(atMs: number): void {
    this.#decoder.end(atMs)
  }

  heard(): Heard {
    const { good, checksum, length, short, escape: escapes } = this.#decoder.counts
    const understood = this.#bytes === 0 ? 0 : Math.max(0, 1 - this.#lost / this.#bytes)
    return {
      driver: this.driver,
      bytes: this.#bytes,
      goodFrames: good,
      badFrames: checksum + length + short + escapes,
      understood: good === 0 ? 0 : understood,
      numerics: [...this.#numerics.values()],
      waves: [...this.#waves],
      others: this.#others,
    }
  }

  #keep(one: Measurement): void {
    if (one.type === 'numeric') this.#numerics.set(one.channel, one)
    else if (one.type === 'wave') this.#waves.add(one.channel)
    else if (one.type !== 'fault') this.#others++
    else if (LOST.has(one.kind)) this.#lost += one.bytes
  }
}
