/** How far a typed value may lie from Vigil's and still be the same, by UCUM unit, each with its reason. */
export interface ToleranceRow {
  readonly units: readonly string[]
  /** Holds only for channels with so many digits after the point; null: for all. */
  readonly decimals: number | null
  /** In the unit. */
  readonly within: number
  readonly reason: string
}

/** The first row that fits holds. Where none fits, a value may differ by one step of its display. */
export const TOLERANCES: readonly ToleranceRow[] = [
  {
    units: ['/min', '{beat}/min', '{breath}/min'],
    decimals: null,
    within: 2,
    reason: 'a rate changes by a beat or two between two looks',
  },
  {
    units: ['%'],
    decimals: 0,
    within: 1,
    reason:
      'a saturation changes by one percent between two looks; finer percentages are read to their last digit',
  },
  {
    units: ['mm[Hg]', 'cm[H2O]', 'mbar', 'hPa'],
    decimals: 0,
    within: 2,
    reason: 'a pressure swings with the breath by a step or two',
  },
  {
    units: ['kPa'],
    decimals: null,
    within: 0.3,
    reason: 'the same swing, 2 mmHg, in kPa',
  },
  {
    units: ['Cel', '[degF]'],
    decimals: null,
    within: 0.1,
    reason: 'a temperature changes slower than anybody types; the last digit may be rounded differently',
  },
]

/** What one step of a display with so many digits after the point is worth. */
export function displayStep(decimals: number): number {
  return 10 ** -decimals
}

/** How far apart two looks at one value may be. In: UCUM unit, digits after the point. Out: in that unit. */
export function toleranceOf(unit: string, decimals: number): number {
  const row = TOLERANCES.find(
    (one) => one.units.includes(unit) && (one.decimals === null || one.decimals === decimals),
  )
  return Math.max(row?.within ?? 0, displayStep(decimals))
}
