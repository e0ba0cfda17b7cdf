import type { Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmCause } from '../../../electron/ipc/alarms.ts'
import { LOW_MELODY, MELODIES, TIMINGS } from './burst-table.ts'

/** One tone of a burst; times in ms from the start of the burst. */
export interface Pulse {
  readonly startMs: number
  readonly durationMs: number
  /** Of the fundamental. */
  readonly frequencyHz: number
}

/** The pulses of one burst of an alarm, in order. */
export function burst(priority: Priority, cause: AlarmCause): readonly Pulse[] {
  const { pulseMs, startsMs } = TIMINGS[priority]
  const notes = priority === 'low' ? LOW_MELODY : MELODIES[cause]
  return startsMs.map((startMs, index) => ({
    startMs,
    durationMs: pulseMs,
    // The ten pulses of a high burst are its five notes twice.
    frequencyHz: notes[index % notes.length] ?? notes[0],
  }))
}

/** Length of a burst from its first to the end of its last pulse, ms. */
export function burstMs(pulses: readonly Pulse[]): number {
  const last = pulses.at(-1)
  return last === undefined ? 0 : last.startMs + last.durationMs
}

/** Five pulses: what has to sound of a high burst whose alarm has ended. */
const HALF_OF_HIGH = 5

/**
 * Where a burst may end once nothing wants it, ms from its start: a high one after its first half or as a whole, a
 * medium or low one as a whole. In: how far it has come, ms.
 */
export function endWhenUnwanted(priority: Priority, pulses: readonly Pulse[], soFarMs: number): number {
  const wholeMs = burstMs(pulses)
  if (priority !== 'high') return wholeMs
  const halfMs = burstMs(pulses.slice(0, HALF_OF_HIGH))
  return soFarMs <= halfMs ? halfMs : wholeMs
}

/** Where a burst ends that a higher one breaks off: with the pulse that sounds, or at once between two. ms from its start. */
export function endWhenOutranked(pulses: readonly Pulse[], soFarMs: number): number {
  const sounding = pulses.find(
    ({ startMs, durationMs }) => startMs <= soFarMs && soFarMs < startMs + durationMs,
  )
  return sounding === undefined ? soFarMs : sounding.startMs + sounding.durationMs
}
