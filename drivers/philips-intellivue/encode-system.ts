import { ATTRIBUTE, PATIENT, TWIN } from './codes.ts'
import { systemAttributes } from './encode-messages.ts'
import { addText } from './encode-values.ts'
import { Writer } from './writer.ts'

const SYSTEM_HANDLE = 0
const PATIENT_HANDLE = 1

/** The device system as an object of a poll result. In: its counter and its clock. */
export function systemObject(ticks: number, utcMs: number): Uint8Array {
  return new Writer()
    .u16(SYSTEM_HANDLE)
    .list(...systemAttributes(ticks, utcMs))
    .bytes()
}

/** Whoever is admitted to the twin, under a name and number that say that it is nobody. */
export function patientObject(): Uint8Array {
  return new Writer()
    .u16(PATIENT_HANDLE)
    .list(
      (list) => list.attribute(ATTRIBUTE.patientState, (it) => it.u16(PATIENT.admitted)),
      (list) => list.attribute(ATTRIBUTE.givenName, (it) => addText(it, '')),
      (list) => list.attribute(ATTRIBUTE.familyName, (it) => addText(it, TWIN.familyName)),
      (list) => list.attribute(ATTRIBUTE.patientId, (it) => addText(it, TWIN.patientId)),
    )
    .bytes()
}
