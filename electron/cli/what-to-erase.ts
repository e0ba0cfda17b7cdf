import type { EraseRequest } from '../engine/store/erase/eraser.ts'
import type { By } from '../engine/store/types.ts'
import { reasonSchema } from '../ipc/schema.ts'
import { type OptionSpec, type ParsedOptions, UsageError } from './options.ts'
import { CHANGE_OPTIONS, checkedOption, commandBy, patientCommand } from './patient-options.ts'
import { parseTime } from './values.ts'

/** Of `vigil erase`: a patient, or a period of a bed in which nobody was connected. */
export const ERASE_OPTIONS = {
  ...CHANGE_OPTIONS,
  patient: { kind: 'text', value: 'ID' },
  authority: { kind: 'text', value: 'A' },
  bed: { kind: 'text', value: 'ID' },
  from: { kind: 'text', value: 'T' },
  to: { kind: 'text', value: 'T' },
  reason: { kind: 'text', required: true, value: 'TEXT' },
} as const satisfies Record<string, OptionSpec>

/** What those options ask for. */
export interface WhatToErase {
  readonly request: EraseRequest
  readonly by: By
  /** What is to be typed once more, and what it is called. */
  readonly confirm: string
  readonly confirmName: string
}

/** Reads those options. Throws UsageError that names the one that is missing or cannot be used. */
export function whatToErase(options: ParsedOptions): WhatToErase {
  const given = (...names: readonly string[]) => names.filter((name) => options.text(name) !== undefined)
  const [ofPatient, ofBed] = [given('patient', 'authority'), given('bed', 'from', 'to')]
  if (ofPatient.length > 0 && ofBed.length > 0)
    throw new UsageError(
      `Options --${ofPatient[0]} and --${ofBed[0]} exclude each other: name a patient, or a period of a bed in which nobody was connected`,
    )
  return ofBed.length > 0 ? period(options) : patient(options)
}

function needed(options: ParsedOptions, name: string): string {
  const text = options.text(name)
  if (text !== undefined) return text
  throw new UsageError(
    `Option --${name} is missing: give --patient and --authority, or --bed, --from and --to for a period in which nobody was connected`,
  )
}

function patient(options: ParsedOptions): WhatToErase {
  for (const name of ['patient', 'authority']) needed(options, name)
  const { patient, reason, by } = patientCommand(options)
  return {
    request: { patient, reason, endsStays: true },
    by,
    confirm: patient.id,
    confirmName: 'identifier of the patient',
  }
}

function period(options: ParsedOptions): WhatToErase {
  const [bed, from, to] = ['bed', 'from', 'to'].map((name) => needed(options, name)) as [
    string,
    string,
    string,
  ]
  const by = commandBy(options)
  const fromUtcMs = parseTime('from', from)
  // What is not recorded yet is not erased.
  const toUtcMs = Math.min(parseTime('to', to), by.atUtcMs)
  if (toUtcMs <= fromUtcMs)
    throw new UsageError(
      'The period is empty: give a time after --to that is later than the one after --from, and a --from that has passed',
    )
  const reason = checkedOption(options, 'reason', reasonSchema)
  return { request: { bed, fromUtcMs, toUtcMs, reason }, by, confirm: bed, confirmName: 'bed' }
}
