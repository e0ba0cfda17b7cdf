import { randomUUID } from 'node:crypto'
import type { NumericChannel } from '../../../drivers/model/channel.ts'
import { EpisodicFilter } from '../../../drivers/model/episodic.ts'
import type { BedInsights, InsightDismissal, InsightRef, InsightView } from '../../ipc/insight.ts'
import type { UsualRange } from '../../ipc/insight-finding.ts'
import type { PatientView } from '../../ipc/views.ts'
import type { AlarmDesk } from '../alarms/desk.ts'
import { limitsInForce } from '../alarms/watches.ts'
import { MINUTES } from '../analytics/insight/insight-table.ts'
import type { BedState } from '../beds/bed-state.ts'
import { type BedBatch, type Consumer, heldBackMs, type LinkChange } from '../bus.ts'
import type { Clock } from '../clock.ts'
import { isSamePatient } from '../patients.ts'
import { measuredUtcMsOf } from '../store/recorder/measured-time.ts'
import { dismissalOverText } from '../store/tables/dismissals.ts'
import { hintOverText, hintShownText } from '../store/tables/hints.ts'
import type { NoteKind, NoteRow } from '../store/tables/notes.ts'
import { BedInsightWatch } from './bed-insights.ts'
import { markOf } from './parameters.ts'
import { type InsightPast, NO_PAST, otherMonitorId } from './past.ts'

/** A hint is told a minute after its last reading at the earliest. */
const ASK_EVERY_MS = MINUTES.lengthMs
/** A number of a monitor without alarms is looked at as often as this for what alarms say of it. */
const ALARMS_EVERY_MS = 1_000

const NO_USUAL: readonly UsualRange[] = []

export interface InsightDeskOptions {
  readonly clock: Clock
  /** The state of every bed; stands before this desk on the bus. */
  readonly beds: () => ReadonlyMap<string, BedState>
  readonly alarms: Pick<AlarmDesk, 'of'>
  /** What the record knows of whoever lies in a bed, by the driver of its line, up to a moment. */
  past(bed: string, driver: string, untilUtcMs: number): Promise<InsightPast>
  keep(row: NoteRow): Promise<void>
}

interface Bed {
  watch: BedInsightWatch
  episodic: EpisodicFilter
  state: BedState
  patient: PatientView | null
  /** From monotonic time to the times of readings. It stays as it is while the PC's clock is set (H8). */
  epochMs: number
  /** Nothing measured before is of who lies in the bed, on the line of now; monotonic ms. */
  fromMs: number
  alarmsMs: number
  isAlarmed: boolean
  /** Another monitor is on the line, and nobody has said that it is the right one. */
  isInDoubt: boolean
  /** What the watch knows of what a clinician set as usual. */
  usual: readonly UsualRange[]
}

/** Works out the hints of all beds. Reads what beds bring and what the record kept; raises no alarm and makes no sound. */
export class InsightDesk implements Consumer {
  readonly #options: InsightDeskOptions
  readonly #beds = new Map<string, Bed>()
  /** One bed after the other: what screens ask of the record comes in between. */
  #reading: Promise<void> = Promise.resolve()

  constructor(options: InsightDeskOptions) {
    this.#options = options
  }

  onBatch(batch: BedBatch): void {
    const bed = this.#current(batch.bed)
    if (bed === undefined) return
    const { clock } = this.#options
    const repeats = bed.episodic.repeatsIn(batch.measurements)
    const nowMs = clock.monotonicMs()
    this.#lookAtAlarms(batch.bed, bed, nowMs)
    for (const measurement of batch.measurements) {
      if (measurement.type !== 'numeric' || repeats.has(measurement)) continue
      if (!bed.watch.reads(measurement.channel)) continue
      // A replay at high speed runs ahead of the clock.
      const arrivedMs = Math.min(batch.atMs, nowMs) - heldBackMs(batch, measurement)
      const arrivedUtcMs = clock.utcMs(arrivedMs)
      const measuredMs = arrivedMs - (arrivedUtcMs - measuredUtcMsOf(measurement, arrivedUtcMs))
      if (measuredMs < bed.fromMs) continue
      const { channel, value } = measurement
      const mark = markOf(measurement, bed.isAlarmed)
      bed.watch.push(channel, { atMs: measuredMs + bed.epochMs, value, mark })
    }
  }

  /** A gap in the line is one in the readings: the rules see it themselves. */
  onLink(_change: LinkChange): void {}

  /** About twenty times a second: one channel of one bed, so that alarms never wait for it. */
  tick(): void {
    const states = this.#options.beds()
    for (const id of this.#beds.keys()) if (!states.has(id)) this.#beds.delete(id)
    const nowMs = this.#options.clock.monotonicMs()
    for (const id of states.keys()) {
      const bed = this.#current(id)
      if (bed === undefined) continue
      this.#lookAtAlarms(id, bed, nowMs)
      const channel = bed.watch.isReading ? null : bed.watch.due(nowMs + bed.epochMs, ASK_EVERY_MS)
      if (channel === null) continue
      const { state } = this.#options.alarms.of(id).machine
      const limits = limitsInForce(state, channel)?.limits ?? null
      const byMs = this.#byMs(bed, nowMs)
      for (const over of bed.watch.ask(channel, nowMs + bed.epochMs, limits, byMs)) {
        this.#keep(id, randomUUID(), 'dismissalOver', dismissalOverText(over.id))
      }
      if (!bed.state.isStandby && !bed.isInDoubt) this.#keepShown(id, bed, channel, byMs)
      this.#publish(bed, nowMs)
      return
    }
  }

  /** The finding of a bed that is shown now and not dismissed; null: there is none. */
  found(id: string, { rule, parameter, direction }: InsightRef): InsightView | null {
    const shown = this.#beds.get(id)?.state.insights?.found ?? []
    const isIt = (one: InsightView) =>
      one.rule === rule && one.parameter === parameter && one.direction === direction
    return shown.find(isIt) ?? null
  }

  /** The hints of a bed by what holds now of its patient. */
  lookAt(id: string): BedInsights | null {
    const bed = this.#current(id)
    return bed === undefined ? null : this.#publish(bed, this.#options.clock.monotonicMs())
  }

  dismiss(id: string, dismissal: InsightDismissal): BedInsights | null {
    const bed = this.#beds.get(id)
    bed?.watch.dismiss(dismissal)
    return bed === undefined ? null : this.#publish(bed, this.#options.clock.monotonicMs())
  }

  restore(id: string, dismissal: string): BedInsights | null {
    const bed = this.#beds.get(id)
    if (bed === undefined || !bed.watch.restore(dismissal)) return null
    return this.#publish(bed, this.#options.clock.monotonicMs())
  }

  /** What is kept of a bed, without anything that belongs to somebody else or came on another line. */
  #current(id: string): Bed | undefined {
    const state = this.#options.beds().get(id)
    if (state === undefined) return undefined
    const known = this.#beds.get(id)
    if (known?.state === state && isSamePatient(known.patient, state.patient)) {
      if (this.#followUsual(known)) this.#publish(known, this.#options.clock.monotonicMs())
      return known
    }
    return this.#begin(id, state, known === undefined || known.state === state)
  }

  /** `isSameLine`: what the record has of whoever lies here counts; another line is a new beginning. */
  #begin(id: string, state: BedState, isSameLine: boolean): Bed {
    const { clock } = this.#options
    const nowMs = clock.monotonicMs()
    const bed: Bed = {
      watch: new BedInsightWatch(),
      episodic: new EpisodicFilter(),
      state,
      patient: state.patient,
      epochMs: clock.utcMs(nowMs) - nowMs,
      fromMs: nowMs,
      alarmsMs: Number.NEGATIVE_INFINITY,
      isAlarmed: false,
      isInDoubt: false,
      usual: NO_USUAL,
    }
    this.#beds.set(id, bed)
    this.#followUsual(bed)
    if (isSameLine) {
      const untilUtcMs = Math.round(bed.epochMs + nowMs)
      this.#reading = this.#reading.then(() => this.#takeUp(id, bed, untilUtcMs))
    } else bed.watch.takeUp(NO_PAST)
    return bed
  }

  async #takeUp(id: string, bed: Bed, untilUtcMs: number): Promise<void> {
    const { watch } = bed
    if (this.#beds.get(id)?.watch !== watch || !watch.isReading) return
    // A record that cannot be read costs the hours before, nothing else.
    const { driver } = bed.state.view(this.#options.clock.monotonicMs())
    const past = await this.#options.past(id, driver, untilUtcMs).catch(() => NO_PAST)
    if (this.#beds.get(id)?.watch !== watch) return
    watch.takeUp(past)
    // What somebody set is shown before any number has come.
    if (bed.usual.length > 0) this.#publish(bed, this.#options.clock.monotonicMs())
  }

  #lookAtAlarms(id: string, bed: Bed, nowMs: number): void {
    if (nowMs - bed.alarmsMs < ALARMS_EVERY_MS) return
    bed.alarmsMs = nowMs
    const { alarms } = this.#options.alarms.of(id).machine.state
    const standing = Object.values(alarms).filter(({ ended }) => ended === null)
    bed.isAlarmed = standing.some(({ facts }) => facts.kind === 'physiological')
    const isInDoubt = alarms[otherMonitorId(id)]?.ended === null
    if (isInDoubt === bed.isInDoubt) return
    bed.isInDoubt = isInDoubt
    // Nothing of before is joined with what another monitor says.
    if (isInDoubt) {
      bed.watch = new BedInsightWatch()
      bed.watch.takeUp(NO_PAST)
      bed.usual = NO_USUAL
      this.#followUsual(bed)
      bed.fromMs = nowMs
    }
    this.#publish(bed, nowMs)
  }

  /** Takes up what a clinician has set as usual. Out: whether it is another than before. */
  #followUsual(bed: Bed): boolean {
    const usual = bed.state.person?.usual ?? NO_USUAL
    if (usual === bed.usual) return false
    bed.usual = usual
    bed.watch.setUsual(usual, this.#byMs(bed, this.#options.clock.monotonicMs()))
    return true
  }

  #byMs({ epochMs }: Bed, nowMs: number): number {
    return Math.round(this.#options.clock.utcMs(nowMs) - nowMs - epochMs)
  }

  #publish(bed: Bed, nowMs: number): BedInsights | null {
    const { state, watch } = bed
    if (state.isStandby) {
      state.setInsights(null)
      return null
    }
    const atUtcMs = Math.round(this.#options.clock.utcMs(nowMs))
    const view: BedInsights = bed.isInDoubt
      ? { atUtcMs, notGiven: 'otherMonitor', found: [], dismissed: [], silent: [], usual: [] }
      : watch.view(atUtcMs, this.#byMs(bed, nowMs))
    state.setInsights(view)
    return view
  }

  /** What was shown, and how long: a site can count it. */
  #keepShown(id: string, bed: Bed, channel: NumericChannel, byMs: number): void {
    const { began, over } = bed.watch.show(channel, byMs, randomUUID)
    for (const hint of over) this.#keep(id, randomUUID(), 'hintOver', hintOverText(hint.id))
    for (const hint of began) this.#keep(id, hint.id, 'hintShown', hintShownText(hint.fact))
  }

  #keep(bed: string, id: string, kind: NoteKind, text: string): void {
    const atUtcMs = Math.round(this.#options.clock.utcMs(this.#options.clock.monotonicMs()))
    const row: NoteRow = { id, bed, kind, atUtcMs, writtenUtcMs: atUtcMs, author: '', text }
    // A record that takes no more says so itself; after a restart a finding stands aside until it ends again.
    this.#options.keep(row).catch(() => undefined)
  }
}
