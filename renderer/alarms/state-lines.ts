import type { Priority } from '../../drivers/model/measurement.ts'
import type { Resumable } from '../../electron/ipc/alarm-commands.ts'
import type { AlarmPhase, AlarmView, BedAlarmStatus } from '../../electron/ipc/alarms.ts'
import type { WearableView } from '../../electron/ipc/wearable.ts'
import { alarmMark } from '../beds/alarms.ts'
import { age, clockTime } from '../words/times.ts'
import { wearableText } from '../words/wearable.ts'
import { type WordKey, words } from '../words/words.ts'

/** The one line of a tile that says what is wrong and since when. */
export interface StateLine {
  readonly priority: Priority
  readonly kind: AlarmView['kind']
  readonly phase: AlarmPhase
  readonly mark: string
  readonly text: string
  readonly who: string
  readonly sinceUtcMs: number
  /** When it was over; null while it lasts. */
  readonly endedUtcMs: number | null
  /** Further alarms of this bed that the line does not show. */
  readonly more: number
}

/** How an alarm is put on one line; `more` counts those behind it. */
export function lineOf(alarm: AlarmView, more: number): StateLine {
  const { priority, kind, state, source, sinceUtcMs, endedUtcMs } = alarm
  const text = state === 'latched' ? words('alarm.ended', { text: alarm.text }) : alarm.text
  return {
    priority,
    kind,
    phase: state,
    mark: alarmMark(kind, priority),
    text,
    who: words(source === 'bedside' ? 'alarm.bedside' : 'alarm.vigil'),
    sinceUtcMs,
    endedUtcMs,
    more,
  }
}

/** The time that a line shows at its end: how long it lasts, or the clock time of its end. */
export function lineTime(line: StateLine, nowUtcMs: number): string {
  return line.endedUtcMs === null ? age(nowUtcMs - line.sinceUtcMs) : clockTime(line.endedUtcMs)
}

/** A state that somebody has set on a bed, a sentence about what was missed, or what a wearable says of itself. */
export interface StatusLine {
  readonly kind: Resumable | 'missed' | 'wearable'
  readonly text: string
  /** Without reason and times, for narrow places. */
  readonly short: string
  /** When it ends by itself; null for what was missed and for a wearable. */
  readonly untilUtcMs: number | null
}

/** Loudest first: what takes most away is said first. */
const STATES = [
  'comfortCare',
  'audioOff',
  'alarmsPaused',
  'audioPaused',
] as const satisfies readonly Resumable[]

const STATE_WORDS: Readonly<Record<Resumable, { readonly bare: WordKey; readonly reason: WordKey }>> = {
  comfortCare: { bare: 'status.comfortCare', reason: 'status.comfortCareBy' },
  audioOff: { bare: 'status.audioOff', reason: 'status.audioOffBy' },
  alarmsPaused: { bare: 'status.alarmsPaused', reason: 'status.alarmsPausedBy' },
  audioPaused: { bare: 'status.audioPaused', reason: 'status.audioPaused' },
}

/** The states that hold on a bed, each in its own line. */
export function operatorLines(status: BedAlarmStatus): readonly StatusLine[] {
  return STATES.flatMap((kind) => {
    const state = status[kind]
    if (state === null) return []
    const { bare, reason } = STATE_WORDS[kind]
    const text = state.reason === '' ? words(bare) : words(reason, { reason: state.reason })
    return [{ kind, text, short: words(bare), untilUtcMs: state.untilUtcMs }]
  })
}

/** What a calm tile says of an alarm that came and went unseen: `14:02 missed SpO2 87 < 90, lasted 0:38`. */
export function missedLine(missed: readonly AlarmView[]): StatusLine | null {
  const [latest] = missed
  if (latest === undefined) return null
  const lasted = age((latest.endedUtcMs ?? latest.sinceUtcMs) - latest.sinceUtcMs)
  const values = { time: clockTime(latest.sinceUtcMs), text: latest.text, lasted }
  const more = missed.length - 1
  const text = words('alarm.missed', values)
  return {
    kind: 'missed',
    text: more === 0 ? text : `${text} ${words('alarm.more', { count: String(more) })}`,
    short: words('alarm.missedShort', { text: latest.text }),
    untilUtcMs: null,
  }
}

/** What stands on the tile of a wearable while nothing louder does (UI.md 5). */
export function wearableLine(wearable: WearableView | undefined): StatusLine | null {
  if (wearable === undefined) return null
  const text = wearableText(wearable)
  return { kind: 'wearable', text, short: text, untilUtcMs: null }
}

const HOUR_MS = 3_600_000

/** Time left, `1:32`, below an hour; else the clock time at which the state ends. */
export function bareTime(untilUtcMs: number, nowUtcMs: number): string {
  const leftMs = untilUtcMs - nowUtcMs
  return leftMs > HOUR_MS ? clockTime(untilUtcMs) : age(leftMs)
}

/** The same in words: `1:32 left`, `until 16:30`. */
export function statusTime(untilUtcMs: number, nowUtcMs: number): string {
  const time = bareTime(untilUtcMs, nowUtcMs)
  return words(untilUtcMs - nowUtcMs > HOUR_MS ? 'status.until' : 'status.left', { time })
}
