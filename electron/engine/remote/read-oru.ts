import { subjectOf } from '../../../drivers/hl7-inbound/identify.ts'
import { patientOf } from '../../../drivers/hl7-inbound/identity.ts'
import { isNumericRow } from '../../../drivers/hl7-inbound/numerics.ts'
import { type Row, reportsOf, timeOf } from '../../../drivers/hl7-inbound/rows.ts'
import { unitOf } from '../../../drivers/hl7-inbound/units.ts'
import { sentValueOf, validityOf } from '../../../drivers/hl7-inbound/values.ts'
import {
  leaf,
  messageType,
  type ReadMessage,
  type ReadSegment,
  repeats,
  segmentOf,
  segmentsOf,
} from '../../../drivers/hl7v2/message.ts'
import { type DtmPrecision, parseDtm } from '../../../drivers/hl7v2/time.ts'
import { hasNumber } from '../../../drivers/model/measurement.ts'
import { personOf } from '../../../drivers/model/person.ts'
import { typedPatientSchema } from '../../ipc/patient-schema.ts'
import type { Reading, Report, ReportsOrProblem } from './content.ts'
import { implantOf, isImplantRow } from './read-implant.ts'
import { checkedReading, timeProblem } from './reading.ts'

const PRODUCTION = 'P'
const OBX_STATUS = 11
const TOO_COARSE: ReadonlySet<DtmPrecision> = new Set(['year', 'month', 'day', 'hour'])
/** HL7 table 0085: a correction stands in the place of what came before; deleted, or sent of the wrong patient, takes it back. */
const CHANGES: ReadonlyMap<string, 'corrected' | 'withdrawn'> = new Map([
  ['C', 'corrected'],
  ['D', 'withdrawn'],
  ['W', 'withdrawn'],
])
/** PID-3, the place of its identifier type, and the type of a device. */
const PID_LIST = 3
const TYPE_PART = 4
const DEVICE = 'U'

/**
 * What an ORU^R01 says of one patient elsewhere (INTEROP 1.1). In: the message, who issued identifiers that name no issuer
 * (null: nobody is guessed), and the time. A number whose unit or time cannot be used refuses the message whole: what is
 * shown of a day must be all of it.
 */
export function readOru(
  message: ReadMessage,
  source: Report['source'],
  authority: string | null,
  nowUtcMs: number,
): ReportsOrProblem {
  const { code, event } = messageType(message)
  if (`${code}^${event}` !== 'ORU^R01') return { problem: 'this is no ORU^R01: send results only' }
  if (segmentsOf(message, 'PID').length > 1)
    return { problem: 'the message is about more than one patient: send one message each' }
  const pid = segmentOf(message, 'PID')
  if (pid === undefined) return { problem: 'PID is missing: say which patient' }
  const fields = patientOf(withoutDevices(pid))
  const issuer = fields.patientAuthority || authority
  if (issuer === null)
    return { problem: 'PID-3.4 is empty: say who issued the identifier, or set "authority" at this station' }
  const patient = typedPatientSchema.safeParse({ id: fields.patientId ?? '', authority: issuer })
  if (!patient.success)
    return { problem: 'PID-3 has no identifier that can be used: send the plain identifier' }
  const person = personOf(fields)
  const isTest = leaf(segmentOf(message, 'MSH'), 11) !== PRODUCTION
  const zone = parseDtm(leaf(segmentOf(message, 'MSH'), 7))?.offsetMinutes ?? null
  const readings: Reading[] = []
  for (const report of reportsOf(message)) {
    for (const row of report.rows) {
      if (isImplantRow(row) || !isNumericRow(row)) continue
      const reading = readingOf(row, report, { zone, isTest, nowUtcMs })
      if (typeof reading === 'string') return { problem: `OBX-1 ${leaf(row.segment, 1)}: ${reading}` }
      if (reading !== null) readings.push(reading)
    }
  }
  // What a test says, or what was withdrawn, makes nobody paced.
  const implant = implantOf(
    reportsOf(message)
      .flatMap(({ rows }) => rows)
      .filter(({ segment }) => ['good', 'questionable'].includes(validityOf(segment, isTest))),
    timeOf(leaf(segmentOf(message, 'MSH'), 7)),
  )
  const wrongTime = implant === null ? null : timeProblem('the interrogation', implant.sessionUtcMs, nowUtcMs)
  if (wrongTime !== null) return { problem: wrongTime }
  if (readings.length === 0 && implant === null)
    return { problem: 'no number in it is known: look at the codes of OBX-3' }
  const about = { patient: patient.data, name: person?.name ?? null, birthDate: person?.birthDate ?? null }
  return { reports: [{ ...about, source, readings, implant }] }
}

/**
 * A report of an implant may name the device before the patient: an identifier of type U in PID-3 (IDCO profile) is none of
 * a person.
 */
function withoutDevices(pid: ReadSegment): ReadSegment {
  const people = repeats(pid, PID_LIST).filter((one) => one[TYPE_PART]?.[0] !== DEVICE)
  return { ...pid, fields: pid.fields.map((field, index) => (index === PID_LIST - 1 ? people : field)) }
}

/** What a row needs besides itself. */
interface Rules {
  /** Minutes east of UTC of the sender, as MSH-7 says; null: it says none. */
  readonly zone: number | null
  readonly isTest: boolean
  readonly nowUtcMs: number
}

/**
 * When a reading was taken. When its message was made says nothing of that: it may have waited for a line. A time without an
 * offset is in the zone of MSH-7 (HL7 2.A.22); nothing is put on an hour by a guess. Out: UTC ms, or what is wrong.
 */
function takenUtcMs(text: string, zone: number | null): number | string {
  const taken = parseDtm(text, zone ?? 0)
  if (taken === null) return 'neither OBX-14 nor OBR-7 is a time: say when it was taken'
  if (TOO_COARSE.has(taken.precision)) return `the time ${text} lacks hour or minute: say when it was taken`
  if (taken.offsetMinutes === null && zone === null)
    return `the time ${text} has no offset from UTC: write one such as +0100 behind it, or behind MSH-7`
  return taken.utcMs
}

/** Null: a row that means nothing here, such as a vendor's own field. */
function readingOf(
  row: Row,
  report: ReturnType<typeof reportsOf>[number],
  { zone, isTest, nowUtcMs }: Rules,
): Reading | string | null {
  const { term } = subjectOf(row.segment, 'numeric')
  if (term === null) return null
  const atUtcMs = takenUtcMs(leaf(row.segment, 14) || leaf(report.segment, 7), zone)
  if (typeof atUtcMs === 'string') return atUtcMs
  const change = CHANGES.get(leaf(row.segment, OBX_STATUS))
  // What takes something back needs neither value nor unit.
  if (change === 'withdrawn') {
    const [usual = ''] = term.units
    return checkedReading({ term, unit: usual, atUtcMs, value: null, validity: 'invalid', change }, nowUtcMs)
  }
  const unit = unitOf(row.segment)
  if (unit.kind === 'conflict') return `two units, ${unit.text}: send one`
  if (unit.kind !== 'known') return `no unit that is known: use ${term.units.join(' or ')}`
  const validity = validityOf(row.segment, isTest)
  const sent = sentValueOf(row.segment)
  if (sent === 'unreadable' && hasNumber(validity)) return 'the value is no number'
  const isNumber = typeof sent === 'number' && hasNumber(validity)
  const kept = hasNumber(validity) && !isNumber ? 'invalid' : validity
  return checkedReading(
    {
      term,
      unit: unit.ucum,
      atUtcMs,
      value: isNumber ? sent : null,
      validity: kept,
      ...(change && { change }),
    },
    nowUtcMs,
  )
}
