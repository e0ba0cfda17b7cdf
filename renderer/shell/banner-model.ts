import {
  type AlarmView,
  type BedAlarmStatus,
  CLOCK_ALARM,
  STORAGE_ALARM,
  untouchedAlarm,
} from '../../electron/ipc/alarms.ts'
import type { StationView, StoreView } from '../../electron/ipc/views.ts'
import { type AlarmMoment, alarmsOf } from '../alarms/bed-alarms.ts'
import { limitsOff, reminds } from '../alarms/reminder.ts'
import { lineOf, operatorLines, type StateLine } from '../alarms/state-lines.ts'
import { compareAlarms, sortAlarms } from '../beds/alarms.ts'
import type { BedState } from '../client/station-state.ts'
import { printedValue } from '../words/values.ts'
import { type WordKey, words } from '../words/words.ts'

/** One card of the banner: which bed, and its line. */
export interface BannerCard {
  readonly key: string
  /** Null for an alarm of the station itself. */
  readonly bed: string | null
  readonly bedLabel: string
  readonly alarm: AlarmView
  readonly line: StateLine
  /** False where nobody knows since when. */
  readonly aged: boolean
}

/** What the engine says of its record, in the language of the window. */
function storageWords({ state }: StoreView): WordKey {
  if (state === 'stopped') return 'banner.notRecording'
  return state === 'numbersOnly' ? 'banner.numbersOnly' : 'banner.diskShort'
}

/**
 * Storage that is behind is told at once, without a sound: it may be whole again in a moment. What is not recorded is an
 * alarm of the station. Null while it keeps up.
 */
export function storageCard(store: StoreView | null, moment: AlarmMoment): BannerCard | null {
  if (store?.state !== 'behind' || moment.connection !== 'connected') return null
  const alarm = untouchedAlarm({
    id: 'storage',
    source: 'vigil',
    kind: 'technical',
    priority: 'medium',
    text: words('banner.recordingBehind'),
    sinceUtcMs: moment.utcMs,
  })
  return stationCard(alarm, false)
}

function stationCard(alarm: AlarmView, aged: boolean): BannerCard {
  return { key: alarm.id, bed: null, bedLabel: words('banner.station'), alarm, line: lineOf(alarm, 0), aged }
}

/** What an alarm of the station says in the language of the window; null: as the engine says it. */
function stationWord({ id }: AlarmView, { store }: StationView): WordKey | null {
  if (id === STORAGE_ALARM) return storageWords(store)
  return id === CLOCK_ALARM ? 'banner.clockSet' : null
}

/** Alarms of the station itself, as the engine says; none while there is no engine to say them. */
export function stationCards(station: StationView | null, moment: AlarmMoment): readonly BannerCard[] {
  if (station === null || moment.connection !== 'connected') return []
  return sortAlarms(station.alarms).map((alarm) => {
    const word = alarm.endedUtcMs === null ? stationWord(alarm, station) : null
    return stationCard(word === null ? alarm : { ...alarm, text: words(word) }, true)
  })
}

/** A bed whose alarms somebody has silenced, for the end of the banner. */
export interface QuietedBed {
  readonly bed: string
  readonly label: string
  readonly text: string
  readonly untilUtcMs: number | null
  /** It is said again now: it has been off for long. */
  readonly isReminder: boolean
}

function whatIsQuiet(status: BedAlarmStatus): Pick<QuietedBed, 'text' | 'untilUtcMs'> | null {
  const [state] = operatorLines(status)
  if (state !== undefined) return { text: state.text, untilUtcMs: state.untilUtcMs }
  const off = limitsOff(status)
  const [first] = off
  if (first === undefined) return null
  const what = off.map(({ limit, side }) => {
    const value = printedValue(limit[side] ?? 0, limit.decimals)
    return words(side === 'low' ? 'limits.below' : 'limits.above', { what: limit.label, value })
  })
  return { text: words('quieted.limitsOff', { what: what.join(', ') }), untilUtcMs: first.off.untilUtcMs }
}

/** Every bed on which something is paused or off, in the order they stand in. */
export function quietedBeds(beds: readonly BedState[], moment: AlarmMoment): readonly QuietedBed[] {
  if (moment.connection !== 'connected') return []
  return beds.flatMap(({ view: { id: bed, label, alarmStatus } }) => {
    const quiet = whatIsQuiet(alarmStatus)
    return quiet === null ? [] : [{ bed, label, ...quiet, isReminder: reminds(alarmStatus, moment.utcMs) }]
  })
}

/** Every alarm of every bed, worst first; equal ones oldest first (UI.md 4.5). */
export function bannerCards(beds: readonly BedState[], moment: AlarmMoment): readonly BannerCard[] {
  const all = beds.flatMap(({ view }) => alarmsOf(view, moment).map((alarm) => ({ view, alarm })))
  all.sort((left, right) => compareAlarms(left.alarm, right.alarm))
  return all.map(({ view, alarm }) => ({
    key: `${view.id}/${alarm.id}`,
    bed: view.id,
    bedLabel: view.label,
    alarm,
    line: lineOf(alarm, 0),
    aged: true,
  }))
}

/** Cards of beds and of the station as they stand: worst first, whosever they are. */
export function sortedCards(cards: readonly BannerCard[]): readonly BannerCard[] {
  return cards.toSorted((one, other) => compareAlarms(one.alarm, other.alarm))
}

/** Width of a card without its text, and of one character of it, in CSS px (18 px type). */
const CARD_BARE_PX = 130
const CHARACTER_PX = 10
/** The card cuts longer names of beds; an alarm is set whole up to this many characters. */
const LONGEST_LABEL = 20
const LONGEST_TEXT = 60

/** About how wide a card is drawn, in CSS px. */
export function cardWidth(card: BannerCard): number {
  const label = Math.min(card.bedLabel.length, LONGEST_LABEL)
  return CARD_BARE_PX + CHARACTER_PX * (label + Math.min(card.line.text.length, LONGEST_TEXT))
}

/**
 * How many cards to draw in a width in CSS px. A high alarm that nobody has seen to is never among the hidden ones
 * (UI.md 4.5), so all of them are drawn even where the width does not suffice, and one card always is.
 */
export function cardsShown(cards: readonly BannerCard[], width: number): number {
  let used = 0
  let fit = 0
  for (const card of cards) {
    used += cardWidth(card)
    if (used > width) break
    fit += 1
  }
  const high = cards.findLastIndex(({ line }) => line.priority === 'high' && line.phase === 'active') + 1
  return Math.min(cards.length, Math.max(1, fit, high))
}
