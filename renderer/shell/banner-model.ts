import { compareAlarms } from '../beds/alarms.ts'
import { alarmsOf, lineOf, type StateLine, type TileMoment } from '../beds/tile-model.ts'
import type { BedState } from '../client/station-state.ts'

/** One card of the banner: which bed, and its line. */
export interface BannerCard {
  readonly key: string
  readonly bed: string
  readonly bedLabel: string
  readonly line: StateLine
}

/** Every alarm of every bed, worst first; equal ones oldest first (UI.md 4.5). */
export function bannerCards(beds: readonly BedState[], moment: TileMoment): readonly BannerCard[] {
  const all = beds.flatMap(({ view }) => alarmsOf(view, moment).map((alarm) => ({ view, alarm })))
  all.sort((left, right) => compareAlarms(left.alarm, right.alarm))
  return all.map(({ view, alarm }) => ({
    key: `${view.id}/${alarm.id}`,
    bed: view.id,
    bedLabel: view.label,
    line: lineOf(alarm, 0),
  }))
}

/**
 * How many cards to draw when only some fit. A high alarm is never among the hidden ones, so all of them are
 * drawn even where that squeezes the cards.
 */
export function cardsShown(cards: readonly BannerCard[], fit: number): number {
  const high = cards.filter(({ line }) => line.priority === 'high').length
  return Math.min(cards.length, Math.max(fit, high))
}
