import { createHash } from 'node:crypto'
import type { AckMode } from '../../../drivers/hl7v2/ack.ts'
import { buildMessage, type Field, type Segment } from '../../../drivers/hl7v2/build.ts'
import { formatDtm } from '../../../drivers/hl7v2/time.ts'
import { messageUnit, termById } from '../../../drivers/model/terms.ts'
import type { StayMoveView } from '../../ipc/patient.ts'
import type { ShiftParameter } from '../../ipc/shift.ts'
import type { PatientView } from '../../ipc/views.ts'
import type { EventWaves } from '../handover/event-waves.ts'
import { SECOND_MS } from './constants.ts'
import type { Interval } from './intervals.ts'
import type { OutgoingMessage } from './mllp-attempt.ts'
import { moveSentence } from './moves.ts'
import type { Observation } from './observations.ts'
import { type Place, placeOf } from './oru-address.ts'
import {
  ACKNOWLEDGE,
  ANSWERS,
  CHANGED,
  LOCAL_SYSTEM,
  MEASURED_BY_HAND,
  MONITOR,
  MONITORING,
  PROFILE,
  SIMULATED_FLAG,
  SIMULATED_NOTE,
  STATUS,
} from './oru-codes.ts'
import { printNumber, printUtc } from './print.ts'
import { WHOLE_BED_LABEL } from './record-rows.ts'

/** A gap as a message tells it; `label` null: the whole bed. */
export interface OruGap extends Interval {
  readonly label: string | null
  readonly cause: string
  readonly evidence: string
}

/** What one message says: one bed, one patient, one period. */
export interface OruReport {
  readonly station: string
  readonly eui64: string
  readonly bed: string
  readonly patient: PatientView
  readonly period: Interval
  readonly madeUtcMs: number
  /** MSH-11 T: a training destination, or data that no patient gave. */
  readonly training: boolean
  /** Any of it was simulated or replayed: said in words too. */
  readonly simulated: boolean
  readonly ack: AckMode
  readonly observations: readonly Observation[]
  /** Stretches without data in the period, or since the message before, each said in a note. */
  readonly gaps: readonly OruGap[]
  /** Stretches of the bed that were given from one patient to another, each said in a note; absent: none. */
  readonly moves?: readonly StayMoveView[]
  /** High alarms and marks of the period with their waves, for a receiver that wants them; absent: none. */
  readonly events?: readonly EventWaves[]
  /** How many more there were that come without. */
  readonly eventsLeftOut?: number
  /** Figures over the whole period, by channel key, sent as facets of their metric. */
  readonly parameters?: ReadonlyMap<string, ShiftParameter>
}

const CONTROL_ID_DIGITS = 20
const EMPTY: Field = ''

/**
 * One ORU^R01 v2.6 in the shape of IHE PCD-01 (INTEROP 1.1 to 1.4). The control id
 * comes from the content: the same facts sent again carry the same id, so a receiver
 * can tell a repeat. A state without a number is sent without one.
 */
export function buildOru(report: OruReport): OutgoingMessage {
  const body = [
    ...patientSegments(report),
    requestSegment(report),
    // Receivers that look at no code still show a note to whoever reads the result.
    ...notes(report),
    ...observationSegments(report),
  ]
  const digest = createHash('sha256').update(report.eui64).update(buildMessage(body)).digest('hex')
  const controlId = digest.slice(0, CONTROL_ID_DIGITS).toUpperCase()
  return { controlId, text: buildMessage([headerSegment(report, controlId), ...body]) }
}

function headerSegment(report: OruReport, controlId: string): Segment {
  const { accept, application } = ACKNOWLEDGE[report.ack]
  return {
    name: 'MSH',
    fields: {
      3: ['VIGIL', report.eui64, 'EUI-64'],
      4: report.station,
      7: hl7Time(report.madeUtcMs),
      9: ['ORU', 'R01', 'ORU_R01'],
      10: controlId,
      11: report.training ? 'T' : 'P',
      12: '2.6',
      15: accept,
      16: application,
      18: 'UNICODE UTF-8',
      19: ['en', 'English', 'ISO639'],
      21: PROFILE,
    },
  }
}

function patientSegments({ patient, station, bed }: OruReport): Segment[] {
  return [
    // Names are not kept: name type U says that it is unknown to the sender.
    {
      name: 'PID',
      fields: { 3: [patient.id, '', '', patient.authority, 'MR'], 5: ['', '', '', '', '', '', 'U'] },
    },
    { name: 'PV1', fields: { 2: 'U', 3: [station, '', bed] } },
  ]
}

function requestSegment({ eui64, bed, period }: OruReport): Segment {
  const order = [
    `${eui64}-${bed}-${Math.round(period.fromUtcMs)}-${Math.round(period.toUtcMs)}`,
    'VIGIL',
    eui64,
    'EUI-64',
  ]
  return {
    name: 'OBR',
    fields: {
      1: '1',
      2: order,
      3: order,
      4: MONITORING,
      7: hl7Time(period.fromUtcMs),
      8: hl7Time(period.toUtcMs),
    },
  }
}

/** Notes on the whole report: what no patient gave, and where nothing is known. */
function notes({ simulated, moves = [], gaps }: OruReport): Segment[] {
  const texts = [...(simulated ? [SIMULATED_NOTE] : []), ...moves.map(moveSentence), ...gaps.map(gapNote)]
  return texts.map((text, index) => ({ name: 'NTE', fields: { 1: String(index + 1), 2: 'L', 3: text } }))
}

/** A gap in words. */
export function gapNote({ label, fromUtcMs, toUtcMs, cause, evidence }: OruGap): string {
  const why = evidence === '' ? cause : `${cause} (${evidence})`
  return `GAP ${label ?? WHOLE_BED_LABEL} ${printUtc(fromUtcMs)} to ${printUtc(toUtcMs)}: ${why}`
}

function observationSegments(report: OruReport): Segment[] {
  const rows: Segment[] = []
  const add = (fields: Segment['fields']): void => {
    rows.push({ name: 'OBX', fields: { 1: String(rows.length + 1), ...fields } })
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
    const parameter = report.parameters?.get(observation.channel.key)
    if (parameter !== undefined) {
      for (const facet of facetFields(parameter, path, observation.simulated)) add(facet)
    }
  }
  return rows
}

function metricFields(report: OruReport, observation: Observation, path: string): Segment['fields'] {
  const { channel, state, value, simulated, byHand, change } = observation
  const answer = byHand?.answer ?? null
  const { flag, result: usual } = STATUS[state]
  const result = change === undefined ? usual : CHANGED[change]
  return {
    2: answer === null ? 'NM' : 'CWE',
    3: metricId(channel.id, channel.code, channel.label),
    4: path,
    5: answer !== null ? [answer, ANSWERS[answer] ?? answer, LOCAL_SYSTEM] : printedOrNone(value, result),
    6: channel.unit === '' ? EMPTY : unitOf(channel.id, channel.unit),
    8: { repeats: [flag, simulated ? SIMULATED_FLAG : ''].filter((one) => one !== '') },
    11: result,
    14: hl7Time(observation.measuredUtcMs),
    17: byHand === undefined ? EMPTY : MEASURED_BY_HAND,
    18: deviceOf(report, observation.driver),
  }
}

function printedOrNone(value: number | null, result: string): Field {
  return value === null || result === 'X' ? EMPTY : printNumber(value)
}

/** Figures of a whole shift have no public codes: local ones, as facets of the metric they are about. */
function facetFields(parameter: ShiftParameter, path: string, simulated: boolean): Segment['fields'][] {
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
          8: simulated ? SIMULATED_FLAG : EMPTY,
          11: 'R',
        },
  )
}

/** MDC triplet with LOINC as the alternate one; a vendor's own field under our local system. */
function metricId(id: string, code: number | null, label: string): Field {
  if (code === null) return [id, label, LOCAL_SYSTEM]
  const term = termById(id)
  const mdc = [String(code), id, 'MDC']
  return term?.loinc == null ? mdc : [...mdc, term.loinc, term.name, 'LN']
}

/** MDC unit triplet with UCUM as the alternate one, UCUM alone where no MDC code is known. */
function unitOf(id: string, ucum: string): Field {
  const unit = messageUnit(id, ucum)
  if (unit?.mdcCode == null) return [unit?.ucumV2 ?? ucum, unit?.ucumV2 ?? ucum, 'UCUM']
  return [String(unit.mdcCode), unit.mdcRefid ?? '', 'MDC', unit.ucumV2, unit.ucumV2, 'UCUM']
}

function deviceTriplet(device: { readonly code: number; readonly refid: string }): Field {
  return [String(device.code), device.refid, 'MDC']
}

/** A bedside monitor on a serial line has no EUI-64 of its own: bed and driver, assigned by this station. */
function deviceOf({ bed, eui64 }: OruReport, driver: string | null): Field {
  return [driver === null ? bed : `${bed}:${driver}`, 'VIGIL', eui64, 'EUI-64']
}

function comparePlaces(a: Place, b: Place): number {
  return a.branch.ordinal - b.branch.ordinal || a.channel - b.channel || a.metric - b.metric
}

/** UTC with milliseconds and its offset: no change of summer time can make two moments look alike. */
function hl7Time(utcMs: number): string {
  return formatDtm(utcMs, 0, 'fraction')
}
