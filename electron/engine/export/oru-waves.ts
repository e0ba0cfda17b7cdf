import type { Field, Segment } from '../../../drivers/hl7v2/build.ts'
import type { WaveChannel } from '../../../drivers/model/channel.ts'
import { physicalScale } from '../../../drivers/model/physical.ts'
import { senderName } from './channel-labels.ts'
import { SECOND_MS } from './constants.ts'
import { hl7Time, testFlag } from './hl7-head.ts'
import type { OutgoingMessage } from './mllp-attempt.ts'
import type { SentChange } from './observations.ts'
import { placeOf } from './oru-address.ts'
import { CHANGED, HERTZ, RESOLUTION, SAMPLE_RATE, WAVES } from './oru-codes.ts'
import { deviceOf, metricId, type OruFrame, oruMessage, unitOf } from './oru-frame.ts'
import { printNumber } from './print.ts'

/** Samples of one wave, raw; null where there is none. */
export interface WaveRun {
  readonly channel: WaveChannel
  readonly driver: string
  readonly simulated: boolean
  readonly startUtcMs: number
  readonly samples: readonly (number | null)[]
}

/** Waves of one bed and patient over a period of seconds. */
export interface WavesReport extends OruFrame {
  readonly runs: readonly WaveRun[]
  /** Absent: nothing like it was sent before. */
  readonly change?: SentChange
}

/**
 * One ORU^R01 a second with its waves as numeric arrays (INTEROP 1.5). What is missing stays empty. Seconds without a
 * sample have no message.
 */
export function buildOruWaves(report: WavesReport): OutgoingMessage[] {
  const messages: OutgoingMessage[] = []
  const { fromUtcMs, toUtcMs } = report.period
  for (let from = fromUtcMs; from < toUtcMs; from += SECOND_MS) {
    const period = { fromUtcMs: from, toUtcMs: Math.min(from + SECOND_MS, toUtcMs) }
    const runs = report.runs.flatMap((run) => partIn(run, period.fromUtcMs, period.toUtcMs) ?? [])
    if (runs.length > 0) messages.push(oruMessage({ ...report, period }, WAVES, rowsOf(report, runs)))
  }
  return messages
}

/** What of a wave lies in a stretch; null where no sample does. */
function partIn(run: WaveRun, fromUtcMs: number, toUtcMs: number): WaveRun | null {
  const perMs = run.channel.rateHz / SECOND_MS
  const first = Math.max(0, Math.ceil((fromUtcMs - run.startUtcMs) * perMs))
  const end = Math.min(run.samples.length, Math.ceil((toUtcMs - run.startUtcMs) * perMs))
  const samples = run.samples.slice(first, Math.max(first, end))
  if (samples.every((sample) => sample === null)) return null
  return { ...run, startUtcMs: run.startUtcMs + first / perMs, samples }
}

/**
 * Whole counts and what one of them is, as receivers of waves expect; where the zero of a wave lies between two counts, its
 * values themselves.
 */
function numbersOf({ channel, samples }: WaveRun): { numbers: string[]; resolution: number } {
  const zero = channel.offset / channel.gain
  const isWhole = Number.isInteger(zero)
  const physical = physicalScale(channel)
  const textOf = (raw: number) => (isWhole ? String(raw + zero) : printNumber(physical(raw)))
  return {
    numbers: samples.map((raw) => (raw === null ? '' : textOf(raw))),
    resolution: isWhole ? channel.gain : 1,
  }
}

function rowsOf(report: WavesReport, runs: readonly WaveRun[]): Segment[] {
  const rows: Segment[] = []
  const add = (fields: Segment['fields']): void => {
    rows.push({ name: 'OBX', fields: { 1: String(rows.length + 1), ...fields } })
  }
  const status = report.change === undefined ? 'R' : CHANGED[report.change]
  const isTakenBack = report.change === 'withdraws'
  for (const run of runs) {
    const { channel } = run
    const { branch, channel: place, metric } = placeOf(channel)
    const path = `1.${branch.ordinal}.${place}.${metric}`
    const { numbers, resolution } = numbersOf(run)
    const unit: Field = channel.unit === '' ? '' : unitOf(channel.id, channel.unit)
    const said = { 8: testFlag(report, run.simulated), 11: status, 14: hl7Time(run.startUtcMs) } as const
    add({
      ...said,
      2: 'NA',
      3: metricId(channel.id, channel.code, channel.label),
      4: path,
      5: isTakenBack ? '' : numbers,
      6: unit,
      18: deviceOf(report, senderName(run.driver, channel)),
    })
    add({
      ...said,
      2: 'NM',
      3: SAMPLE_RATE,
      4: `${path}.1`,
      5: isTakenBack ? '' : printNumber(channel.rateHz),
      6: HERTZ,
    })
    add({
      ...said,
      2: 'NM',
      3: RESOLUTION,
      4: `${path}.2`,
      5: isTakenBack ? '' : printNumber(resolution),
      6: unit,
    })
  }
  return rows
}
