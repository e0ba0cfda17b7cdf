import type { WaveView } from '../../electron/ipc/views.ts'
import type { NumberModel } from './numbers.ts'
import { kindOf, type ParameterKind } from './parameters.ts'
import type { TileNumbers } from './slots.ts'

/** A wave with the number that belongs to it; either may be missing, the place stays. */
export interface LargeRow {
  readonly key: string
  readonly wave: WaveView | null
  readonly number: NumberModel | null
}

/** A large tile has the places of these many even where nothing fills them. */
const LEAST_ROWS = 3

function numberFor(kind: ParameterKind, numbers: TileNumbers): NumberModel | null {
  if (kind === 'art') return numbers.arterial
  if (kind === 'co2') return numbers.endTidal
  if (kind === 'resp') return numbers.breaths
  return null
}

/**
 * The rows of a large tile: ECG with HR, pleth with SpO2, then the other waves, each with its own number.
 * In: the waves in screen order, and how many rows there is room for, three at least. Out: at least three rows, and the
 * numbers left for the footer.
 */
export function largeRows(
  waves: readonly WaveView[],
  numbers: TileNumbers,
  count = LEAST_ROWS,
): { rows: readonly LargeRow[]; footer: readonly NumberModel[] } {
  const ecg = waves.find(({ id }) => kindOf(id) === 'ecg') ?? null
  const pleth = waves.find(({ id }) => kindOf(id) === 'spo2') ?? null
  const rows: LargeRow[] = [
    { key: 'ecg', wave: ecg, number: numbers.heartRate },
    { key: 'pleth', wave: pleth, number: numbers.saturation },
  ]
  const taken = new Set<NumberModel>()
  const add = (wave: WaveView | null, number: NumberModel | null) => {
    if (number !== null) taken.add(number)
    rows.push({ key: wave?.key ?? 'third', wave, number })
  }
  const others = waves.filter((wave) => wave !== ecg && wave !== pleth)
  const withNumber = others.filter((wave) => numberFor(kindOf(wave.id), numbers) !== null)
  for (const wave of withNumber) {
    const number = numberFor(kindOf(wave.id), numbers)
    if (rows.length < count && number !== null && !taken.has(number)) add(wave, number)
  }
  if (rows.length < LEAST_ROWS) add(null, numbers.breaths)
  for (const wave of others) {
    if (rows.length < count && !rows.some((row) => row.wave === wave)) add(wave, null)
  }
  const slow = [numbers.breaths, numbers.arterial, numbers.cuff, numbers.temperature, numbers.endTidal]
  const footer = slow.filter((number) => number !== null).filter((number) => !taken.has(number))
  return { rows, footer }
}
