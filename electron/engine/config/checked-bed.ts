import type { Driver } from '../../../drivers/driver.ts'
import { MONITOR } from '../bus.ts'
import type { LinkSpec } from '../link/spec.ts'
import type { BedConfig } from './schema.ts'

/** A bed whose driver, link and options have been checked. */
export interface CheckedBed {
  readonly config: BedConfig
  readonly driver: Driver
  readonly spec: LinkSpec
  /** The driver's options with its defaults filled in. */
  readonly options: unknown
  /** What else is connected to the bed, in order; absent: nothing. */
  readonly devices?: readonly CheckedDevice[]
}

/** A further device of a bed. */
export interface CheckedDevice {
  /** Its name within the bed. */
  readonly id: string
  /** Its line as if it were a bed of its own, under a name that no bed has. */
  readonly line: CheckedBed
}

/** One line of a bed: which device is on it (absent: the bed has but one), and its settings. */
export interface BedLine {
  readonly device?: string
  readonly line: CheckedBed
}

/** The lines of a bed, its monitor's first. */
export function linesOf(bed: CheckedBed): readonly BedLine[] {
  const { devices = [] } = bed
  if (devices.length === 0) return [{ line: bed }]
  return [{ device: MONITOR, line: bed }, ...devices.map(({ id, line }) => ({ device: id, line }))]
}
