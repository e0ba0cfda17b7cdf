import type { TrendParameter, TrendView } from '../../electron/ipc/trend.ts'
import { laneDomain, orderParameters } from '../shifts/lanes.ts'
import { kindOf } from './parameters.ts'

/** Numbers whose last hour stands on a calm tile (UI.md section 2). */
const SHOWN_KINDS: readonly string[] = ['ecg', 'spo2']
/** The rate of a wearable, which does not say what it feels: drawn on the axis of a heart rate. */
const WORN_RATE = 'MDC_PULS_RATE'
const HEART_RATE = 'MDC_ECG_HEART_RATE'
/** Two buckets farther apart than this many of their widths do not touch: nothing was measured between. */
const TOUCHING = 1.5

/** One number of the last hour as an SVG path in a box of 100 by 100. */
export interface CalmLane {
  readonly key: string
  readonly label: string
  readonly kind: string
  readonly lowest: number
  readonly highest: number
  readonly path: string
}

/** Heart rate and saturation of a period; no line crosses a stretch in which nothing was measured. */
export function calmLanes(view: TrendView): readonly CalmLane[] {
  const found = new Map<string, TrendParameter>()
  for (const parameter of orderParameters(view.parameters)) {
    const kind = kindOf(parameter.id)
    const isShown = SHOWN_KINDS.includes(kind) || parameter.id === WORN_RATE
    if (isShown && !found.has(kind)) found.set(kind, parameter)
  }
  return [...found].map(([kind, parameter]) => laneOf(kind, parameter, view))
}

function laneOf(kind: string, parameter: TrendParameter, { fromUtcMs, toUtcMs }: TrendView): CalmLane {
  const { key, id, unit, label, buckets, widthMs } = parameter
  const means = buckets.map(({ mean }) => mean)
  const [lowest, highest] = laneDomain({
    id: id === WORN_RATE ? HEART_RATE : id,
    unit,
    lowest: Math.min(...means),
    highest: Math.max(...means),
  })
  let path = ''
  let beforeUtcMs: number | null = null
  for (const { atUtcMs, mean } of buckets) {
    const x = Math.min(100, (100 * (atUtcMs + widthMs / 2 - fromUtcMs)) / (toUtcMs - fromUtcMs))
    const y = 100 - (100 * (mean - lowest)) / (highest - lowest)
    const joins = beforeUtcMs !== null && atUtcMs - beforeUtcMs <= TOUCHING * widthMs
    path += `${joins ? 'L' : 'M'}${x.toFixed(2)} ${y.toFixed(2)}${joins ? '' : 'h.01'}`
    beforeUtcMs = atUtcMs
  }
  return { key, label, kind, lowest, highest, path }
}
