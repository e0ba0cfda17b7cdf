import type { RhythmChoice } from '../../ipc/rhythm.ts'
import type { PatientView } from '../../ipc/views.ts'
import type { AlarmDesk } from '../alarms/desk.ts'
import type { AlarmEntry } from '../alarms/types.ts'
import type { BedState } from '../beds/bed-state.ts'
import { type BedBatch, type Consumer, type LinkChange, MONITOR, type TimedWave } from '../bus.ts'
import type { Clock } from '../clock.ts'
import { isSamePatient } from '../patients.ts'
import { BedAnalyser } from './bed-analysis.ts'
import { IntervalFeed } from './interval-feed.ts'
import { type RhythmBed, rhythmConditions, rhythmWatch } from './rhythm-alarms.ts'

/** What a screen shows of it is worked out once a second, as monitors do. */
const EVALUATE_EVERY_MS = 1_000
/** Beats before an alarm are decided by then. */
const ASKED_AFTER_MS = 3_000
/** Later than this it would no longer be what was seen when the alarm began. */
const ASKED_UNTIL_MS = 8_000
/** Of each tick of 50 ms at most this goes into analysis; what is left waits for the next. */
const BUDGET_MS = 10
/** More samples waiting than of this time, and they are left out: the analysis of the bed starts anew. */
const MOST_WAITING_MS = 15_000
const MS_PER_S = 1_000

export interface AnalysisDeskOptions {
  readonly clock: Clock
  /** The state of every bed; stands before this desk on the bus. */
  readonly beds: () => ReadonlyMap<string, BedState>
  readonly alarms: Pick<AlarmDesk, 'of'>
  /** The rhythms that the site has switched on. */
  readonly rhythms: () => readonly RhythmChoice[]
}

interface Bed {
  readonly analyser: BedAnalyser
  readonly waiting: TimedWave[]
  /** Time of samples that waits, ms of one wave after the other. */
  waitingMs: Map<string, number>
  /** Another one: another line or monitor feeds the bed. */
  state: BedState
  patient: PatientView | null
  dueMs: number
  /** Occurrences of alarms that were asked about. */
  readonly asked: Set<number>
}

/**
 * Runs Vigil's own analysis over the waves of all beds, behind everything that must not wait: batches are only noted,
 * samples are read in what is left of a tick. Changes no alarm; adds to a bedside alarm what the waves showed.
 */
export class AnalysisDesk implements Consumer {
  readonly #options: AnalysisDeskOptions
  readonly #beds = new Map<string, Bed>()
  /** The bed that a tick begins with: none waits for ever. */
  #first = 0

  constructor(options: AnalysisDeskOptions) {
    this.#options = options
  }

  onBatch(batch: BedBatch): void {
    const intervals = batch.measurements.filter((one) => one.type === 'numeric' && IntervalFeed.reads(one))
    if (batch.waves.length + intervals.length === 0) return
    const bed = this.#current(batch.bed)
    if (bed === undefined) return
    for (const one of intervals) if (one.type === 'numeric') bed.analyser.takeInterval(one, batch.atUtcMs)
    for (const timed of batch.waves) {
      const { key, rateHz } = timed.wave.channel
      const waitsMs = (bed.waitingMs.get(key) ?? 0) + (timed.wave.samples.length * MS_PER_S) / rateHz
      bed.waitingMs.set(key, waitsMs)
      if (waitsMs > MOST_WAITING_MS) startAnew(bed)
      else bed.waiting.push(timed)
    }
  }

  onLink(change: LinkChange): void {
    const bed = change.link.phase === 'live' ? undefined : this.#current(change.bed)
    if (bed === undefined) return
    // The waves of another device end by themselves: those of the monitor go on, however often that line is tried.
    if (bed.state.isLive && change.device !== undefined && change.device !== MONITOR) return
    startAnew(bed)
    bed.dueMs = Number.NEGATIVE_INFINITY
  }

  /** About twenty times a second, after all else. */
  tick(): void {
    const { clock, beds } = this.#options
    const states = beds()
    for (const id of this.#beds.keys()) if (!states.has(id)) this.#beds.delete(id)
    const untilMs = clock.monotonicMs() + BUDGET_MS
    const ids = [...states.keys()]
    for (let turn = 0; turn < ids.length; turn++) {
      const id = ids[(this.#first + turn) % ids.length]
      const bed = id === undefined ? undefined : this.#current(id)
      if (id === undefined || bed === undefined) continue
      this.#read(bed, untilMs)
      this.#evaluate(id, bed)
      if (clock.monotonicMs() < untilMs) continue
      this.#first += turn + 1
      return
    }
  }

  #current(id: string): Bed | undefined {
    const state = this.#options.beds().get(id)
    if (state === undefined) return undefined
    const known = this.#beds.get(id)
    if (known === undefined) {
      const bed: Bed = {
        analyser: new BedAnalyser(),
        waiting: [],
        waitingMs: new Map(),
        state,
        patient: state.patient,
        dueMs: Number.NEGATIVE_INFINITY,
        asked: new Set(),
      }
      this.#beds.set(id, bed)
      return bed
    }
    if (known.state !== state || !isSamePatient(known.patient, state.patient)) {
      startAnew(known)
      known.state = state
      known.patient = state.patient
    }
    return known
  }

  #read(bed: Bed, untilMs: number): void {
    let read = 0
    for (const timed of bed.waiting) {
      bed.analyser.take(timed)
      read++
      if (this.#options.clock.monotonicMs() >= untilMs) break
    }
    bed.waiting.splice(0, read)
    if (bed.waiting.length === 0) bed.waitingMs.clear()
  }

  #evaluate(id: string, bed: Bed): void {
    const { clock } = this.#options
    const nowMs = clock.monotonicMs()
    if (bed.waiting.length > 0 || nowMs < bed.dueMs) return
    bed.dueMs = nowMs + EVALUATE_EVERY_MS
    const isRead = !bed.analyser.isEmpty && !bed.state.isStandby
    if (!isRead) {
      bed.state.setAnalysis(null)
      return
    }
    this.#look(id, bed, clock.utcMs(nowMs))
    this.#witness(id, bed, nowMs)
  }

  /** What the waves say now, and what of it the site wants to be told. */
  #look(id: string, { analyser, state }: Bed, nowUtcMs: number): void {
    const choices = this.#options.rhythms()
    const bed: RhythmBed = {
      id,
      ageClass: this.#options.alarms.of(id).machine.state.ageClass,
      isPaced: analyser.isPaced || state.person?.paced === 'yes',
      carriesAlerts: state.carriesAlerts,
    }
    const rhythms = rhythmWatch(bed, choices)
    const view = analyser.view(nowUtcMs)
    if (rhythms === null) state.setAnalysis(view)
    else {
      const conditions = rhythmConditions(bed, choices, analyser.rhythms(nowUtcMs))
      state.setAnalysis({ ...view, rhythms }, conditions)
    }
  }

  /** Asks once about each bedside alarm, some seconds after it began, what the waves showed when it did. */
  #witness(id: string, bed: Bed, nowMs: number): void {
    const alarms = this.#options.alarms.of(id)
    for (const [condition, entry] of Object.entries(alarms.machine.state.alarms)) {
      if (!isAsked(entry, nowMs) || bed.asked.has(entry.occurrence)) continue
      bed.asked.add(entry.occurrence)
      const evidence = bed.analyser.evidence(this.#options.clock.utcMs(entry.sinceMs))
      if (evidence === null) continue
      alarms.act([
        { ...alarms.by(null), type: 'analysed', condition, occurrence: entry.occurrence, evidence },
      ])
    }
  }
}

function isAsked({ facts, sinceMs, ended }: AlarmEntry, nowMs: number): boolean {
  const ageMs = nowMs - sinceMs
  const isBedside = facts.source === 'bedside' && facts.kind === 'physiological'
  return isBedside && ended === null && ageMs >= ASKED_AFTER_MS && ageMs < ASKED_UNTIL_MS
}

function startAnew(bed: Bed): void {
  bed.analyser.reset()
  bed.waiting.length = 0
  bed.waitingMs.clear()
}
