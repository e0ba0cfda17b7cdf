import { type Figures, percent, pooledBySet, type RecordFigures, summed, type TaskResult } from '../frame.ts'
import { readBeats, readFlutter } from '../labels.ts'
import { matchBeats } from '../match.ts'
import { type RecordEntry, readSignals, scoreEach, UnreadableData } from '../pack.ts'
import { runBeats } from '../run/beats.ts'
import { ecgLeads } from '../run/signal.ts'

/** The set of the official figure; the others are hard on purpose and stand beside it. */
const OFFICIAL = 'mitdb'
const BESIDE = ['cpsc2019', 'cpsc2021', 'misc'] as const
const WINDOW_SECONDS = 0.15
/** bxb leaves out the first five minutes of the official set: detectors may learn there. */
const LEARN_SECONDS = 300

const COUNTS = ['tp', 'fn', 'fp', 'wholeTp', 'wholeFn', 'wholeFp'] as const

function withShares(counts: Record<(typeof COUNTS)[number], number>): Figures {
  const { tp, fn, fp, wholeTp, wholeFn, wholeFp } = counts
  return {
    ...counts,
    se: percent(tp, tp + fn),
    ppv: percent(tp, tp + fp),
    wholeSe: percent(wholeTp, wholeTp + wholeFn),
    wholePpv: percent(wholeTp, wholeTp + wholeFp),
  }
}

function scoreRecord(set: string, entry: RecordEntry): RecordFigures | null {
  const flutter = readFlutter(entry) ?? []
  const isLeftOut = (sample: number) => flutter.some(([from, to]) => sample >= from && sample <= to)
  const reference = readBeats(entry)?.filter((sample) => !isLeftOut(sample))
  if (reference === undefined || reference.length === 0) return null
  const { rateHz } = entry
  const signals = readSignals(entry)
  if (ecgLeads(signals).length === 0) throw new UnreadableData('ECG')
  const found = runBeats(signals)
    .map(({ atSeconds }) => atSeconds * rateHz)
    .filter((sample) => !isLeftOut(sample))
  const { pairs, missed, extra } = matchBeats(reference, found, WINDOW_SECONDS * rateHz)
  const from = set === OFFICIAL ? LEARN_SECONDS * rateHz : 0
  const counted = (samples: readonly number[]) => samples.filter((sample) => sample >= from).length
  const fn = counted(missed)
  const tp = counted(reference) - fn
  const counts = { tp, fn, fp: counted(extra), wholeTp: pairs, wholeFn: missed.length, wholeFp: extra.length }
  return { set, id: entry.id, ...withShares(counts) }
}

/** Beats against reference labels: Se and +P within 150 ms, one to one. */
export function scoreQrs(dataDir: string, missing: (set: string) => void): TaskResult | null {
  const pool = (rows: readonly RecordFigures[]) => withShares(summed(rows, COUNTS))
  const rowsOf = (set: string) => scoreEach(dataDir, set, missing, (entry) => scoreRecord(set, entry))
  const official = rowsOf(OFFICIAL)
  const beside = BESIDE.flatMap(rowsOf)
  const main = pooledBySet('qrs', official.length > 0 ? official : beside, pool, [
    'pooled and records: mitdb from 5:00 to the end (bxb), flutter left out; whole*: from the first sample',
    'cpsc2019, cpsc2021 and misc are under set only: noisy on purpose, not in pooled',
    'no stretch is left out for its quality: every reference beat counts as answered',
  ])
  if (main === null || official.length === 0) return main
  const others = pooledBySet('qrs', beside, pool, [])
  return { ...main, set: { ...main.set, ...others?.set } }
}
