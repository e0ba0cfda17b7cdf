import type { Driver } from '../driver.ts'
import { type Heard, Hearing } from './hearing.ts'

/** Bytes of a line and when they came, monotonic milliseconds. */
export interface Piece {
  readonly bytes: Uint8Array
  readonly atMs: number
}

/** Whose the bytes are, as far as they tell. */
export interface Detection {
  readonly bytes: number
  /** `several`: people have to say which, because each of them would show something. */
  readonly verdict: 'one' | 'several' | 'none'
  /** The drivers that claim the stream with what each would show, the one that understands most first. */
  readonly claims: readonly Heard[]
}

/** A driver that understands less of a stream met a few of its frames by chance, or on a line that carries something else too. */
const LEAST_UNDERSTOOD = 0.2
/** A driver that understands most of a stream may still be waiting for its lock. */
const MOSTLY_UNDERSTOOD = 0.5

/**
 * Whether a driver claims the stream: it would show something of it, and it understands
 * a fair part of the bytes. What it shows has passed its own check or lock already, so
 * this errs towards asking people once too often.
 */
export function claims({ understood, numerics, waves, others }: Heard): boolean {
  const shows = numerics.length + waves.length + others > 0
  return shows && understood >= LEAST_UNDERSTOOD
}

/** Whether a driver that does not claim the stream yet may do so if it hears more. */
export function mayClaim(heard: Heard): boolean {
  return !claims(heard) && heard.goodFrames > heard.badFrames && heard.understood >= MOSTLY_UNDERSTOOD
}

/** What all drivers together make of one stream. */
export function verdictOf(all: readonly Heard[]): Detection {
  const found = all.filter(claims).sort((one, other) => other.understood - one.understood)
  const verdict = found.length === 0 ? 'none' : found.length === 1 ? 'one' : 'several'
  return { bytes: all[0]?.bytes ?? 0, verdict, claims: found }
}

/**
 * Offers captured bytes to every driver, which only listens. In: some seconds of one
 * line in order; `optionsOf` gives a driver's options where its defaults are not meant.
 */
export function detect(
  drivers: readonly Driver[],
  pieces: Iterable<Piece>,
  optionsOf: (driver: Driver) => unknown = (driver) => driver.options.parse({}),
): Detection {
  const hearings = drivers.map((driver) => new Hearing(driver, optionsOf(driver)))
  let lastMs = 0
  for (const { bytes, atMs } of pieces) {
    lastMs = atMs
    for (const hearing of hearings) hearing.push(bytes, atMs)
  }
  for (const hearing of hearings) hearing.end(lastMs)
  return verdictOf(hearings.map((hearing) => hearing.heard()))
}
