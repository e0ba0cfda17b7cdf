import type { Out } from '../driver.ts'
import type { Priority } from '../model/measurement.ts'
import { ALARMS, type AlarmRow, SLOW } from './codes.ts'

/** Told for all alarms of the patient together, so that none is held for less than it may be. */
function patientPriority(slowStatus: number): Priority {
  if ((slowStatus & SLOW.high) !== 0) return 'high'
  return (slowStatus & SLOW.low) !== 0 ? 'low' : 'medium'
}

/** Tells which of the device's alarms began and ended. */
export class Alarms {
  readonly #out: Out
  readonly #standing = new Map<AlarmRow, Priority>()
  #patient: Priority = 'medium'

  constructor(out: Out) {
    this.#out = out
  }

  /** How loud the device is about its patient, as the numbers say. */
  slowStatus(status: number): void {
    this.#patient = patientPriority(status)
  }

  /** The bits of one place as they are now. */
  take(place: AlarmRow['in'], bits: number, atMs: number): void {
    for (const row of ALARMS) {
      if (row.in !== place) continue
      const before = this.#standing.get(row)
      const now = (bits & row.bit) === 0 ? undefined : (row.priority ?? this.#patient)
      if (now === before) continue
      if (before !== undefined) this.#tell(row, before, 'end', atMs)
      if (now === undefined) this.#standing.delete(row)
      else {
        this.#standing.set(row, now)
        this.#tell(row, now, 'start', atMs)
      }
    }
  }

  /** The line is gone: what stands is said anew. */
  end(): void {
    this.#standing.clear()
    this.#patient = 'medium'
  }

  #tell({ kind, text }: AlarmRow, priority: Priority, phase: 'start' | 'end', atMs: number): void {
    this.#out.measure({ type: 'alert', phase, kind, priority, text, atMs, deviceMs: null })
  }
}
