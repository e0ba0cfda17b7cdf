import type { AgeClass } from '../../ipc/alarms.ts'
import type { EntryView } from '../../ipc/entry.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import type { AlarmDesk } from '../alarms/desk.ts'
import type { Dated } from '../analytics/scores/observations.ts'
import type { PewsTable } from '../analytics/scores/pews.ts'
import type { BedState } from '../beds/bed-state.ts'
import type { BedBatch, Consumer, LinkChange } from '../bus.ts'
import type { Clock } from '../clock.ts'
import { isSamePatient } from '../patients.ts'
import { bedScores, type ScoreFacts } from './bed-scores.ts'
import { LiveInputs } from './live-inputs.ts'

/** A number that is old leaves its score after so long at most; what people do shows at the next tick. */
const EVALUATE_EVERY_MS = 5_000

export interface ScoreDeskOptions {
  readonly clock: Clock
  /** The state of every bed; stands before this desk on the bus. */
  readonly beds: () => ReadonlyMap<string, BedState>
  /** By whose limits the bed is watched. */
  readonly alarms: Pick<AlarmDesk, 'of'>
  /** The site's table for children; null: it has none. Another one: at the next turn of each bed. */
  readonly table: () => PewsTable | null
}

interface Bed {
  readonly inputs: LiveInputs
  /** Another one: another line or monitor feeds the bed. */
  state: BedState
  patient: PatientView | null
  person: PersonFacts | null
  entries: readonly EntryView[]
  ageClass: AgeClass | null
  dueMs: number
}

/** Works out the scores of all beds. Reads what beds bring and what people entered; raises no alarm. */
export class ScoreDesk implements Consumer {
  readonly #options: ScoreDeskOptions
  readonly #beds = new Map<string, Bed>()

  constructor(options: ScoreDeskOptions) {
    this.#options = options
  }

  onBatch(batch: BedBatch): void {
    const bed = this.#current(batch.bed)
    bed?.inputs.take(bed.state.chosen(batch))
  }

  onLink(change: LinkChange): void {
    if (change.link.phase !== 'live') this.#current(change.bed)?.inputs.interrupted()
  }

  /** About twenty times a second: what changed, and one bed whose turn it is. */
  tick(): void {
    const nowMs = this.#options.clock.monotonicMs()
    const states = this.#options.beds()
    for (const id of this.#beds.keys()) if (!states.has(id)) this.#beds.delete(id)
    let turns = 1
    for (const id of states.keys()) {
      const bed = this.#current(id)
      if (bed === undefined) continue
      const isDue = nowMs >= bed.dueMs && turns > 0
      if (!this.#changed(id, bed) && !isDue) continue
      if (isDue) turns--
      this.#evaluate(bed, nowMs)
    }
  }

  /** What is kept of a bed, without anything that belongs to somebody else. */
  #current(id: string): Bed | undefined {
    const state = this.#options.beds().get(id)
    if (state === undefined) return undefined
    const known = this.#beds.get(id)
    if (known === undefined) return this.#begin(id, state)
    if (known.state !== state || !isSamePatient(known.patient, state.patient)) {
      known.inputs.reset()
      known.state = state
      known.patient = state.patient
      known.dueMs = Number.NEGATIVE_INFINITY
    }
    return known
  }

  #begin(id: string, state: BedState): Bed {
    const bed: Bed = {
      inputs: new LiveInputs(this.#options.clock),
      state,
      patient: state.patient,
      person: null,
      entries: [],
      ageClass: null,
      dueMs: Number.NEGATIVE_INFINITY,
    }
    this.#beds.set(id, bed)
    return bed
  }

  /** Takes over what people know and have entered. Out: whether any of it is new. */
  #changed(id: string, bed: Bed): boolean {
    const { person, entries } = bed.state
    const ageClass = this.#options.alarms.of(id).machine.state.ageClass
    if (bed.person === person && bed.entries === entries && bed.ageClass === ageClass) return false
    Object.assign(bed, { person, entries, ageClass })
    return true
  }

  #evaluate(bed: Bed, nowMs: number): void {
    bed.dueMs = nowMs + EVALUATE_EVERY_MS
    if (bed.state.isStandby) {
      bed.state.setScores(null)
      return
    }
    const atUtcMs = Math.round(this.#options.clock.utcMs(nowMs))
    bed.state.setScores(bedScores(this.#factsOf(bed, nowMs, atUtcMs)))
  }

  /** Ages of what was measured run on the monotonic clock: told as times of the station's clock as it is. */
  #factsOf({ inputs, person, entries, ageClass }: Bed, nowMs: number, atUtcMs: number): ScoreFacts {
    const inUtc = (one: Dated<number> | null): Dated<number> | null =>
      one === null ? null : { ...one, measuredAtMs: Math.round(one.measuredAtMs - nowMs) + atUtcMs }
    const { respiration, spo2, systolic, diastolic, pulse, temperature } = inputs.at(nowMs)
    return {
      measured: {
        respiration: inUtc(respiration),
        spo2: inUtc(spo2),
        systolic: inUtc(systolic),
        diastolic: inUtc(diastolic),
        pulse: inUtc(pulse),
        temperature: inUtc(temperature),
      },
      person,
      entries,
      ageClass,
      table: this.#options.table(),
      atUtcMs,
    }
  }
}
