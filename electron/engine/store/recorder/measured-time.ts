import type { Numeric } from '../../../../drivers/model/measurement.ts'

/**
 * Station time at which a reading was taken: for an episodic one the arrival
 * time less the age that the decoder or the device's own clock gives it, else
 * the arrival time. In: arrival in station time, UTC ms.
 */
export function measuredUtcMsOf(numeric: Numeric, arrivedUtcMs: number): number {
  if (numeric.channel.timing !== 'episodic') return arrivedUtcMs
  if (numeric.takenAgoMs !== undefined) return Math.round(arrivedUtcMs - numeric.takenAgoMs)
  if (numeric.measuredDeviceMs === undefined || numeric.deviceMs === null) return arrivedUtcMs
  return Math.round(arrivedUtcMs - (numeric.deviceMs - numeric.measuredDeviceMs))
}
