import type { Driver } from '../../../drivers/driver.ts'
import type { Measurement } from '../../../drivers/model/measurement.ts'
import type { LinkView } from '../../ipc/views.ts'
import type { WearableView } from '../../ipc/wearable.ts'

/** Whether a line that brings nothing may only have a wearable out of reach behind it: it is open and silent. */
function isOnlySilent({ phase, cause }: Pick<LinkView, 'phase' | 'cause'>): boolean {
  return phase === 'opening' ? cause === null : phase === 'silent' && cause === 'silent'
}

/** When a wearable was heard last, and what it says of its battery. Times UTC ms. */
export class WearableWatch {
  readonly #battery: string
  readonly #maxQuietMs: number
  #contactUtcMs: number | null = null
  #batteryPercent: number | null = null
  #batteryUtcMs = 0

  /** Null for a driver of anything else. */
  static of({ wearable, maxQuietMs }: Driver): WearableWatch | null {
    return wearable === undefined ? null : new WearableWatch(wearable.battery, maxQuietMs)
  }

  private constructor(battery: string, maxQuietMs: number) {
    this.#battery = battery
    this.#maxQuietMs = maxQuietMs
  }

  /** Any number is a contact, also one without a value: who wears it not is still in reach. */
  heard(measurements: readonly Measurement[], atUtcMs: number): void {
    for (const one of measurements) {
      if (one.type !== 'numeric' || one.isUnsent === true) continue
      this.#contactUtcMs = atUtcMs
      if (one.channel.id !== this.#battery) continue
      this.#batteryPercent = one.value
      this.#batteryUtcMs = atUtcMs
    }
  }

  /** Since when nothing is heard of it over a line that is well; null: it is in contact, or the line itself is away. */
  gapSinceUtcMs(link: Pick<LinkView, 'phase' | 'cause' | 'sinceUtcMs'>, nowUtcMs: number): number | null {
    const sinceUtcMs = this.#contactUtcMs ?? link.sinceUtcMs
    if (link.phase === 'live') return nowUtcMs - sinceUtcMs > this.#maxQuietMs ? sinceUtcMs : null
    return isOnlySilent(link) ? sinceUtcMs : null
  }

  view(link: LinkView, nowUtcMs: number): WearableView {
    return {
      contactUtcMs: this.#contactUtcMs,
      gapSinceUtcMs: this.gapSinceUtcMs(link, nowUtcMs),
      battery:
        this.#batteryPercent === null
          ? null
          : { percent: this.#batteryPercent, toldUtcMs: this.#batteryUtcMs },
    }
  }
}
