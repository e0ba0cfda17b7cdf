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

function numberFor(kind: ParameterKind, numbers: TileNumbers): NumberModel | null {
  if (kind === 'art') return numbers.arterial
  if (kind === 'co2') return numbers.endTidal
  if (kind === 'resp') return numbers.breaths
  return null
}

/**
 * The three rows of a large tile: ECG with HR, pleth with SpO2, and the next wave with its own number.
 * In: the waves in screen order. Out: always three rows, and the numbers left for the footer.
 */
export function largeRows(
  waves: readonly WaveView[],
  numbers: TileNumbers,
): { rows: readonly LargeRow[]; footer: readonly NumberModel[] } {
  const ecg = waves.find(({ id }) => kindOf(id) === 'ecg') ?? null
  const pleth = waves.find(({ id }) => kindOf(id) === 'spo2') ?? null
  const third = waves.find((wave) => numberFor(kindOf(wave.id), numbers) !== null) ?? null
  const thirdNumber = third === null ? numbers.breaths : numberFor(kindOf(third.id), numbers)
  const rows: LargeRow[] = [
    { key: 'ecg', wave: ecg, number: numbers.heartRate },
    { key: 'pleth', wave: pleth, number: numbers.saturation },
    { key: 'third', wave: third, number: thirdNumber },
  ]
  const slow = [numbers.breaths, numbers.arterial, numbers.cuff, numbers.temperature, numbers.endTidal]
  const footer = slow.filter((number) => number !== null).filter((number) => number !== thirdNumber)
  return { rows, footer }
}
