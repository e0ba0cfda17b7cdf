import type { Priority } from '../../drivers/model/measurement.ts'
import { untouchedAlarm } from '../../electron/ipc/alarms.ts'
import type { AlarmView, BedView } from '../../electron/ipc/views.ts'
import type { BedState, Connection } from '../client/station-state.ts'
import { idEnding } from '../words/identifiers.ts'
import { shortCause } from '../words/link-causes.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { withAlarms } from './alarmed-numbers.ts'
import { alarmMark, sortAlarms } from './alarms.ts'
import type { NumberSource } from './numbers.ts'
import { type TileNumbers, tileNumbers } from './slots.ts'

/** The one line of a tile that says what is wrong and since when. */
export interface StateLine {
  readonly priority: Priority
  readonly kind: AlarmView['kind']
  readonly mark: string
  readonly text: string
  readonly who: string
  readonly sinceUtcMs: number
  /** Further alarms of this bed that the line does not show. */
  readonly more: number
}

/** What covers the waves of a bed without data: hatch, cause in words, and how long or when next. */
export interface WaveCover {
  readonly hatched: boolean
  readonly cause: string
  readonly sinceUtcMs: number | null
  readonly retryAtUtcMs: number | null
  /** Nobody lies in the bed: how that ends. */
  readonly ends?: string
}

/** Everything a tile shows. Made by a pure function so that every state can be tested without a screen. */
export interface TileModel {
  readonly id: string
  readonly label: string
  readonly person: string
  /** The monitor names somebody else than is connected, or somebody where nobody is: a nurse is asked. */
  readonly asksWho: boolean
  readonly chips: readonly string[]
  readonly simulated: boolean
  /** Colour of the edge: technical states are cyan whatever their priority (UI.md 5). */
  readonly edge: 'none' | Priority
  readonly line: StateLine | null
  /** Nothing is wrong with somebody who is watched: there is room for a trend. */
  readonly isCalm: boolean
  readonly cover: WaveCover | null
  readonly numbers: TileNumbers
  /** Which of three (CLINICAL 1.10). Never blank. */
  readonly bedside: string
  /** The same in the words of a small tile. */
  readonly bedsideShort: string
  readonly bedsideLost: boolean
}

/** What surrounds the bed when its tile is made. */
export interface TileMoment {
  readonly connection: Connection
  readonly lostSinceUtcMs: number | null
  readonly monotonicMs: number
  readonly utcMs: number
}

const SIMULATED_PREFIX = 'SIM-'

/** Who is connected, as shown on a wall: never more than the end of an identifier (UI.md 11.16). */
export function personText(patient: BedView['patient']): string {
  if (patient === null) return ''
  if (patient.id.startsWith(SIMULATED_PREFIX)) return patient.id
  return words('tile.idEnds', { ending: idEnding(patient.id) })
}

/** Whether the bed's line brings data now. A new line that is still being opened does not count as lost. */
export function isWithoutData(view: BedView, connection: Connection): boolean {
  if (connection !== 'connected') return true
  return view.link.phase !== 'live' && !isChecking(view) && view.standby === undefined
}

function isChecking({ link }: BedView): boolean {
  return link.phase === 'opening' && link.cause === null
}

function coverOf(view: BedView, moment: TileMoment): WaveCover | null {
  if (moment.connection !== 'connected') {
    return {
      hatched: true,
      cause: words('engine.restarts'),
      sinceUtcMs: moment.lostSinceUtcMs,
      retryAtUtcMs: null,
    }
  }
  if (view.standby !== undefined) {
    return {
      hatched: false,
      cause: words('tile.standby', { time: clockTime(view.standby.sinceUtcMs) }),
      ends: words('tile.standbyEnds'),
      sinceUtcMs: null,
      retryAtUtcMs: null,
    }
  }
  const { phase, retryAtUtcMs, sinceUtcMs } = view.link
  if (phase === 'live') return null
  if (isChecking(view)) {
    return { hatched: false, cause: words('tile.opening'), sinceUtcMs: null, retryAtUtcMs: null }
  }
  return { hatched: true, cause: shortCause(view.link), sinceUtcMs, retryAtUtcMs }
}

/** The alarm that says there is no data: the engine's own if it sent one, else made here. */
function noDataAlarm(view: BedView, moment: TileMoment): AlarmView {
  const lost = moment.connection !== 'connected'
  const known = lost
    ? undefined
    : sortAlarms(view.alarms).find(({ source, kind }) => source === 'vigil' && kind === 'technical')
  const sinceUtcMs = lost ? (moment.lostSinceUtcMs ?? moment.utcMs) : view.link.sinceUtcMs
  const text = words(!lost && view.link.phase === 'ended' ? 'tile.ended' : 'tile.noData')
  return untouchedAlarm({
    id: `${view.id}-no-data`,
    source: 'vigil',
    kind: 'technical',
    priority: known?.priority ?? (view.link.phase === 'ended' && !lost ? 'low' : 'medium'),
    text,
    sinceUtcMs,
  })
}

/** Alarms in force on a bed as the screen counts them. Without data the bedside's own are not known any more. */
export function alarmsOf(view: BedView, moment: TileMoment): readonly AlarmView[] {
  if (!isWithoutData(view, moment.connection)) return sortAlarms(view.alarms)
  return [noDataAlarm(view, moment)]
}

/** How an alarm is put on one line; `more` counts those behind it. */
export function lineOf(alarm: AlarmView, more: number): StateLine {
  return {
    priority: alarm.priority,
    kind: alarm.kind,
    mark: alarmMark(alarm.kind, alarm.priority),
    text: alarm.text,
    who: words(alarm.source === 'bedside' ? 'alarm.bedside' : 'alarm.vigil'),
    sinceUtcMs: alarm.sinceUtcMs,
    more,
  }
}

/** The numbers of a bed at a moment; ages run on the monotonic clock. */
export function numberSource(bed: BedState, moment: TileMoment): NumberSource {
  return {
    numerics: bed.view.numerics,
    current: moment.connection === 'connected' && bed.view.link.phase === 'live',
    nowUtcMs: moment.utcMs,
    ageOf: ({ key }) => moment.monotonicMs - (bed.arrivals.get(key)?.monotonicMs ?? Number.NEGATIVE_INFINITY),
  }
}

const BEDSIDE_WORDS = {
  shown: 'bedside.shown',
  notCarried: 'bedside.notCarried',
  lost: 'bedside.lost',
} as const

const BEDSIDE_SHORT = {
  shown: 'bedside.shownShort',
  notCarried: 'bedside.notCarriedShort',
  lost: 'bedside.lost',
} as const

/** Makes everything a tile shows from the latest view of its bed. */
export function tileModel(bed: BedState, moment: TileMoment): TileModel {
  const { view } = bed
  const alarms = alarmsOf(view, moment)
  const worst = alarms[0]
  const line = worst === undefined ? null : lineOf(worst, alarms.length - 1)
  const demo = view.numerics.some(({ validity }) => validity === 'demo')
  const chips: string[] = []
  if (view.simulated) chips.push(words('chip.simulated'))
  else if (view.unproven) chips.push(words('chip.unproven'))
  if (view.person?.paced === 'yes') chips.push(words('chip.paced'))
  if (demo) chips.push(words('chip.demo'))
  const lost = isWithoutData(view, moment.connection) && view.bedsideAlarms !== 'notCarried'
  const bedside = lost ? 'lost' : view.bedsideAlarms
  return {
    id: view.id,
    label: view.label,
    person: view.standby === undefined ? personText(view.patient) : words('tile.nobody'),
    asksWho: view.proposal !== null && moment.connection === 'connected',
    chips,
    simulated: view.simulated,
    edge: line === null ? 'none' : line.kind === 'technical' ? 'low' : line.priority,
    line,
    isCalm: line === null && view.standby === undefined,
    cover: coverOf(view, moment),
    numbers: withAlarms(tileNumbers(numberSource(bed, moment)), alarms),
    bedside: words(BEDSIDE_WORDS[bedside]),
    bedsideShort: words(BEDSIDE_SHORT[bedside]),
    bedsideLost: bedside === 'lost' && view.standby === undefined,
  }
}
