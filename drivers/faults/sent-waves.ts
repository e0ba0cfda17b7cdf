import type { Wave } from '../model/measurement.ts'

/** A sample as it is shown: null where the monitor said that it is no data. */
export type ShownSample = number | null

/**
 * How true shown waves must be. `stretch`: each one is an unbroken stretch of what was sent,
 * in order and once. `inOrder`: samples may be lost within one. `sent`: each sample was sent.
 */
export type WaveTruth = 'stretch' | 'inOrder' | 'sent'

/** The samples of a wave as they are shown. */
export function shownSamples({ samples, missing }: Pick<Wave, 'samples' | 'missing'>): ShownSample[] {
  const shown: ShownSample[] = Array.from(samples)
  for (const { start, length } of missing) shown.fill(null, start, start + length)
  return shown
}

/** What a monitor really sent of its waves, by channel: a test holds what was shown against it. */
export class SentWaves {
  readonly #samples = new Map<string, ShownSample[]>()

  /** Waves in the order they were sent. */
  constructor(waves: Iterable<Wave>) {
    for (const wave of waves) {
      const all = this.#samples.get(wave.channel.key) ?? []
      for (const sample of shownSamples(wave)) all.push(sample)
      this.#samples.set(wave.channel.key, all)
    }
  }

  /**
   * Where a shown wave stands in what was sent: the first place from `from` to `to`
   * that holds the same samples in the same order; -1 if there is none.
   */
  placeOf(wave: Wave, from: number, to = Number.POSITIVE_INFINITY): number {
    const sent = this.#sentOn(wave)
    const shown = shownSamples(wave)
    const last = Math.min(to, sent.length - shown.length)
    for (let at = Math.max(0, from); at <= last; at++) {
      let length = 0
      while (length < shown.length && sent[at + length] === shown[length]) length++
      if (length === shown.length) return at
    }
    return -1
  }

  /** Those of the shown waves, given in their order, that are not as true as asked for. */
  untrue(shown: Iterable<Wave>, truth: WaveTruth): Wave[] {
    const nextOf = new Map<string, number>()
    const wrong: Wave[] = []
    for (const wave of shown) {
      const from = nextOf.get(wave.channel.key) ?? 0
      const next =
        truth === 'stretch' ? this.#behindStretch(wave, from) : this.#behindSamples(wave, from, truth)
      if (next < 0) wrong.push(wave)
      else nextOf.set(wave.channel.key, next)
    }
    return wrong
  }

  #sentOn(wave: Wave): readonly ShownSample[] {
    return this.#samples.get(wave.channel.key) ?? []
  }

  #behindStretch(wave: Wave, from: number): number {
    const at = this.placeOf(wave, from)
    return at < 0 ? -1 : at + wave.samples.length
  }

  #behindSamples(wave: Wave, from: number, truth: WaveTruth): number {
    const sent = this.#sentOn(wave)
    let next = from
    for (const sample of shownSamples(wave)) {
      const at = sent.indexOf(sample, truth === 'sent' ? 0 : next)
      if (at < 0) return -1
      next = at + 1
    }
    return next
  }
}
