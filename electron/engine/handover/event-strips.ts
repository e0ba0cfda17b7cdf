import type { EventStrip, ShiftAlarm } from '../../ipc/handover.ts'
import type { ShiftAlert } from '../../ipc/shift.ts'
import type { NoteView } from '../../ipc/trend.ts'
import { STRIP_SECONDS } from '../export/constants.ts'
import type { Interval } from '../export/intervals.ts'
import { stripFrom } from '../export/strip.ts'
import type { NewChannel, StoreReader } from '../store/types.ts'

/** Strips that a page has room for. */
const MOST_STRIPS = 4
const HALF_MS = (STRIP_SECONDS * 1_000) / 2

/** A moment of a bed that may have waves beside it. */
export type Moment = Pick<EventStrip, 'kind' | 'atUtcMs' | 'text'>

/** What happened in a bed that may have waves beside it. */
export interface Happened {
  readonly alarms: readonly ShiftAlarm[]
  /** The monitor's own, where the log mirrors none. */
  readonly alerts: readonly ShiftAlert[]
  readonly notes: readonly NoteView[]
}

/** High physiological alarms that began in the period, and marks: the last alarms first, then the last marks. */
export function momentsOf({ alarms, alerts, notes }: Happened, period: Interval): Moment[] {
  const isInside = (atUtcMs: number) => atUtcMs >= period.fromUtcMs && atUtcMs < period.toUtcMs
  const logged = alarms
    .filter(
      ({ priority, kind, sinceUtcMs }) =>
        priority === 'high' && kind === 'physiological' && isInside(sinceUtcMs),
    )
    .map(({ sinceUtcMs: atUtcMs, text }): Moment => ({ kind: 'alarm', atUtcMs, text }))
  const told = alerts
    .filter(({ priority, atUtcMs }) => priority === 'high' && isInside(atUtcMs))
    .map(({ atUtcMs, text }): Moment => ({ kind: 'alarm', atUtcMs, text }))
  const high = alarms.some(({ source }) => source === 'bedside') ? logged : [...logged, ...told]
  const marks = notes
    .filter(({ kind, atUtcMs }) => kind === 'mark' && isInside(atUtcMs))
    .map(({ atUtcMs, text }): Moment => ({ kind: 'mark', atUtcMs, text }))
  const late = (a: Moment, b: Moment) => b.atUtcMs - a.atUtcMs
  return [...high.sort(late), ...marks.sort(late)]
}

/** Ten seconds of waves round each high alarm and mark of a period, as far as there is room, in order of time. */
export function eventStrips(
  reader: StoreReader,
  channels: readonly NewChannel[],
  happened: Happened,
  period: Interval,
  labelOf: (channel: number) => string,
): { readonly eventStrips: readonly EventStrip[]; readonly stripsLeftOut: number } {
  const strips: EventStrip[] = []
  const wanted = momentsOf(happened, period)
  for (const one of wanted) {
    if (strips.length === MOST_STRIPS) break
    const strip = stripFrom(reader, channels, one.atUtcMs - HALF_MS, period, labelOf)
    if (strip !== null) strips.push({ ...strip, ...one })
  }
  strips.sort((a, b) => a.atUtcMs - b.atUtcMs)
  return { eventStrips: strips, stripsLeftOut: wanted.length - strips.length }
}
