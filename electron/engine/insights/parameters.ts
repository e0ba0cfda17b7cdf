import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { Numeric } from '../../../drivers/model/measurement.ts'
import type { InsightParameter } from '../../ipc/insight-finding.ts'
import { PARAMETERS } from '../analytics/insight/insight-table.ts'
import type { Reading } from '../analytics/insight/minutes.ts'
import { InsightWatch } from '../analytics/insight/watch.ts'
import { OBSERVATION_AGES } from '../analytics/scores/age-table.ts'
import { type MeasuredInput, mayScore, rankOf } from '../scores/sources.ts'

/** The term that scores and hints read of a monitor is found in one place. */
const INPUTS: Readonly<Record<InsightParameter, MeasuredInput>> = {
  heartRate: 'pulse',
  systolic: 'systolic',
  respiration: 'respiration',
  spo2: 'spo2',
  temperature: 'temperature',
}

/** Own choice: a stream that has said nothing for so long has no trend to be gone on with. */
const STREAM_CURRENT_MS = 5 * 60_000

/** Which number a channel is, and how good a source of it, 0 best. */
export interface InsightSource {
  readonly parameter: InsightParameter
  readonly rank: number
}

/** Null: no hint reads the channel. */
export function sourceOf(channel: NumericChannel): InsightSource | null {
  for (const { name } of Object.values(PARAMETERS)) {
    const rank = rankOf(INPUTS[name], channel)
    if (rank !== null) return { parameter: name, rank }
  }
  return null
}

/** The rules over one channel. Each channel is watched for itself: no hint joins two sources. */
export function watchOf(parameter: InsightParameter, { timing }: NumericChannel): InsightWatch {
  const currentMs = timing === 'episodic' ? OBSERVATION_AGES.longestMs[INPUTS[parameter]] : STREAM_CURRENT_MS
  return new InsightWatch(PARAMETERS[parameter], currentMs)
}

/** How far a value may be used. In: whether an alarm of the patient stood at the time. */
export function markOf(numeric: Pick<Numeric, 'value' | 'validity'>, isAlarmed: boolean): Reading['mark'] {
  if (numeric.value !== null && !mayScore(numeric)) return 'doubtful'
  return isAlarmed ? 'alarmed' : 'good'
}
