import { type SoundState, type SoundView, STATION_ALARMS } from '../../ipc/alarms.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { Actor, AwayView, ClockJumpView } from '../../ipc/views.ts'
import type { BedState } from '../beds/bed-state.ts'
import type { BedBatch, Consumer, LinkChange } from '../bus.ts'
import type { Clock } from '../clock.ts'
import type { CheckedBed } from '../config/checked-bed.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import { BedAlarms, type EventOut, type LeftAlarms } from './bed-alarms.ts'
import { replayed } from './log.ts'
import {
  CLOCK_TOLD_MS,
  type ClockSeen,
  type SoundSeen,
  type StorageSeen,
  type StorageTrouble,
  stationConditions,
} from './station-conditions.ts'

/** Settings come back as they were after a shorter time away (CLINICAL 1.9). */
const LONG_AWAY_MS = 30_000

export interface AlarmDeskOptions {
  readonly clock: Clock
  /** The state of every bed; stands before this desk on the bus. */
  readonly beds: () => ReadonlyMap<string, BedState>
  /** Every event of every bed, in order. */
  readonly onEvent: EventOut
  /** What is stored of the alarms of a bed, from the last snapshot on. */
  log(bed: string): Promise<readonly StoredAlarmEvent[]>
}

/** The alarms of all beds, each for itself: what happens on one bed never touches another. */
export class AlarmDesk implements Consumer {
  readonly #options: AlarmDeskOptions
  readonly #beds = new Map<string, BedAlarms>()
  #sound: SoundSeen | null = null
  #storage: StorageSeen | null = null
  #clockSet: ClockSeen | null = null
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
    return this.#begin(bed)
  }

  /**
   * Takes up what was in force on a bed when the run before ended, or when the bed was removed. In: for how long Vigil
   * was away; after a while somebody must confirm that age class and limits still hold (CLINICAL 1.9).
   */
  async takeUp(bed: string, awayMs: number): Promise<void> {
    const rows = await this.#options.log(bed)
    const last = rows.at(-1)
    if (last === undefined || this.#beds.has(bed)) return
    const { clock } = this.#options
    const nowMs = clock.monotonicMs()
    const state = replayed(rows, { nowMs, nowUtcMs: Math.round(clock.utcMs(nowMs)) })
    const alarms = this.#begin(bed, { state, lastNumber: last.number })
    const base = alarms.by(null)
    alarms.machine.snapshot('restart', base)
    if (state.ageClass !== null && awayMs > LONG_AWAY_MS) alarms.act([{ ...base, type: 'settingsAsked' }])
  }

  /** The same for the station and all its beds at a start. */
  async takeUpAll(beds: readonly CheckedBed[], away: AwayView | null): Promise<void> {
    const awayMs = away === null ? 0 : away.toUtcMs - away.fromUtcMs
    const places = [STATION_ALARMS, ...beds.map(({ config }) => config.id)]
    await Promise.all(places.map((bed) => this.takeUp(bed, awayMs)))
  }

  #begin(bed: string, left?: LeftAlarms): BedAlarms {
    const fresh = new BedAlarms(bed, this.#options.clock, this.#options.onEvent, left)
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
    this.of(batch.bed).onBatch(state.chosen(batch), (channel) => state.parameterOf(channel))
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

  /** What is wrong with the record now; null: nothing. */
  storageSeen(trouble: StorageTrouble | null): void {
    if (trouble === (this.#storage?.trouble ?? null)) return
    const { clock } = this.#options
    this.#storage = trouble === null ? null : { trouble, sinceUtcMs: clock.utcMs(clock.monotonicMs()) }
    this.#lookAtStation()
  }

  /** The last time the clock of the PC was found set; null: not in this run. Each time is an alarm of its own. */
  clockSeen(jump: ClockJumpView | null): void {
    if (jump === null || jump.atUtcMs === this.#clockSet?.sinceUtcMs) return
    this.#clockSet = null
    this.#lookAtStation()
    this.#clockSet = { sinceUtcMs: jump.atUtcMs, seenMs: this.#options.clock.monotonicMs() }
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

  /** Other drivers or lines feed these devices of the bed; of them, those that are `gone` from it. */
  anotherLine(bed: string, devices: ReadonlySet<string>, gone: ReadonlySet<string>): void {
    this.#beds.get(bed)?.machine.anotherLine(this.#options.clock.monotonicMs(), devices, gone)
  }

  /** The bed was taken out of the ward: nothing that holds on it comes back with it. */
  remove(bed: string, actor: Actor): void {
    if (this.#beds.has(bed)) this.patientChanged(bed, actor)
    this.#beds.delete(bed)
  }

  #lookAtStation(): void {
    const isTold =
      this.#clockSet !== null && this.#options.clock.monotonicMs() - this.#clockSet.seenMs < CLOCK_TOLD_MS
    const clock = isTold ? this.#clockSet : null
    this.of(STATION_ALARMS).look(stationConditions(this.#sound, this.#storage, clock), true)
  }

  #look(bed: string, state: BedState): void {
    this.of(bed).look(state.conditions(), state.isLive, state.lost)
  }
}
