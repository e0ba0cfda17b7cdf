import { type SoundState, type SoundView, STATION_ALARMS } from '../../ipc/alarms.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { Actor } from '../../ipc/views.ts'
import type { BedState } from '../beds/bed-state.ts'
import type { BedBatch, Consumer, LinkChange } from '../bus.ts'
import type { Clock } from '../clock.ts'
import { BedAlarms } from './bed-alarms.ts'
import { type SoundSeen, stationConditions } from './station-conditions.ts'
import type { AlarmEvent } from './types.ts'

export interface AlarmDeskOptions {
  readonly clock: Clock
  /** The state of every bed; stands before this desk on the bus. */
  readonly beds: () => ReadonlyMap<string, BedState>
  /** Every event of every bed, in order. */
  onEvent(bed: string, event: AlarmEvent): void
}

/** The alarms of all beds, each for itself: what happens on one bed never touches another. */
export class AlarmDesk implements Consumer {
  readonly #options: AlarmDeskOptions
  readonly #beds = new Map<string, BedAlarms>()
  #sound: SoundSeen | null = null
  #confirmed: Pick<SoundView, 'confirmedUtcMs' | 'confirmedBy'> = { confirmedUtcMs: null, confirmedBy: null }

  constructor(options: AlarmDeskOptions) {
    this.#options = options
  }

  /** What the station knows of its sound. */
  get sound(): SoundView {
    return { state: this.#sound?.state ?? null, ...this.#confirmed }
  }

  /** The alarms of a bed, begun at the first call. */
  of(bed: string): BedAlarms {
    const known = this.#beds.get(bed)
    if (known !== undefined) return known
    const fresh = new BedAlarms(bed, this.#options.clock, (event) => this.#options.onEvent(bed, event))
    this.#beds.set(bed, fresh)
    return fresh
  }

  /** In: a bed or STATION_ALARMS. Throws VigilError unknownBed. */
  known(bed: string): BedAlarms {
    if (bed === STATION_ALARMS || this.#options.beds().has(bed)) return this.of(bed)
    throw new VigilError('unknownBed', `There is no bed "${bed}": look at the list of beds.`)
  }

  onBatch(batch: BedBatch): void {
    const state = this.#options.beds().get(batch.bed)
    if (state === undefined) return
    this.of(batch.bed).onBatch(batch)
    this.#look(batch.bed, state)
  }

  onLink(change: LinkChange): void {
    const state = this.#options.beds().get(change.bed)
    if (state === undefined) return
    if (change.link.phase !== 'live') this.of(change.bed).machine.interrupted()
    this.#look(change.bed, state)
  }

  /** Called about twenty times a second, after the beds. */
  tick(): void {
    for (const [bed, state] of this.#options.beds()) {
      this.of(bed).tick()
      this.#look(bed, state)
    }
    this.of(STATION_ALARMS).tick()
    this.#lookAtStation()
  }

  /** What the window that sounds says of its output. */
  soundReported(state: SoundState): void {
    if (state === this.#sound?.state) return
    const { clock } = this.#options
    this.#sound = { state, sinceUtcMs: clock.utcMs(clock.monotonicMs()) }
    this.#lookAtStation()
  }

  /** A person has heard the test tone. */
  soundConfirmed(by: string | null): void {
    const { clock } = this.#options
    const confirmedUtcMs = Math.round(clock.utcMs(clock.monotonicMs()))
    this.#confirmed = { confirmedUtcMs, confirmedBy: by }
  }

  /** Takes up what is wrong with a bed now; without it, at the next tick. */
  lookAt(bed: string): void {
    const state = this.#options.beds().get(bed)
    if (state !== undefined) this.#look(bed, state)
  }

  patientChanged(bed: string, actor: Actor): void {
    const alarms = this.of(bed)
    alarms.machine.patientChanged(alarms.by(actor))
  }

  /** Another driver or line feeds the bed. */
  anotherLine(bed: string): void {
    this.#beds.get(bed)?.machine.anotherLine()
  }

  remove(bed: string): void {
    this.#beds.delete(bed)
  }

  #lookAtStation(): void {
    this.of(STATION_ALARMS).look(stationConditions(this.#sound), true)
  }

  #look(bed: string, state: BedState): void {
    this.of(bed).look(state.conditions(), state.isLive)
  }
}
