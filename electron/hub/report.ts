import {
  leaf,
  messageType,
  type ReadSegment,
  repeats,
  segmentOf,
  segmentsOf,
} from '../../drivers/hl7v2/message.ts'
import { parseMessage } from '../../drivers/hl7v2/parse.ts'
import { parseDtm } from '../../drivers/hl7v2/time.ts'

/** One figure of a message, as the database keeps it. */
export interface HubObservation {
  /** OBX-4: where it stands in the tree of the device; unique within a message. */
  readonly path: string
  readonly measuredUtcMs: number
  /** OBX-3: code, what it is called, in which system. */
  readonly code: string
  readonly name: string
  readonly system: string
  /** OBX-5 as a number; null where it is none or was not measured. */
  readonly value: number | null
  /** OBX-5 as it was sent. */
  readonly text: string
  readonly unit: string
  /** OBX-11: R, F, X ... */
  readonly status: string
  readonly simulated: boolean
}

/** What the hub reads from a message. */
export interface HubReport {
  readonly patientId: string
  readonly patientAuthority: string
  /** MSH-11 is T: training, or data that no patient gave. */
  readonly training: boolean
  readonly observations: readonly HubObservation[]
}

/** OBX-8: what no patient gave (HL7 table 0078 has no word for it; Vigil's messages say TEST). */
const SIMULATED_FLAG = 'TEST'
const NUMERIC = 'NM'
const PCD_SYSTEM = 3
const UCUM_ALTERNATE = 4

/**
 * Reads an ORU^R01 as stations send it (IHE PCD-01). In: its text; the time of what names none. Out: the report, or one
 * sentence that says why it is none.
 */
export function readReport(text: string, otherwiseUtcMs: number): HubReport | string {
  const parsed = parseMessage(text)
  if (!parsed.ok) return parsed.problem
  const { message } = parsed
  const { code, event } = messageType(message)
  if (code !== 'ORU') return `The message is ${code}^${event}: the hub keeps ORU^R01.`
  const pid = segmentOf(message, 'PID')
  return {
    patientId: leaf(pid, 3),
    patientAuthority: leaf(pid, 3, { component: 4 }),
    training: leaf(segmentOf(message, 'MSH'), 11) === 'T',
    observations: segmentsOf(message, 'OBX').flatMap((obx) => observationOf(obx, otherwiseUtcMs)),
  }
}

/** Rows that only announce a device carry no value type and no value. */
function observationOf(obx: ReadSegment, otherwiseUtcMs: number): HubObservation[] {
  const type = leaf(obx, 2)
  if (type === '') return []
  const text = leaf(obx, 5)
  const number = type === NUMERIC && text !== '' ? Number(text) : Number.NaN
  return [
    {
      path: leaf(obx, 4),
      measuredUtcMs: parseDtm(leaf(obx, 14))?.utcMs ?? otherwiseUtcMs,
      code: leaf(obx, 3),
      name: leaf(obx, 3, { component: 2 }),
      system: leaf(obx, 3, { component: PCD_SYSTEM }),
      value: Number.isFinite(number) ? number : null,
      text,
      unit: leaf(obx, 6, { component: UCUM_ALTERNATE }) || leaf(obx, 6),
      status: leaf(obx, 11),
      simulated: repeats(obx, 8).some((repeat) => repeat[0]?.[0] === SIMULATED_FLAG),
    },
  ]
}
