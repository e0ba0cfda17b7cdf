import type { PatientView } from '../../ipc/views.ts'

/** The identifier of simulated beds (`SIM-b1`, issued by VIGIL): no hospital has such a patient. */
export function isNobody(patient: PatientView | null): boolean {
  return patient?.authority === 'VIGIL' && patient.id.startsWith('SIM-')
}
