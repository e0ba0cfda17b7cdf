import { CLASS, GROUP, TIMING } from './codes.ts'
import type { PollResult } from './message.ts'
import type { IntellivueOptions } from './options.ts'
import { extendedPoll, type PollTarget, singlePoll } from './requests.ts'

/** One thing that is polled, and when it is due again. */
export class Stream {
  readonly #target: PollTarget
  readonly #request: Uint8Array
  readonly #invoke: number
  readonly #isExtended: boolean
  readonly #everyMs: number
  #askedMs = Number.NEGATIVE_INFINITY
  #heardMs = Number.NEGATIVE_INFINITY

  /** Extended where `everyMs` is null: then the monitor repeats it and it is renewed in time. */
  constructor(target: PollTarget, everyMs: number | null, invoke: number) {
    this.#target = target
    this.#invoke = invoke
    this.#isExtended = everyMs === null
    this.#everyMs = everyMs ?? TIMING.renewMs
    // The poll number is ours to choose; the invoke id is as good as any.
    this.#request = this.#isExtended
      ? extendedPoll(invoke, invoke, target, TIMING.activePeriodMs)
      : singlePoll(invoke, invoke, target)
  }

  get isWave(): boolean {
    return this.#target.objectClass === CLASS.wave
  }

  restart(): void {
    this.#askedMs = Number.NEGATIVE_INFINITY
    this.#heardMs = Number.NEGATIVE_INFINITY
  }

  /** A poll result came, perhaps this stream's. */
  heard(result: PollResult, atMs: number): void {
    const { objectClass, group } = this.#target
    if (
      result.extended === this.#isExtended &&
      result.objectClass === objectClass &&
      result.group === group
    ) {
      this.#heardMs = atMs
    }
  }

  /** The monitor was too busy for this request, if it was this one's: it is asked again soon. */
  busy(invoke: number, atMs: number): void {
    if (invoke === this.#invoke) this.#askedMs = atMs + TIMING.busyMs - this.#everyMs
  }

  /** The request if it is time to ask, to renew or to ask again; null otherwise. */
  due(atMs: number): Uint8Array | null {
    const sinceAskedMs = atMs - this.#askedMs
    const isSilent = atMs - Math.max(this.#heardMs, this.#askedMs) > TIMING.streamSilenceMs
    const isLost = this.#isExtended && isSilent && sinceAskedMs >= TIMING.askAgainMs
    if (sinceAskedMs < this.#everyMs && !isLost) return null
    this.#askedMs = atMs
    return this.#request
  }
}

/**
 * What a bed is polled for (section "polling"). On the fast line values, labels and
 * scales come together; the slow line has no room for that, so values are repeated
 * alone and labels are asked for now and then. In: options and the first invoke id.
 */
export function streamsFor(options: IntellivueOptions, firstInvoke: number): readonly Stream[] {
  const plan: (readonly [objectClass: number, group: number, everyMs: number | null])[] = []
  const values = options.fastLine ? GROUP.all : GROUP.observed
  const hasWaves = options.waves.length > 0
  if (options.alarms) plan.push([CLASS.alert, GROUP.alarms, null])
  plan.push([CLASS.numeric, values, null])
  if (hasWaves) plan.push([CLASS.wave, values, null])
  if (!options.fastLine) {
    for (const objectClass of hasWaves ? [CLASS.numeric, CLASS.wave] : [CLASS.numeric]) {
      plan.push(
        [objectClass, GROUP.dynamic, TIMING.labelsEveryMs],
        [objectClass, GROUP.constant, TIMING.labelsEveryMs],
      )
    }
  }
  plan.push([CLASS.alert, GROUP.constant, TIMING.keepAliveMs])
  plan.push([CLASS.system, GROUP.all, TIMING.systemEveryMs])
  plan.push([CLASS.demographics, GROUP.demographics, TIMING.demographicsEveryMs])
  return plan.map(
    ([objectClass, group, everyMs], index) =>
      new Stream({ objectClass, group }, everyMs, firstInvoke + index),
  )
}
