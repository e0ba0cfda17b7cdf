import type { Driver, FrameCounts, SerialSettings } from '../../drivers/driver.ts'
import type { Numeric } from '../../drivers/model/measurement.ts'
import { wireOf } from '../../drivers/wire.ts'
import type { LinkCheck } from '../ipc/link-check.ts'
import type { Clock } from './clock.ts'
import type { Link } from './link/link.ts'
import { printSettings } from './link/print-settings.ts'
import { printedValues } from './printed-values.ts'
import type { Timers } from './timers.ts'

const TICK_EVERY_MS = 100

export interface LinkCheckOptions {
  readonly driver: Driver
  /** The driver's options with their defaults. */
  readonly options: unknown
  readonly link: Link
  /** Settings of the line, or null where it has none. */
  readonly serial: SerialSettings | null
  readonly durationMs: number
  readonly clock: Clock
  readonly timers: Timers
}

function badFrames(counts: Readonly<FrameCounts>): number {
  return counts.checksum + counts.length + counts.short + counts.escape
}

function sentenceOf(bytes: number, good: number, seconds: number, options: LinkCheckOptions): string {
  if (good > 0) return `The monitor answers: ${good} good messages in ${seconds} s.`
  const settings = options.serial === null ? '' : ` at ${printSettings(options.serial)}`
  if (bytes > 0) {
    return `Bytes arrive${settings}, but none of them can be read: check the line settings and the driver.`
  }
  return `Nothing arrives${settings} in ${seconds} s: check the cable, and that the monitor's port is switched on.`
}

/**
 * Listens on a line for a while, with the driver asking for data where it may.
 * Out: what was found and one sentence; never rejects. The link is closed at the end.
 */
export function checkLink(options: LinkCheckOptions): Promise<LinkCheck> {
  const { driver, link, clock, timers, durationMs } = options
  const numerics = new Map<string, Numeric>()
  const measure = (measurement: { readonly type: string }): void => {
    if (isNumeric(measurement)) numerics.set(measurement.channel.key, measurement)
  }
  const send = (bytes: Uint8Array): void => void link.write(bytes)
  let bytes = 0
  let lastMs = clock.monotonicMs()
  const decoder = { current: null as ReturnType<Driver['start']> | null }
  return new Promise((resolve) => {
    const stopTicks = timers.every(TICK_EVERY_MS, () => decoder.current?.tick(clock.monotonicMs()))
    const finish = (problem: string | null): void => {
      stopTicks()
      stopWaiting()
      if (problem === null) decoder.current?.leave?.(clock.monotonicMs())
      link.close()
      decoder.current?.end(lastMs)
      const counts = decoder.current?.counts
      const good = counts?.good ?? 0
      resolve({
        bytes,
        goodFrames: good,
        badFrames: counts === undefined ? 0 : badFrames(counts),
        values: printedValues(numerics.values()),
        sentence: problem ?? sentenceOf(bytes, good, Math.round(durationMs / 1000), options),
      })
    }
    const stopWaiting = timers.after(durationMs, () => finish(null))
    link.open({
      onOpen: () => {
        decoder.current = wireOf(driver, link.kind).start(
          driver.writes === null ? { measure } : { measure, send },
          options.options,
        )
      },
      onBytes: (piece, atMs) => {
        bytes += piece.length
        lastMs = atMs
        decoder.current?.push(piece, atMs)
      },
      onClose: (cause, detail) => finish(cause === 'replayEnded' && bytes > 0 ? null : detail),
    })
  })
}

function isNumeric(measurement: { readonly type: string }): measurement is Numeric {
  return measurement.type === 'numeric'
}
