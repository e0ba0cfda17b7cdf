import { AfDetector, type AfWindow } from '../../../electron/engine/analytics/rhythm/af-detector.ts'
import { runBeats } from './beats.ts'
import type { Signal } from './signal.ts'

/** AF windows of a record of waves. */
export function runAf(signals: readonly Signal[]): AfWindow[] {
  return windowsOf(runBeats(signals))
}

/** AF windows where only the times of beats are known, seconds. */
export function runAfOnTimes(times: readonly number[]): AfWindow[] {
  return windowsOf(times.map((atSeconds) => ({ atSeconds, typicality: 1 })))
}

function windowsOf(
  beats: readonly { readonly atSeconds: number; readonly typicality: number }[],
): AfWindow[] {
  const windows: AfWindow[] = []
  const detector = new AfDetector((window) => windows.push(window))
  for (const { atSeconds, typicality } of beats) detector.beat(atSeconds, typicality)
  return windows
}
