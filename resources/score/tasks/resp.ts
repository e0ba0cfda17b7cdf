import { pooledBySet, type RecordFigures, type TaskResult } from '../frame.ts'
import { readRows } from '../labels.ts'
import { type RecordEntry, readSignals, scoreEach, UnreadableData } from '../pack.ts'
import { runRespiration } from '../run/respiration.ts'
import { named } from '../run/signal.ts'
import { compareRates, poolRates, rateFigures } from './rate-figures.ts'

const SET = 'bidmc'
const WINDOW_SECONDS = 32
const SECONDS_A_MINUTE = 60
const ANNOTATORS = 2

/** Rate of the breaths between two times, by the distance of the first and the last. */
function rateBetween(breathsAt: readonly number[], from: number, to: number): number | null {
  const inside = breathsAt.filter((at) => at >= from && at < to)
  const [first] = inside
  const last = inside.at(-1)
  if (first === undefined || last === undefined || inside.length < 2) return null
  return (SECONDS_A_MINUTE * (inside.length - 1)) / (last - first)
}

function scoreRecord(entry: RecordEntry): RecordFigures | null {
  const rows = readRows(`${entry.folder}/csv/${entry.id}_Breaths.csv`)
  const wave = named(readSignals(entry), 'RESP')
  if (wave === undefined) throw new UnreadableData('RESP')
  if (rows === null) return null
  const marked = Array.from({ length: ANNOTATORS }, (_, who) =>
    rows.flatMap((row) => (Number(row[who] ?? 0) > 0 ? [Number(row[who]) / entry.rateHz] : [])),
  )
  const pairs = runRespiration(wave, WINDOW_SECONDS).map((shown, window) => {
    const from = window * WINDOW_SECONDS
    const rates = marked.map((breaths) => rateBetween(breaths, from, from + WINDOW_SECONDS))
    const known = rates.filter((rate) => rate !== null)
    return {
      truth: known.length < ANNOTATORS ? 0 : known.reduce((sum, rate) => sum + rate, 0) / ANNOTATORS,
      shown,
    }
  })
  return { set: SET, id: entry.id, ...rateFigures(compareRates(pairs)) }
}

/** Breaths a minute in windows of 32 s against the mean of two annotators. */
export function scoreResp(dataDir: string, missing: (set: string) => void): TaskResult | null {
  const rows = scoreEach(dataDir, SET, missing, scoreRecord)
  return pooledBySet('resp', rows, poolRates, [
    'windows of 32 s end to end; the reference is the mean of two annotators, by distances of breaths',
    'a window that is irregular or has a gap is not answered; it is in n and notAnswered, not in mae',
  ])
}
