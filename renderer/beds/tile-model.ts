import type { Priority } from '../../drivers/model/measurement.ts'
import { MONITOR_NAME } from '../../electron/ipc/devices.ts'
import type { BedView, LinkView } from '../../electron/ipc/views.ts'
import { type AlarmMoment, alarmsOf, isChecking, isWithoutData, missedOf } from '../alarms/bed-alarms.ts'
import {
  lineOf,
  missedLine,
  operatorLines,
  type StateLine,
  type StatusLine,
  wearableLine,
} from '../alarms/state-lines.ts'
import type { BedState } from '../client/station-state.ts'
import { whatText } from '../insights/insight-text.ts'
import { type TileScore, tileScore } from '../scores/score-text.ts'
import { deviceName } from '../words/devices.ts'
import { shortCause } from '../words/link-causes.ts'
import { personText } from '../words/person.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { withAlarms } from './alarmed-numbers.ts'
import { withLimits } from './limited-numbers.ts'
import type { NumberSource } from './numbers.ts'
import { type TileNumbers, tileNumbers } from './slots.ts'

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
  /** Its device is a wearable: no wave comes, and a trend has the room of one. */
  readonly isWorn: boolean
  /** Colour of the edge: technical states are cyan whatever their priority (UI.md 5). */
  readonly edge: 'none' | Priority
  readonly line: StateLine | null
  /** Colour of the edge is thinner once somebody has seen to the alarm. */
  readonly isAcknowledged: boolean
  /** What somebody has set on this bed, loudest first. Beside an alarm it is a mark; without one, it is the line. */
  readonly states: readonly StatusLine[]
  /** What stands in the line while no alarm does: the first of `states`, what was missed, or what a wearable says. */
  readonly status: StatusLine | null
  /** What people should do about the limits: none are watched, or they are to be confirmed. Null: nothing. */
  readonly limitsLack: { readonly text: string; readonly short: string } | null
  /** Nothing is wrong with somebody who is watched, and nothing is set or was missed: there is room for a trend. */
  readonly isCalm: boolean
  readonly cover: WaveCover | null
  /** Null: none is given, or the engine is away. */
  readonly news2: TileScore | null
  /** Hints from trends that nobody has dismissed, a sentence each. */
  readonly insights: readonly string[]
  readonly numbers: TileNumbers
  /** Which of four (CLINICAL 1.10). Never blank. */
  readonly bedside: string
  /** The same in the words of a small tile. */
  readonly bedsideShort: string
  readonly bedsideLost: boolean
  /** Bedside alarms come over this link: nothing that has to be said where there is little room. */
  readonly bedsideShown: boolean
}

/** What surrounds the bed when its tile is made. */
export type TileMoment = AlarmMoment

/** What covers waves whose line is away. */
export function lineCover(link: LinkView): WaveCover {
  const { sinceUtcMs, retryAtUtcMs } = link
  return { hatched: true, cause: shortCause(link), sinceUtcMs, retryAtUtcMs }
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
  const gapSinceUtcMs = view.wearable?.gapSinceUtcMs ?? null
  if (gapSinceUtcMs !== null && !isChecking(view)) {
    return { hatched: true, cause: words('wearable.gap'), sinceUtcMs: gapSinceUtcMs, retryAtUtcMs: null }
  }
  if (view.link.phase === 'live') return null
  if (isChecking(view)) {
    return { hatched: false, cause: words('tile.opening'), sinceUtcMs: null, retryAtUtcMs: null }
  }
  return lineCover(view.link)
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
  forbidden: 'bedside.forbidden',
} as const

const BEDSIDE_SHORT = {
  shown: 'bedside.shownShort',
  notCarried: 'bedside.notCarriedShort',
  lost: 'bedside.lost',
  forbidden: 'bedside.forbiddenShort',
} as const

/** Devices beside the monitor that are no source of alarms: what is said of the monitor's does not hold for them. */
function forbiddingDevices({ devices = [] }: BedView): string[] {
  return devices
    .filter(({ name, bedsideAlarms }) => name !== MONITOR_NAME && bedsideAlarms === 'forbidden')
    .map(({ name }) => words('bedside.forbiddenOf', { device: deviceName(name) }))
}

function limitsLackOf(says: BedView['alarmStatus']['says']): TileModel['limitsLack'] {
  if (says.includes('noAgeClass')) {
    return { text: words('tile.noAgeClass'), short: words('tile.noAgeClassShort') }
  }
  if (!says.includes('settingsOld')) return null
  return { text: words('tile.settingsOld'), short: words('tile.settingsOldShort') }
}

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
  if (view.alarmStatus.highRisk !== undefined) chips.push(words('chip.highRisk'))
  if (demo) chips.push(words('chip.demo'))
  const mayBeLost = view.bedsideAlarms !== 'notCarried' && view.bedsideAlarms !== 'forbidden'
  const lost = isWithoutData(view, moment.connection) && mayBeLost
  const connected = moment.connection === 'connected'
  const { alarmStatus } = view
  const states = connected ? operatorLines(alarmStatus) : []
  const worn = view.standby === undefined ? wearableLine(view.wearable) : null
  const status = states[0] ?? (connected ? (missedLine(missedOf(view)) ?? worn) : null)
  const bedside = lost ? 'lost' : view.bedsideAlarms
  const forbidding = forbiddingDevices(view)
  return {
    id: view.id,
    label: view.label,
    person: view.standby === undefined ? personText(view.patient) : words('tile.nobody'),
    asksWho: view.proposal !== null && connected,
    chips,
    simulated: view.simulated,
    isWorn: view.wearable !== undefined,
    edge: line === null ? 'none' : line.kind === 'technical' ? 'low' : line.priority,
    line,
    isAcknowledged: line?.phase === 'acknowledged',
    states,
    status,
    limitsLack: connected && view.standby === undefined ? limitsLackOf(alarmStatus.says) : null,
    isCalm: line === null && status === null && view.standby === undefined,
    cover: coverOf(view, moment),
    news2: connected ? tileScore(view.scores) : null,
    // A count without an age would look current; the open bed tells each hint with its time.
    insights: isWithoutData(view, moment.connection) ? [] : (view.insights?.found ?? []).map(whatText),
    numbers: withAlarms(withLimits(tileNumbers(numberSource(bed, moment)), alarmStatus.limits), alarms),
    bedside: [words(BEDSIDE_WORDS[bedside]), ...forbidding].join(', '),
    bedsideShort: [words(BEDSIDE_SHORT[bedside]), ...forbidding].join(', '),
    bedsideShown: bedside === 'shown' && forbidding.length === 0,
    bedsideLost: bedside === 'lost' && view.standby === undefined,
  }
}
