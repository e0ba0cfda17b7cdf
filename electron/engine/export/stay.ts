import type { PatientView } from '../../ipc/views.ts'
import type { StoreReader } from '../store/types.ts'
import type { Interval } from './intervals.ts'

/** A stretch of time in which one identifier, or none, was connected to a bed. */
export interface Stay extends Interval {
  readonly patient: PatientView | null
}

/**
 * The stays of a bed that touch a period, in order and cut to it; they cover it wholly.
 * Data recorded before an identifier was typed stays without one: nothing is given to
 * a person afterwards (DESIGN rule 7).
 */
export function staysIn(reader: StoreReader, bed: string, period: Interval): readonly Stay[] {
  const stays: Stay[] = []
  let doneUtcMs = period.fromUtcMs
  const add = (patient: PatientView | null, untilUtcMs: number): void => {
    const toUtcMs = Math.min(untilUtcMs, period.toUtcMs)
    if (toUtcMs <= doneUtcMs) return
    const last = stays.at(-1)
    if (last !== undefined && samePatient(last.patient, patient)) {
      stays[stays.length - 1] = { ...last, toUtcMs }
    } else stays.push({ patient, fromUtcMs: doneUtcMs, toUtcMs })
    doneUtcMs = toUtcMs
  }
  const bindings = [...reader.bindings(bed)].sort((a, b) => a.fromUtcMs - b.fromUtcMs)
  for (const binding of bindings) {
    add(null, binding.fromUtcMs)
    add(binding.patient, binding.toUtcMs ?? Number.POSITIVE_INFINITY)
  }
  add(null, period.toUtcMs)
  return stays
}

/** The last stay of a period: a summary or message is about whoever was connected at its end, and no one else. */
export function lastStayIn(reader: StoreReader, bed: string, period: Interval): Stay {
  return staysIn(reader, bed, period).at(-1) ?? { ...period, patient: null }
}

function samePatient(a: PatientView | null, b: PatientView | null): boolean {
  return a?.id === b?.id && a?.authority === b?.authority
}
