import { buildMessage, type Field, type Segment } from '../../../drivers/hl7v2/build.ts'
import { messageUnit, termById } from '../../../drivers/model/terms.ts'
import type { SiteCode } from '../../ipc/mapping.ts'
import type { StayMoveView } from '../../ipc/patient.ts'
import {
  controlIdOf,
  headerSegment,
  hl7Time,
  type MessageHead,
  type MessageKind,
  patientSegments,
} from './hl7-head.ts'
import type { Interval } from './intervals.ts'
import type { OutgoingMessage } from './mllp-attempt.ts'
import { moveSentence } from './moves.ts'
import { LOCAL_SYSTEM, PROFILE, SIMULATED_NOTE } from './oru-codes.ts'
import { printUtc } from './print.ts'
import { WHOLE_BED_LABEL } from './record-rows.ts'

const RESULTS: MessageKind = { type: ['ORU', 'R01', 'ORU_R01'], profile: PROFILE }

/** A gap as a message tells it; `label` null: the whole bed. */
export interface OruGap extends Interval {
  readonly label: string | null
  readonly cause: string
  readonly evidence: string
}

/** What every message of results says of itself, whatever it is about. */
export interface OruFrame extends MessageHead {
  readonly period: Interval
  /** Any of it was simulated or replayed: said in words too. */
  readonly simulated: boolean
  /** Stretches without data in the period, or since the message before, each said in a note. */
  readonly gaps: readonly OruGap[]
  /** Stretches of the bed that were given from one patient to another, each said in a note; absent: none. */
  readonly moves?: readonly StayMoveView[]
}

/**
 * One ORU^R01 v2.6 around segments of observations (INTEROP 1.1). The control id comes from the content: the same facts sent
 * again carry the same id, so a receiver can tell a repeat.
 */
export function oruMessage(
  frame: OruFrame,
  service: readonly [string, string, string],
  observations: readonly Segment[],
): OutgoingMessage {
  const body = [
    ...patientSegments(frame),
    requestSegment(frame, service),
    // Receivers that look at no code still show a note to whoever reads the result.
    ...notes(frame),
    ...observations,
  ]
  const controlId = controlIdOf(frame.eui64, buildMessage(body))
  return { controlId, text: buildMessage([headerSegment(frame, controlId, RESULTS), ...body]) }
}

function requestSegment(
  { eui64, bed, period }: OruFrame,
  service: readonly [string, string, string],
): Segment {
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
      4: service,
      7: hl7Time(period.fromUtcMs),
      8: hl7Time(period.toUtcMs),
    },
  }
}

/** Notes on the whole report: what no patient gave, and where nothing is known. */
function notes({ simulated, moves = [], gaps }: OruFrame): Segment[] {
  const texts = [...(simulated ? [SIMULATED_NOTE] : []), ...moves.map(moveSentence), ...gaps.map(gapNote)]
  return texts.map((text, index) => ({ name: 'NTE', fields: { 1: String(index + 1), 2: 'L', 3: text } }))
}

/** A gap in words. */
export function gapNote({ label, fromUtcMs, toUtcMs, cause, evidence }: OruGap): string {
  const why = evidence === '' ? cause : `${cause} (${evidence})`
  return `GAP ${label ?? WHOLE_BED_LABEL} ${printUtc(fromUtcMs)} to ${printUtc(toUtcMs)}: ${why}`
}

/**
 * MDC triplet with LOINC as the alternate one; a vendor's own field under our local system. A code of the site's own map
 * takes the first triplet, or that of the alternate.
 */
export function metricId(id: string, code: number | null, label: string, site?: SiteCode): Field {
  const term = termById(id)
  const usual = code === null ? [id, label, LOCAL_SYSTEM] : [String(code), id, 'MDC']
  if (site !== undefined) {
    const own = [site.code, site.name, site.system]
    return site.place === 'first' ? [...own, ...usual] : [...usual, ...own]
  }
  return code === null || term?.loinc == null ? usual : [...usual, term.loinc, term.name, 'LN']
}

/** MDC unit triplet with UCUM as the alternate one, UCUM alone where no MDC code is known. */
export function unitOf(id: string, ucum: string): Field {
  const unit = messageUnit(id, ucum)
  if (unit?.mdcCode == null) return [unit?.ucumV2 ?? ucum, unit?.ucumV2 ?? ucum, 'UCUM']
  return [String(unit.mdcCode), unit.mdcRefid ?? '', 'MDC', unit.ucumV2, unit.ucumV2, 'UCUM']
}

export function deviceTriplet(device: { readonly code: number; readonly refid: string }): Field {
  return [String(device.code), device.refid, 'MDC']
}

/** A bedside monitor on a serial line has no EUI-64 of its own: bed and sender, assigned by this station. */
export function deviceOf({ bed, eui64 }: Pick<OruFrame, 'bed' | 'eui64'>, sender: string | null): Field {
  return [sender === null ? bed : `${bed}:${sender}`, 'VIGIL', eui64, 'EUI-64']
}
