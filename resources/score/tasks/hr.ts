import { pooledBySet, type RecordFigures, type TaskResult } from '../frame.ts'
import { readRows } from '../labels.ts'
import { type RecordEntry, readSignals, scoreEach } from '../pack.ts'
import { runRate } from '../run/rate.ts'
import { compareRates, poolRates, rateFigures } from './rate-figures.ts'

/** ANSI/AAMI EC13 waveforms: what is shown is read after 20 s. */
const SETTLE_SECONDS = 20

function scoreEc13(entry: RecordEntry): RecordFigures | null {
  const { expectedRate } = entry.extra
  if (typeof expectedRate !== 'number') return null
  const seconds: number[] = []
  for (let at = SETTLE_SECONDS; at < entry.length / entry.rateHz; at++) seconds.push(at)
  const shown = runRate(readSignals(entry), seconds)
  const figures = rateFigures(compareRates(shown.map((rate) => ({ truth: expectedRate, shown: rate }))))
  const rates = shown.filter((rate) => rate !== null).sort((a, b) => a - b)
  const low = Math.round(rates[0] ?? 0)
  const high = Math.round(rates.at(-1) ?? 0)
  return {
    set: 'aami-ec13',
    id: entry.id,
    ...figures,
    expectedRate,
    lowest: low,
    highest: high,
  }
}

/** Column of the monitor's heart rate in the numerics of bidmc. */
const HR_COLUMN = 1

function scoreBidmc(entry: RecordEntry): RecordFigures | null {
  const rows = readRows(`${entry.folder}/csv/${entry.id}_Numerics.csv`)
  if (rows === null) return null
  const late = rows.filter(([second]) => Number(second) >= SETTLE_SECONDS)
  const shown = runRate(
    readSignals(entry),
    late.map(([second]) => Number(second)),
  )
  const pairs = late.map((row, index) => ({ truth: Number(row[HR_COLUMN]), shown: shown[index] ?? null }))
  return { set: 'bidmc', id: entry.id, ...rateFigures(compareRates(pairs)) }
}

/** Heart rate each second: EC13 3a and 3b against what a monitor should show, bidmc against the monitor's own. */
export function scoreHr(dataDir: string, missing: (set: string) => void): TaskResult | null {
  const rows = [
    ...scoreEach(dataDir, 'aami-ec13', missing, scoreEc13),
    ...scoreEach(dataDir, 'bidmc', missing, scoreBidmc),
  ]
  return pooledBySet('hr', rows, poolRates, [
    'one window a second from 20 s on; a second in which the monitor shows no rate is no window',
    'the reference of bidmc is the bedside monitor, which averages in its own way',
  ])
}
