import type { Out } from '../driver.ts'
import type { WaveChannel } from '../model/channel.ts'
import type { MissingRun, WaveMark } from '../model/measurement.ts'
import { type WavePlan, wavePlans } from './channels.ts'
import { TWELVE_LEAD, WAVE } from './codes.ts'
import type { DriRecord, Subrecord } from './record.ts'
import { agentIndex, leadIndex, pressureIndex } from './rules.ts'
import { decodeTwelveLead } from './twelve-lead.ts'

const BYTES_PER_SAMPLE = 2

/** What the latest numerics said that names a wave. */
export interface WaveLabels {
  readonly ecgLabel: number | null
  readonly agentLabel: number
}

/** Outcome of one wave subrecord; anything but `done` was dropped and is to be counted. */
export type WaveOutcome = 'done' | 'unknown' | 'cut'

/**
 * Decodes one wave subrecord. In: the record, the subrecord, the labels that name
 * it, whether samples are known to be lost before it. Out: one wave per channel.
 */
export function decodeWave(
  record: DriRecord,
  subrecord: Subrecord,
  labels: WaveLabels,
  lostBefore: boolean,
  atMs: number,
  out: Out,
): WaveOutcome {
  const { view, deviceMs } = record
  if (subrecord.start + WAVE.samples > subrecord.end) return 'cut'
  const status = view.getUint16(subrecord.start + WAVE.status, true)
  const marks = marksOf(status, lostBefore)
  if (subrecord.type === TWELVE_LEAD.type) {
    return decodeTwelveLead(record, subrecord, marks, atMs, out) ? 'done' : 'cut'
  }
  const plan = wavePlans.get(subrecord.type)
  if (plan === undefined) return 'unknown'
  const count = view.getInt16(subrecord.start + WAVE.count, true)
  const first = subrecord.start + WAVE.samples
  if (count < 0 || first + count * BYTES_PER_SAMPLE > subrecord.end) return 'cut'
  if (count === 0) return 'done'
  const channel = channelOf(plan, view.getUint16(subrecord.start + WAVE.label, true), labels)
  if (channel === undefined) return 'unknown'
  const samples = new Int16Array(count)
  for (let index = 0; index < count; index++) {
    samples[index] = view.getInt16(first + index * BYTES_PER_SAMPLE, true)
  }
  out.measure({ type: 'wave', channel, samples, missing: missingRuns(samples), marks, atMs, deviceMs })
  return 'done'
}

function channelOf(plan: WavePlan, label: number, labels: WaveLabels): WaveChannel | undefined {
  const { row, variants } = plan
  switch (row.rule) {
    case 'ecgLead':
      return variants[leadIndex(labels.ecgLabel, row.channel ?? 0)]
    case 'pressureLabel':
      return variants[pressureIndex(label)]
    case 'agentLabel':
      return variants[agentIndex(labels.agentLabel)]
    case undefined:
      return variants[0]
  }
}

const NO_MARKS: readonly WaveMark[] = []

/** Only the documented bits are looked at: the others count packets on some monitors. */
function marksOf(status: number, lostBefore: boolean): readonly WaveMark[] {
  const gap = lostBefore || (status & WAVE.gap) !== 0
  if (!gap && (status & (WAVE.pacer | WAVE.leadOff)) === 0) return NO_MARKS
  const marks: WaveMark[] = []
  if (gap) marks.push({ at: 0, kind: 'gap' })
  if ((status & WAVE.pacer) !== 0) marks.push({ at: 0, kind: 'pace' })
  if ((status & WAVE.leadOff) !== 0) marks.push({ at: 0, kind: 'leadOff' })
  return marks
}

const NO_RUNS: readonly MissingRun[] = []

function missingRuns(samples: Int16Array): readonly MissingRun[] {
  let runs: MissingRun[] | null = null
  let start = -1
  for (let index = 0; index <= samples.length; index++) {
    const isCode = index < samples.length && (samples[index] ?? 0) <= WAVE.highestCode
    if (isCode && start < 0) start = index
    if (!isCode && start >= 0) {
      runs ??= []
      runs.push({ start, length: index - start })
      start = -1
    }
  }
  return runs ?? NO_RUNS
}
