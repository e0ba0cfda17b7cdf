import { remember } from '../signal/ranks.ts'
import { QUALITY } from './quality-table.ts'

/** What a monitor says of a sample. */
export type SampleRemark = 'leadOff' | 'saturation' | null

/** Why a wave cannot be read well, by its samples alone. */
export type Flaw = 'missing' | 'leadOff' | 'flat' | 'clipped'

/** Flaws of the last window; `isUnreadable`: nothing should be read from the wave. */
export interface SampleQuality {
  /** The wave is too short yet to be judged. */
  readonly isStarting: boolean
  readonly isUnreadable: boolean
  readonly flaws: readonly Flaw[]
}

interface Second {
  samples: number
  missing: number
  leadOff: number
  clipped: number
  low: number
  high: number
}

function empty(): Second {
  return {
    samples: 0,
    missing: 0,
    leadOff: 0,
    clipped: 0,
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
  }
}

/** Judges the samples of one wave over QUALITY.windowSeconds, second by second. NaN = missing. */
export class WaveQuality {
  private readonly secondSamples: number
  private readonly flatRange: number
  private readonly seconds: Second[] = []
  private current = empty()

  /** In: samples a second; a wave whose peak to peak is no larger than `flatRange` for a while is flat. */
  constructor(rateHz: number, flatRange: number) {
    this.secondSamples = Math.max(1, Math.round(rateHz))
    this.flatRange = flatRange
  }

  push(value: number, remark: SampleRemark): void {
    const { current } = this
    current.samples++
    if (remark === 'leadOff') current.leadOff++
    if (remark === 'saturation') current.clipped++
    if (Number.isNaN(value)) current.missing++
    else {
      current.low = Math.min(current.low, value)
      current.high = Math.max(current.high, value)
    }
    if (current.samples < this.secondSamples) return
    remember(this.seconds, current, QUALITY.windowSeconds)
    this.current = empty()
  }

  quality(): SampleQuality {
    const { seconds } = this
    const sum = (of: 'samples' | 'missing' | 'leadOff' | 'clipped') =>
      seconds.reduce((total, second) => total + second[of], 0)
    const samples = sum('samples')
    const leadOff = sum('leadOff')
    const missing = sum('missing') - leadOff
    const clipped = sum('clipped')
    const isFlat = this.isFlat()
    const found: readonly (readonly [Flaw, boolean])[] = [
      ['leadOff', leadOff > 0],
      ['missing', missing > 0],
      ['flat', isFlat],
      ['clipped', clipped > QUALITY.clipped * samples],
    ]
    return {
      isStarting: seconds.length < QUALITY.windowSeconds,
      isUnreadable:
        isFlat ||
        (seconds.at(-1)?.leadOff ?? 0) > 0 ||
        missing + leadOff > QUALITY.mostMissing * samples ||
        clipped > QUALITY.mostClipped * samples,
      flaws: found.filter(([, isFound]) => isFound).map(([flaw]) => flaw),
    }
  }

  private isFlat(): boolean {
    const last = this.seconds.slice(-QUALITY.flatSeconds)
    if (last.length < QUALITY.flatSeconds || last.some(({ missing }) => missing > 0)) return false
    const low = Math.min(...last.map((second) => second.low))
    const high = Math.max(...last.map((second) => second.high))
    return high - low <= this.flatRange
  }
}
