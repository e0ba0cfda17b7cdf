import { SIMULATED_AUTHORITY } from '../ipc/patient.ts'
import type { PatientView } from '../ipc/views.ts'

/** The identifier a simulated or replayed bed carries; never a person's. */
export function simulatedPatient(bed: string): PatientView {
  return { id: `SIM-${bed}`, authority: SIMULATED_AUTHORITY }
}

/** Whether two beds, or one bed at two times, hold the same patient; nobody is the same as nobody. */
export function isSamePatient(one: PatientView | null, other: PatientView | null): boolean {
  return one?.id === other?.id && one?.authority === other?.authority
}

/**
 * Who lies in a bed at a start. In: the bed, who lay in it last, and who the config says
 * lies in it (null: it says nothing, or somebody typed another since). A bed that was
 * simulated before and is real now starts without anybody in it.
 */
export function patientAtStart(
  bed: string,
  simulated: boolean,
  last: PatientView | null,
  stated: PatientView | null,
): PatientView | null {
  if (simulated) return simulatedPatient(bed)
  if (stated !== null) return stated
  return isSamePatient(last, simulatedPatient(bed)) ? null : last
}
