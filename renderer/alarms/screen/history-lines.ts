import type { Priority } from '../../../drivers/model/measurement.ts'
import type { Resumable } from '../../../electron/ipc/alarm-commands.ts'
import type { AlarmEventType, AlarmEventView } from '../../../electron/ipc/alarm-history.ts'
import { AGE_CLASSES, type LimitSide, type LimitView } from '../../../electron/ipc/alarms.ts'
import { evidenceText } from '../../analysis/analysis-text.ts'
import { duration } from '../../words/times.ts'
import { printedRange } from '../../words/values.ts'
import { type WordKey, words } from '../../words/words.ts'
import { ageClassText } from '../limits/age-class-step.tsx'

/** One line of the history as people read it. */
export interface HistoryLine {
  readonly key: string
  readonly atUtcMs: number
  /** Null for what is about no alarm. */
  readonly priority: Priority | null
  readonly text: string
  /** Why, as typed or as Vigil knows; empty where there is nothing to say. */
  readonly note: string
  /** Whoever did it, or decided. */
  readonly who: string
  /** An alarm began here: there is a strip around it. */
  readonly isAlarm: boolean
}

/** What a limit of the bed is called and how it is printed. */
export type KnownLimits = readonly Pick<LimitView, 'parameter' | 'label' | 'decimals'>[]

/** Technical steps that tell nobody what happened to the patient or who did what. */
const UNTOLD: ReadonlySet<AlarmEventType> = new Set(['shown', 'missedOver'])

const OF_ALARM: Readonly<Partial<Record<AlarmEventType, WordKey>>> = {
  ended: 'history.ended',
  reworded: 'history.reworded',
  acknowledged: 'history.acknowledged',
  unacknowledged: 'history.unacknowledged',
  reset: 'history.reset',
}

const OF_BED: Readonly<Partial<Record<AlarmEventType, WordKey>>> = {
  riskSet: 'history.riskSet',
  riskEnded: 'history.riskEnded',
  patientChanged: 'history.patientChanged',
  reminded: 'history.reminded',
  settingsAsked: 'history.settingsAsked',
  settingsConfirmed: 'history.settingsConfirmed',
  restarted: 'history.restarted',
}

const STATE_NAMES: Readonly<Record<Resumable, WordKey>> = {
  audioPaused: 'status.audioPaused',
  audioOff: 'status.audioOff',
  alarmsPaused: 'status.alarmsPaused',
  comfortCare: 'status.comfortCare',
}

const END_CAUSES: Readonly<Record<string, WordKey>> = {
  lineLost: 'history.why.lineLost',
  limitChanged: 'history.why.limitChanged',
  patientChanged: 'history.why.patientChanged',
  replaced: 'history.why.replaced',
}

type Detail = AlarmEventView['detail']

function textIn(detail: Detail, name: string): string {
  const value = detail[name]
  return typeof value === 'string' ? value : ''
}

function numberIn(detail: Detail, name: string): number | null {
  const value = detail[name]
  return typeof value === 'number' ? value : null
}

function isState(name: string): name is Resumable {
  return name in STATE_NAMES
}

function stateName(detail: Detail): string {
  const of = textIn(detail, 'of')
  return isState(of) ? words(STATE_NAMES[of]) : of
}

/** `SpO2 low` of `PARAMETER/low`; a number that the bed no longer sends keeps its code. */
function limitName(detail: Detail, limits: KnownLimits): string {
  const [parameter = '', side] = textIn(detail, 'of').split('/')
  const label = limits.find((one) => one.parameter === parameter)?.label ?? parameter
  const known: Readonly<Record<LimitSide, WordKey>> = { low: 'history.low', high: 'history.high' }
  return side === 'low' || side === 'high' ? words(known[side], { what: label }) : label
}

function changedLimits(detail: Detail, limits: KnownLimits): string {
  const parameter = textIn(detail, 'parameter')
  const known = limits.find((one) => one.parameter === parameter)
  const range = (low: string, high: string) =>
    printedRange(numberIn(detail, low), numberIn(detail, high), known?.decimals ?? 0)
  const what = known?.label ?? parameter
  const before = range('lowBefore', 'highBefore')
  if (!('low' in detail)) return words('history.limitsBack', { what, before })
  return words('history.limits', { what, before, after: range('low', 'high') })
}

function ageClassNamed(detail: Detail): string {
  const after = textIn(detail, 'after')
  const known = AGE_CLASSES.find((one) => one === after)
  return known === undefined ? after : ageClassText(known)
}

function textOf({ type, alarm, detail, evidence }: AlarmEventView, limits: KnownLimits): string {
  const text = alarm?.text ?? ''
  const length = duration(numberIn(detail, 'forMs') ?? 0)
  const ofAlarm = OF_ALARM[type]
  if (ofAlarm !== undefined) return words(ofAlarm, { text })
  const ofBed = OF_BED[type]
  if (ofBed !== undefined) return words(ofBed)
  switch (type) {
    case 'analysed':
      return words('history.analysed', { text, what: evidence === undefined ? '' : evidenceText(evidence) })
    case 'stateSet':
      return words('history.stateSet', { what: stateName(detail), length })
    case 'stateEnded':
      return words('history.stateEnded', { what: stateName(detail) })
    case 'ageClass':
      return words('limits.ofClass', { ageClass: ageClassNamed(detail) })
    case 'limitChanged':
      return changedLimits(detail, limits)
    case 'limitOff':
      return words('history.limitOff', { what: limitName(detail, limits), length })
    case 'limitOn':
      return words('history.limitOn', { what: limitName(detail, limits) })
    default:
      return text
  }
}

function noteOf({ type, detail }: AlarmEventView): string {
  if (type !== 'ended') return textIn(detail, 'reason')
  const why = END_CAUSES[textIn(detail, 'why')]
  if (why !== undefined) return words(why)
  return detail.as === 'missed' ? words('history.unseen') : ''
}

function whoOf({ type, alarm, actor }: AlarmEventView): string {
  if (actor !== null) return actor.initials ?? words('history.atStation')
  const isOfMonitor = alarm?.source === 'bedside' && (type === 'raised' || type === 'ended')
  return words(isOfMonitor ? 'alarm.bedside' : 'alarm.vigil')
}

/** The history of a bed as lines, the latest first. In: its events in order, and what its limits are called. */
export function historyLines(events: readonly AlarmEventView[], limits: KnownLimits): readonly HistoryLine[] {
  return events
    .filter(({ type }) => !UNTOLD.has(type))
    .map((event) => ({
      key: `${event.bed} ${event.number}`,
      atUtcMs: event.atUtcMs,
      priority: event.alarm?.priority ?? null,
      text: textOf(event, limits),
      note: noteOf(event),
      who: whoOf(event),
      isAlarm: event.type === 'raised',
    }))
    .reverse()
}
