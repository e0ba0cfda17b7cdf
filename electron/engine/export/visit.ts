import type { VisitFacts } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import { isSamePatient } from '../patients.ts'
import type { StoreReader } from '../store/types.ts'
import type { Interval } from './intervals.ts'

/** The visit of a patient that a stretch was part of, as the hospital's system said it; null: it said none of that time. */
export function visitOf(
  reader: StoreReader,
  bed: string,
  patient: PatientView,
  { fromUtcMs, toUtcMs }: Interval,
): VisitFacts | null {
  const beds = new Set([bed, ...reader.beds().map((row) => row.bed)])
  for (const one of beds) {
    const stay = reader.bindings(one).findLast((row) => isSamePatient(row.patient, patient))
    if (stay === undefined) continue
    const visits = stay.person?.visits ?? []
    return (
      visits.findLast(
        (visit) => visit.fromUtcMs < toUtcMs && (visit.toUtcMs === null || visit.toUtcMs > fromUtcMs),
      ) ?? null
    )
  }
  return null
}
