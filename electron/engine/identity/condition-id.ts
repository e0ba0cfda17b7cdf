import { MONITOR_NAME } from '../../ipc/devices.ts'

/** What Vigil itself says of a line, its device or whom that names. */
export type DeviceTopic = 'link' | 'damage' | 'identity' | 'device'

/**
 * Id of a condition about one device of a bed. In: how the device is named; null or MONITOR_NAME: the bed's monitor, whose
 * conditions keep their ids when another device is connected to the bed.
 */
export function deviceCondition(bed: string, topic: DeviceTopic, device: string | null): string {
  const at = device === null || device === MONITOR_NAME ? '' : `@${device}`
  return `${bed}/vigil/${topic}${at}`
}
