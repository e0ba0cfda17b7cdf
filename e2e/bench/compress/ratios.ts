/** One channel on both sides of a comparison. */
export interface Compared {
  /** Names set, record and channel. */
  readonly where: string
  readonly ours: number
  readonly theirs: number
}

/** What a set of comparisons comes to; below 1 ours is smaller. */
export interface RatioSummary {
  readonly channels: number
  /** Mean of the channels' ratios, each channel counting the same. */
  readonly mean: number
  readonly worst: { readonly ratio: number; readonly where: string }
  /** Channels on which ours needs more bytes, by the bytes and not by a rounded ratio. */
  readonly larger: readonly string[]
}

const THOUSAND = 1000

/** A number with three decimals, for ratios and bytes a sample. */
export function threeDecimals(value: number): number {
  return Math.round(value * THOUSAND) / THOUSAND
}

/** Ratios of our bytes to theirs. In: comparisons with bytes above 0. Out: null if there are none. */
export function ratioSummary(compared: readonly Compared[]): RatioSummary | null {
  const [first] = compared
  if (first === undefined) return null
  const ratio = ({ ours, theirs }: Compared) => ours / theirs
  const worst = compared.reduce((most, one) => (ratio(one) > ratio(most) ? one : most), first)
  const sum = compared.reduce((total, one) => total + ratio(one), 0)
  return {
    channels: compared.length,
    mean: threeDecimals(sum / compared.length),
    worst: { ratio: threeDecimals(ratio(worst)), where: worst.where },
    larger: compared.filter(({ ours, theirs }) => ours > theirs).map(({ where }) => where),
  }
}
