import type { PatientView } from '../../ipc/views.ts'
import { isSamePatient } from '../patients.ts'
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
    if (last !== undefined && isSamePatient(last.patient, patient)) {
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

/**
 * The stay that a summary of a period is about: whoever was connected at its end, and
 * no one else. Time without an identifier and without a number belongs to nobody: at
 * the end it is passed over, before the stay it is part of the page, as a gap.
 */
export function lastStayIn(reader: StoreReader, bed: string, period: Interval): Stay {
  const stays = [...staysIn(reader, bed, period)]
  const isNobodys = (stay: Stay | undefined): stay is Stay =>
    stay?.patient === null && !hasNumbers(reader, bed, stay)
  let last = stays.pop()
  if (stays.length > 0 && isNobodys(last)) last = stays.pop()
  if (last === undefined) return { ...period, patient: null }
  const before = stays.pop()
  return isNobodys(before) ? { ...last, fromUtcMs: before.fromUtcMs } : last
}

function hasNumbers(reader: StoreReader, bed: string, { fromUtcMs, toUtcMs }: Interval): boolean {
  if (reader.entries(bed, fromUtcMs, toUtcMs).length > 0) return true
  return reader
    .channels(bed)
    .some(
      ({ number, channel }) =>
        channel.kind === 'numeric' && reader.numerics(number, fromUtcMs, toUtcMs).length > 0,
    )
}
