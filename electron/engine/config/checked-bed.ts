import type { Driver } from '../../../drivers/driver.ts'
import type { LinkSpec } from '../link/spec.ts'
import type { BedConfig } from './schema.ts'

/** A bed whose driver, link and options have been checked. */
export interface CheckedBed {
  readonly config: BedConfig
  readonly driver: Driver
  readonly spec: LinkSpec
  /** The driver's options with its defaults filled in. */
  readonly options: unknown
}
