import { existsSync } from 'node:fs'
import type { ZodType } from 'zod'
import { storePaths } from '../engine/store/file/paths.ts'
import { readStationFile } from '../engine/store/file/station-file.ts'
import { type OpenedWriter, type OpenWriterOptions, openStoreWriter } from '../engine/store/open/open.ts'
import type { By } from '../engine/store/types.ts'
import { VigilError } from '../ipc/contract.ts'
import { patientSchema } from '../ipc/patient-schema.ts'
import { initialsSchema, reasonSchema } from '../ipc/schema.ts'
import type { PatientView } from '../ipc/views.ts'
import { type OptionSpec, type ParsedOptions, UsageError } from './options.ts'

/** Of a command that changes a record, and of who gives it. */
export const CHANGE_OPTIONS = {
  data: { kind: 'text', required: true, value: 'DIR' },
  initials: { kind: 'text', required: true, value: 'XY' },
  'key-file': { kind: 'text', value: 'FILE' },
} as const satisfies Record<string, OptionSpec>

/** The same about one patient, and why. */
export const PATIENT_OPTIONS = {
  ...CHANGE_OPTIONS,
  patient: { kind: 'text', required: true, value: 'ID' },
  authority: { kind: 'text', required: true, value: 'A' },
  reason: { kind: 'text', required: true, value: 'TEXT' },
} as const satisfies Record<string, OptionSpec>

/** What those options say, checked. */
export interface PatientCommand {
  readonly patient: PatientView
  readonly reason: string
  readonly by: By
}

/** Reads those options. Throws UsageError that names the one that cannot be used. */
export function patientCommand(options: ParsedOptions): PatientCommand {
  const { id, authority } = patientSchema.shape
  const patient = {
    id: checkedOption(options, 'patient', id),
    authority: checkedOption(options, 'authority', authority),
  }
  return { patient, reason: checkedOption(options, 'reason', reasonSchema), by: commandBy(options) }
}

/** An option as a schema wants it. Throws UsageError that names it. */
export function checkedOption(options: ParsedOptions, name: string, schema: ZodType<string>): string {
  const parsed = schema.safeParse(options.required(name))
  if (parsed.success) return parsed.data
  throw new UsageError(`The value of --${name} ${parsed.error.issues[0]?.message ?? 'cannot be used'}`)
}

/** Who gives the command, and when. Throws UsageError. */
export function commandBy(options: ParsedOptions): By {
  const initials = checkedOption(options, 'initials', initialsSchema)
  const station = stationOf(options.required('data'))
  const actor = { station, initials, verified: false, session: 'command line' } as const
  return { actor, atUtcMs: Date.now() }
}

/** Opens a record that is there for changing it. Throws `fileMissing`, `storeInUse` and what openStoreWriter throws. */
export function openToChange(options: ParsedOptions, by: By): OpenedWriter {
  return openStoreWriter(changeOptions(options, by))
}

/** How such a record is opened. Throws `fileMissing`. */
export function changeOptions(options: ParsedOptions, by: By): OpenWriterOptions {
  const dataDir = options.required('data')
  if (!existsSync(storePaths(dataDir).database)) {
    throw new VigilError('fileMissing', `There is no Vigil record in ${dataDir}: check the data folder.`)
  }
  const keyFile = options.text('key-file') ?? null
  return { dataDir, keyFile, key: null, station: by.actor.station, nowUtcMs: by.atUtcMs }
}

/** Name of the station whose record lies in a folder. */
function stationOf(dataDir: string): string {
  const file = readStationFile(storePaths(dataDir))
  return file === null || file === 'damaged' ? 'station' : file.station
}
