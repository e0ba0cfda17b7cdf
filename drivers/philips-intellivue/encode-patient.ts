import { ATTRIBUTE, PATIENT, TWIN } from './codes.ts'
import { addAbsoluteTime, addText } from './encode-values.ts'
import { Writer } from './writer.ts'

/** Whoever is admitted to the twin; names are those of a test, never of a person. */
export interface Admitted {
  readonly id: string
  readonly family: string
  readonly given: string
  /** Midnight UTC of the day of birth; null is "not set". */
  readonly birthUtcMs: number | null
  /** 1 male, 2 female, 0 unknown, 9 unspecified. */
  readonly sex: 0 | 1 | 2 | 9
}

/** Who is admitted where nothing else is asked for: a name and number that say that it is nobody. */
export const SIMULATED_PATIENT: Admitted = {
  id: TWIN.patientId,
  family: TWIN.familyName,
  given: '',
  birthUtcMs: null,
  sex: 0,
}

/** The demographics object. In: who is admitted; null is state 0, as after a discharge. */
export function patientObject(admitted: Admitted | null): Uint8Array {
  const object = new Writer().u16(1)
  if (admitted === null) {
    return object
      .list((list) => list.attribute(ATTRIBUTE.patientState, (it) => it.u16(PATIENT.empty)))
      .bytes()
  }
  const { id, family, given, birthUtcMs, sex } = admitted
  const text = (attribute: number, value: string) => (list: Writer) =>
    void list.attribute(attribute, (it) => addText(it, value))
  return object
    .list(
      (list) => list.attribute(ATTRIBUTE.patientState, (it) => it.u16(PATIENT.admitted)),
      (list) => list.attribute(ATTRIBUTE.sex, (it) => it.u16(sex)),
      text(ATTRIBUTE.givenName, given),
      text(ATTRIBUTE.familyName, family),
      text(ATTRIBUTE.patientId, id),
      (list) => list.attribute(ATTRIBUTE.birthDate, (it) => addAbsoluteTime(it, birthUtcMs)),
    )
    .bytes()
}
