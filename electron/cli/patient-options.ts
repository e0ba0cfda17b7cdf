import { storePaths } from '../engine/store/paths.ts'
import { readStationFile } from '../engine/store/station-file.ts'
import type { By } from '../engine/store/types.ts'
import { PatientSchema } from '../ipc/schema.ts'
import type { PatientView } from '../ipc/views.ts'
import { type OptionSpec, type ParsedOptions, UsageError } from './options.ts'

const INITIALS = /^[\p{L}]{1,4}$/u

/** Whom a command is about, and who gives it. */
export const PATIENT_OPTIONS = {
  patient: { kind: 'text', required: true, value: 'ID' },
  authority: { kind: 'text', required: true, value: 'A' },
  initials: { kind: 'text', required: true, value: 'XY' },
} as const satisfies Record<string, OptionSpec>

/** The patient of `--patient` and `--authority`. Throws UsageError for what can be no identifier. */
export function patientFrom(options: ParsedOptions): PatientView {
  const parsed = PatientSchema.safeParse({
    id: options.required('patient'),
    authority: options.required('authority'),
  })
  if (parsed.success) return parsed.data
  throw new UsageError('--patient or --authority is too long or empty: give them as they were typed at the bed')
}

/** Who gives a command at a command line, now. Throws UsageError for initials that are none. */
export function signedBy(options: ParsedOptions): By {
  const initials = options.required('initials')
  if (!INITIALS.test(initials)) throw new UsageError('--initials are one to four letters')
  const station = stationOf(options.required('data'))
  return { actor: { station, initials, verified: false, session: 'command line' }, atUtcMs: Date.now() }
}

/** Name of the station whose record lies in a folder. */
export function stationOf(dataDir: string): string {
  const file = readStationFile(storePaths(dataDir))
  return file === null || file === 'damaged' ? 'station' : file.station
}
