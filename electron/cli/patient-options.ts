import { existsSync } from 'node:fs'
import type { ZodType } from 'zod'
import { type OpenedWriter, openStoreWriter } from '../engine/store/open.ts'
import { storePaths } from '../engine/store/paths.ts'
import { readStationFile } from '../engine/store/station-file.ts'
import type { By } from '../engine/store/types.ts'
import { VigilError } from '../ipc/contract.ts'
import { patientSchema } from '../ipc/patient-schema.ts'
import { initialsSchema, reasonSchema } from '../ipc/schema.ts'
import type { PatientView } from '../ipc/views.ts'
import { type OptionSpec, type ParsedOptions, UsageError } from './options.ts'

/** Of a command about one patient, and of who gives it and why. */
export const PATIENT_OPTIONS = {
  data: { kind: 'text', required: true, value: 'DIR' },
  patient: { kind: 'text', required: true, value: 'ID' },
  authority: { kind: 'text', required: true, value: 'A' },
  reason: { kind: 'text', required: true, value: 'TEXT' },
  initials: { kind: 'text', required: true, value: 'XY' },
} as const satisfies Record<string, OptionSpec>

/** What those options say, checked. */
export interface PatientCommand {
  readonly patient: PatientView
  readonly reason: string
  readonly by: By
}

/** Reads those options. Throws UsageError that names the one that cannot be used. */
export function patientCommand(options: ParsedOptions): PatientCommand {
  const of = (name: string, schema: ZodType<string>): string => {
    const parsed = schema.safeParse(options.required(name))
    if (parsed.success) return parsed.data
    throw new UsageError(`The value of --${name} ${parsed.error.issues[0]?.message ?? 'cannot be used'}`)
  }
  const { id, authority } = patientSchema.shape
  const patient = { id: of('patient', id), authority: of('authority', authority) }
  const reason = of('reason', reasonSchema)
  const initials = of('initials', initialsSchema)
  const station = stationOf(options.required('data'))
  const actor = { station, initials, verified: false, session: 'command line' } as const
  return { patient, reason, by: { actor, atUtcMs: Date.now() } }
}

/** Opens a record that is there for changing it. Throws `fileMissing`, `storeInUse` and what openStoreWriter throws. */
export function openToChange(options: ParsedOptions, by: By): OpenedWriter {
  const dataDir = options.required('data')
  if (!existsSync(storePaths(dataDir).database)) {
    throw new VigilError('fileMissing', `There is no Vigil record in ${dataDir}: check the data folder.`)
  }
  const keyFile = options.text('key-file') ?? null
  return openStoreWriter({ dataDir, keyFile, key: null, station: by.actor.station, nowUtcMs: by.atUtcMs })
}

/** Name of the station whose record lies in a folder. */
function stationOf(dataDir: string): string {
  const file = readStationFile(storePaths(dataDir))
  return file === null || file === 'damaged' ? 'station' : file.station
}
