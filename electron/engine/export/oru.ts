import type { Field, Segment } from '../../../drivers/hl7v2/build.ts'
import type { ShiftParameter } from '../../ipc/shift.ts'
import type { EventWaves } from '../handover/event-waves.ts'
import { senderName } from './channel-labels.ts'
import { SECOND_MS } from './constants.ts'
import { flagsOf, hl7Time, testFlag } from './hl7-head.ts'
import { rangeText } from './limits-then.ts'
import type { OutgoingMessage } from './mllp-attempt.ts'
import type { Observation } from './observations.ts'
import { type Place, placeOf } from './oru-address.ts'
import {
  ANSWERS,
  CHANGED,
  LOCAL_SYSTEM,
  MEASURED_BY_HAND,
  MONITOR,
  MONITORING,
  SIMULATED_FLAG,
  STATUS,
  STATUS_NOTES,
} from './oru-codes.ts'
import { deviceOf, deviceTriplet, metricId, type OruFrame, oruMessage, unitOf } from './oru-frame.ts'
import { printNumber } from './print.ts'

/** What one message says: one bed, one patient, one period. */
export interface OruReport extends OruFrame {
  readonly observations: readonly Observation[]
  /** High alarms and marks of the period with their waves, for a receiver that wants them; absent: none. */
  readonly events?: readonly EventWaves[]
  /** How many more there were that come without. */
  readonly eventsLeftOut?: number
  /** Figures over the whole period, by channel key, sent as facets of their metric. */
  readonly parameters?: ReadonlyMap<string, ShiftParameter>
}

const EMPTY: Field = ''

/** One ORU^R01 v2.6 in the shape of IHE PCD-01 (INTEROP 1.1 to 1.4). A state without a number is sent without one. */
export function buildOru(report: OruReport): OutgoingMessage {
  return oruMessage(report, MONITORING, observationSegments(report))
}

function observationSegments(report: OruReport): Segment[] {
  const rows: Segment[] = []
  let number = 0
  const add = (fields: Segment['fields']): void => {
    number++
    rows.push({ name: 'OBX', fields: { 1: String(number), ...fields } })
  }
  add({ 3: deviceTriplet(MONITOR), 4: '1.0.0.0', 11: 'X', 18: deviceOf(report, null) })
  const placed = report.observations
    .map((observation) => ({ observation, place: placeOf(observation.channel) }))
    .sort((a, b) => comparePlaces(a.place, b.place))
  const announced = new Set<string>()
  for (const { observation, place } of placed) {
    const { branch, channel, metric } = place
    for (const [device, path] of [
      [branch.unit, `1.${branch.ordinal}.0.0`],
      [branch.channel, `1.${branch.ordinal}.${channel}.0`],
    ] as const) {
      if (device === null || announced.has(path)) continue
      announced.add(path)
      add({ 3: deviceTriplet(device), 4: path, 11: 'X' })
    }
    // Two channels of one id and one source number cannot be told apart: the later one gets its own path.
    let path = `1.${branch.ordinal}.${channel}.${metric}`
    for (let copy = channel; announced.has(path); ) path = `1.${branch.ordinal}.${++copy}.${metric}`
    announced.add(path)
    add(metricFields(report, observation, path))
    rows.push(...stateNotes(report, observation))
    const parameter = report.parameters?.get(observation.channel.key)
    if (parameter !== undefined) {
      for (const facet of facetFields(report, parameter, path, observation.simulated)) add(facet)
    }
  }
  return rows
}

function metricFields(report: OruReport, observation: Observation, path: string): Segment['fields'] {
  const { channel, state, value, simulated, byHand, change, siteCode } = observation
  const answer = byHand?.answer ?? null
  const { flag, result: usual } = STATUS[state]
  // Whoever enters something has looked at it.
  const first = byHand !== undefined && usual === 'R' ? 'F' : usual
  const result = change === undefined ? first : CHANGED[change]
  return {
    2: answer === null ? 'NM' : 'CWE',
    3: metricId(channel.id, channel.code, channel.label, siteCode),
    4: path,
    5: answer !== null ? [answer, ANSWERS[answer] ?? answer, LOCAL_SYSTEM] : printedOrNone(value, result),
    6: channel.unit === '' ? EMPTY : unitOf(channel.id, channel.unit),
    7: observation.limits === undefined || change === 'withdraws' ? EMPTY : rangeText(observation.limits),
    8: flagsOf(report, [flag, simulated ? SIMULATED_FLAG : '']),
    11: result,
    14: hl7Time(observation.measuredUtcMs),
    16: byHand?.author === undefined ? EMPTY : ['', byHand.author],
    17: byHand === undefined ? EMPTY : MEASURED_BY_HAND,
    18: deviceOf(report, senderName(observation.driver, channel)),
  }
}

/** A receiver that reads no codes of the IHE profiles still reads why a value is doubtful or not there. */
function stateNotes({ pcdStatusFlags }: OruReport, { state }: Observation): Segment[] {
  const text = STATUS_NOTES[state]
  if (pcdStatusFlags !== false || text === '') return []
  return [{ name: 'NTE', fields: { 1: '1', 2: 'L', 3: text } }]
}

function printedOrNone(value: number | null, result: string): Field {
  return value === null || result === 'X' ? EMPTY : printNumber(value)
}

/** Figures of a whole shift have no public codes: local ones, as facets of the metric they are about. */
function facetFields(
  report: OruReport,
  parameter: ShiftParameter,
  path: string,
  simulated: boolean,
): Segment['fields'][] {
  const unit = unitOf(parameter.id, parameter.unit)
  const seconds = unitOf('', 's')
  const inSeconds = (ms: number | null): number | null => (ms === null ? null : ms / SECOND_MS)
  const facets: readonly (readonly [id: string, name: string, value: number | null, unit: Field])[] = [
    ['X_VIGIL_MEDIAN', 'median', parameter.median, unit],
    ['X_VIGIL_LOWEST', 'lowest', parameter.lowest, unit],
    ['X_VIGIL_HIGHEST', 'highest', parameter.highest, unit],
    ['X_VIGIL_IN_LIMITS', 'time in limits', inSeconds(parameter.inRangeMs), seconds],
    ['X_VIGIL_OUT_OF_LIMITS', 'time outside limits', inSeconds(parameter.outOfRangeMs), seconds],
    [
      'X_VIGIL_NOT_MEASURED',
      'time not measured',
      parameter.episodic ? null : inSeconds(parameter.notMeasuredMs),
      seconds,
    ],
  ]
  return facets.flatMap(([id, name, value, facetUnit], index) =>
    value === null
      ? []
      : {
          2: 'NM',
          3: metricId(id, null, name),
          4: `${path}.${index + 1}`,
          5: printNumber(value),
          6: facetUnit,
          8: testFlag(report, simulated),
          11: 'R',
        },
  )
}

function comparePlaces(a: Place, b: Place): number {
  return a.branch.ordinal - b.branch.ordinal || a.channel - b.channel || a.metric - b.metric
}
