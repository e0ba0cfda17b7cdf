import type { ConfirmationView } from './comparison.ts'
import type { BedsideAlarms, LinkView } from './views.ts'
import type { WearableView } from './wearable.ts'

/** How the bed's own monitor is called beside other devices of the bed. */
export const MONITOR_NAME = 'monitor'

/** A further device of a bed as it is set up. */
export interface DeviceSettings {
  /** Its name within the bed. */
  readonly id: string
  readonly driver: string
  readonly link: string
  readonly options: Readonly<Record<string, unknown>>
}

/** One device of a bed that has several. */
export interface DeviceView {
  /** MONITOR_NAME for the bed's own monitor. */
  readonly name: string
  readonly driver: string
  readonly linkText: string
  readonly options: Readonly<Record<string, unknown>>
  readonly link: LinkView
  readonly bedsideAlarms: BedsideAlarms
  /** Nothing but the document proves its driver, and nobody has compared it with the device's own screen. */
  readonly unproven: boolean
  /** The comparison that holds for it; absent: none. */
  readonly confirmation?: ConfirmationView
  /** What it says of itself: model, serial. */
  readonly identity: Readonly<Record<string, string>>
  /** Absent: it is no wearable. */
  readonly wearable?: WearableView
}

/** What another device of the bed says of a parameter. */
export interface OtherValue {
  readonly name: string
  /** Null: it says none that may be shown. */
  readonly value: number | null
  readonly arrivedUtcMs: number
}

/** Where a number of a bed with several devices comes from. */
export interface NumberOrigin {
  /** The device whose value is shown. */
  readonly name: string
  /** The others that send the same parameter, in the order of the devices. */
  readonly others: readonly OtherValue[]
}
