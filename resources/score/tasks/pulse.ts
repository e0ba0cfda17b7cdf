import { pooledBySet, type RecordFigures, type TaskResult } from '../frame.ts'
import { readRows } from '../labels.ts'
import { type RecordEntry, readSignals, scoreEach, UnreadableData } from '../pack.ts'
import { runPulse } from '../run/pulse.ts'
import { named } from '../run/signal.ts'
import { compareRates, poolRates, rateFigures } from './rate-figures.ts'

const SET = 'bidmc'
const SETTLE_SECONDS = 20
/** Column of the monitor's pulse rate in the numerics. */
const PULSE_COLUMN = 2

function scoreRecord(entry: RecordEntry): RecordFigures | null {
  const rows = readRows(`${entry.folder}/csv/${entry.id}_Numerics.csv`)
  const wave = named(readSignals(entry), 'PLETH')
  if (wave === undefined) throw new UnreadableData('PLETH')
  if (rows === null) return null
  const late = rows.filter(([second]) => Number(second) >= SETTLE_SECONDS)
  const shown = runPulse(
    wave,
    late.map(([second]) => Number(second)),
  )
  const pairs = late.map((row, index) => ({ truth: Number(row[PULSE_COLUMN]), shown: shown[index] ?? null }))
  return { set: SET, id: entry.id, ...rateFigures(compareRates(pairs)) }
}

/** Pulse rate from the pleth each second against the monitor's own. */
export function scorePulse(dataDir: string, missing: (set: string) => void): TaskResult | null {
  const rows = scoreEach(dataDir, SET, missing, scoreRecord)
  return pooledBySet('pulse', rows, poolRates, [
    'one window a second from 20 s on, each over the last 12 s; a second in which the monitor shows no pulse is no window',
    'within5Percent is of the answered windows; a doubtful wave is not answered and stands in notAnswered',
  ])
}
